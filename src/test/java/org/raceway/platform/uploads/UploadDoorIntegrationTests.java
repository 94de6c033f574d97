package org.raceway.platform.uploads;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.raceway.RacewayIntegrationTest;
import org.raceway.TestBrowser;
import org.raceway.enterprises.Enterprise;
import org.raceway.enterprises.EnterpriseKind;
import org.raceway.enterprises.Enterprises;
import org.raceway.identifiers.gs1.CheckDigits;
import org.raceway.identifiers.gs1.UnifiedSocialCreditCode;
import org.raceway.people.Accounts;
import org.raceway.people.Role;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Uploads as a browser sends them, to the capture page. */
@RacewayIntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UploadDoorIntegrationTests {
    private static final String LOGIN = "upload-door";
    private static final String PASSWORD = "upload-door-1";
    private static final String BOUNDARY = "----raceway";

    private final TestBrowser browser;
    private final String base;

    UploadDoorIntegrationTests(@LocalServerPort int port) {
        browser = new TestBrowser(port, "uploads");
        base = "http://localhost:" + port;
    }

    @BeforeAll
    void logIn(@Autowired Accounts accounts, @Autowired Enterprises enterprises) {
        String uscc = "91371599MA3UPD00R";
        Enterprise plant = enterprises.register(new Enterprise(
                UUID.randomUUID(),
                uscc + UnifiedSocialCreditCode.checkCharacter(uscc),
                "952981100001" + CheckDigits.of("952981100001"),
                "9529811",
                EnterpriseKind.ASSEMBLER,
                "上传测试轴承有限公司",
                "Upload Test Bearings",
                "371581",
                null,
                null,
                true));
        accounts.create(new Accounts.NewAccount(LOGIN, PASSWORD, "测试", "Test", Role.QUALITY, plant.id()));
        browser.signedIn(LOGIN, PASSWORD);
    }

    @Test
    void takesADocument() throws Exception {
        String document = Files.readString(Path.of("src/main/resources/static/assets/example-capture.json"));
        HttpResponse<String> answer = upload(browser.client(), token("/capture"), "a.json", document);
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location"))
                .hasValueSatisfying(place -> assertThat(place).contains("/captures/"));
    }

    @Test
    void refusesWhatIsNoDocumentByItsContent() throws Exception {
        HttpResponse<String> answer = upload(browser.client(), token("/capture"), "a.json", "%PDF-1.7\n");
        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.body()).contains("PDF").contains("id=\"file-error\"");
    }

    @Test
    void refusesAFileThatIsLargerThanItMayBe() throws Exception {
        HttpResponse<String> answer =
                upload(browser.client(), token("/capture"), "a.json", "{\"a\":\"" + "x".repeat(66 << 20) + "\"}");
        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @Test
    void refusesAFormWithoutItsToken() throws Exception {
        assertThat(upload(browser.client(), "forged", "a.json", "{}").statusCode())
                .isEqualTo(403);
    }

    @Test
    void readsNoFileOfAStranger() throws Exception {
        HttpClient stranger = HttpClient.newHttpClient();
        HttpResponse<String> answer = upload(stranger, "none", "a.json", "{}");
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location"))
                .hasValueSatisfying(place -> assertThat(place).endsWith("/login"));
        assertThat(answer.headers().firstValue("Connection")).hasValue("close");
    }

    private HttpResponse<String> upload(HttpClient client, String token, String name, String content)
            throws IOException, InterruptedException {
        String body = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n" + token + "\r\n--"
                + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                + "\"\r\nContent-Type: application/json\r\n\r\n" + content + "\r\n--" + BOUNDARY + "--\r\n";
        return client.send(
                HttpRequest.newBuilder(URI.create(base + "/capture"))
                        .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                        .header("Accept", "text/html")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private String token(String path) {
        browser.get(path);
        return browser.token();
    }
}
