package org.raceway.enterprises;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.raceway.RacewayIntegrationTest;
import org.raceway.people.Accounts;
import org.raceway.people.Role;
import org.raceway.platform.Texts;
import org.raceway.platform.WholeDatabase;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.util.LinkedMultiValueMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Enterprises from a workbook, bad rows of each kind among them. */
@RacewayIntegrationTest
class AdmissionIntegrationTests {
    private static final String PASSWORD = "admission-by-workbook";
    private static final Texts CHINESE = Texts.of(java.util.Locale.SIMPLIFIED_CHINESE);

    private final RestTestClient http;
    private final Accounts accounts;
    private final WholeDatabase whole;
    private final JsonMapper json = JsonMapper.shared();
    private String operator = "";

    @Autowired
    AdmissionIntegrationTests(RestTestClient http, Accounts accounts, WholeDatabase whole) {
        this.http = http;
        this.accounts = accounts;
        this.whole = whole;
    }

    @BeforeEach
    void openAccount() {
        operator = "admission-" + UUID.randomUUID();
        accounts.create(new Accounts.NewAccount(operator, PASSWORD, "孙录", "Sun Lu", Role.OPERATOR, null));
    }

    @Test
    void namesEachBadCellAndAdmitsTheRestOnceConfirmed() throws IOException {
        String good = EnterpriseSamples.uscc();
        String other = EnterpriseSamples.uscc();
        String wrongCheck = good.substring(0, 17) + (good.charAt(17) == '0' ? '1' : '0');
        List<List<String>> rows = new ArrayList<>();
        rows.add(row("甲轴承", good));
        rows.add(row("乙轴承", other));
        rows.add(row("", EnterpriseSamples.uscc()));
        rows.add(row("丙轴承", wrongCheck));
        rows.add(row("丁轴承", good));
        rows.add(with(row("戊轴承", EnterpriseSamples.uscc()), AdmissionColumn.KINDS, "造船"));
        rows.add(with(row("己轴承", EnterpriseSamples.uscc()), AdmissionColumn.INDUSTRY, "99"));
        rows.add(with(row("庚轴承", EnterpriseSamples.uscc()), AdmissionColumn.EMPLOYEES, "很多"));
        rows.add(with(row("辛轴承", EnterpriseSamples.uscc()), AdmissionColumn.REVENUE, "1.234"));
        rows.add(with(row("壬轴承", EnterpriseSamples.uscc()), AdmissionColumn.COUNTY, "3715"));
        rows.add(with(row("癸轴承", EnterpriseSamples.uscc()), AdmissionColumn.PHONE, "110"));
        rows.add(with(row("子轴承", EnterpriseSamples.uscc()), AdmissionColumn.EMAIL, "@"));
        rows.add(with(row("丑轴承", EnterpriseSamples.uscc()), AdmissionColumn.GLN, "9521234000011"));
        rows.add(with(row("寅轴承", EnterpriseSamples.uscc()), AdmissionColumn.CONTACT, ""));

        JsonNode checked = send(workbook(rows));
        List<String> errors = new ArrayList<>();
        checked.path("errors")
                .forEach(error -> errors.add(error.path("row").intValue() + " "
                        + error.path("column").stringValue() + " "
                        + error.path("problem").stringValue()));
        assertThat(errors)
                .containsExactly(
                        "4 企业名称 missing",
                        "5 统一社会信用代码 uscc-check",
                        "6 统一社会信用代码 row-twice",
                        "7 产业链环节 kinds",
                        "8 行业代码 industry",
                        "9 从业人数 employees",
                        "10 上年营业收入(万元) revenue",
                        "11 县区代码 county",
                        "12 电话 phone",
                        "13 电子邮箱 email",
                        "14 GLN gln-check",
                        "15 联系人 missing");
        assertThat(checked.path("admission").path("fresh").intValue()).isEqualTo(2);
        assertThat(registered(good, other)).isZero();

        String id = checked.path("admission").path("id").stringValue();
        try (ReadableWorkbook report = new ReadableWorkbook(
                new ByteArrayInputStream(download("/api/v1/enterprises/admissions/" + id + "/errors.xlsx")))) {
            assertThat(report.getFirstSheet().read()).hasSize(13);
        }
        assertThat(confirm(id, 200).path("admitted").intValue()).isEqualTo(2);
        assertThat(registered(good, other)).isEqualTo(2);
        confirm(id, 404);

        // Sent once more, everybody is there.
        JsonNode again = send(workbook(rows.subList(0, 2)));
        assertThat(again.path("admission").path("existing").intValue()).isEqualTo(2);
        assertThat(again.path("admission").path("fresh").intValue()).isZero();
    }

    @Test
    void takesItsOwnTemplateAndNamesMissingColumns() throws IOException {
        byte[] template = download("/api/v1/enterprises/admissions/template.xlsx");
        try (ReadableWorkbook read = new ReadableWorkbook(new ByteArrayInputStream(template))) {
            assertThat(read.getFirstSheet().read().getFirst().getCellText(0)).isEqualTo("企业名称*");
        }
        assertThat(status("名称,代码\n甲,乙\n".getBytes(StandardCharsets.UTF_8), "enterprises.csv"))
                .isEqualTo(422);
    }

    @Test
    void admitsFiveThousandRowsWithinBounds() throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < Admissions.MOST_ROWS; i++) {
            rows.add(row("批量轴承 " + i, EnterpriseSamples.uscc()));
        }
        long start = System.nanoTime();
        JsonNode checked = send(workbook(rows));
        assertThat(checked.path("admission").path("fresh").intValue()).isEqualTo(Admissions.MOST_ROWS);
        assertThat(confirm(checked.path("admission").path("id").stringValue(), 200)
                        .path("admitted")
                        .intValue())
                .isEqualTo(Admissions.MOST_ROWS);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));

        rows.add(row("多一行", EnterpriseSamples.uscc()));
        assertThat(status(workbook(rows), "enterprises.xlsx")).isEqualTo(413);
        whole.client().sql("delete from enterprise where name like '批量轴承 %'").update();
    }

    private long registered(String... codes) {
        return whole.client()
                .sql("select count(*) from enterprise where uscc = any(:codes)")
                .param("codes", codes)
                .query(Long.class)
                .single();
    }

    private static List<String> row(String name, String uscc) {
        return Arrays.stream(AdmissionColumn.values())
                .map(column -> switch (column) {
                    case NAME -> name;
                    case USCC -> uscc;
                    default -> column.example();
                })
                .toList();
    }

    private static List<String> with(List<String> row, AdmissionColumn column, String value) {
        List<String> changed = new ArrayList<>(row);
        changed.set(List.of(AdmissionColumn.values()).indexOf(column), value);
        return changed;
    }

    private static byte[] workbook(List<List<String>> rows) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(bytes, "test", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("企业");
            int place = 0;
            for (AdmissionColumn column : AdmissionColumn.values()) {
                sheet.value(0, place++, column.head(CHINESE));
            }
            for (int line = 0; line < rows.size(); line++) {
                for (int cell = 0; cell < rows.get(line).size(); cell++) {
                    sheet.value(line + 1, cell, rows.get(line).get(cell));
                }
            }
            sheet.finish();
        }
        return bytes.toByteArray();
    }

    private RestTestClient.ResponseSpec post(byte[] file, String name) {
        LinkedMultiValueMap<String, Object> parts = new LinkedMultiValueMap<>();
        parts.add("file", new ByteArrayResource(file) {
            @Override
            public String getFilename() {
                return name;
            }
        });
        return http.post()
                .uri("/api/v1/enterprises/admissions")
                .headers(headers -> headers.setBasicAuth(operator, PASSWORD))
                .contentType(MediaType.MULTIPART_FORM_DATA)
                .body(parts)
                .exchange();
    }

    private int status(byte[] file, String name) {
        return post(file, name).returnResult(String.class).getStatus().value();
    }

    private JsonNode send(byte[] file) {
        return read(post(file, "enterprises.xlsx"), 200);
    }

    private JsonNode confirm(String id, int status) {
        return read(
                http.post()
                        .uri("/api/v1/enterprises/admissions/" + id + "/confirm")
                        .headers(headers -> headers.setBasicAuth(operator, PASSWORD))
                        .exchange(),
                status);
    }

    private byte[] download(String path) {
        return Objects.requireNonNull(http.get()
                .uri(path)
                .headers(headers -> headers.setBasicAuth(operator, PASSWORD))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseBody());
    }

    private JsonNode read(RestTestClient.ResponseSpec answer, int status) {
        byte[] body = answer.expectBody().returnResult().getResponseBody();
        String text = body == null ? "{}" : new String(body, StandardCharsets.UTF_8);
        assertThat(answer.returnResult(String.class).getStatus().value())
                .as(text)
                .isEqualTo(status);
        return json.readTree(text);
    }
}
