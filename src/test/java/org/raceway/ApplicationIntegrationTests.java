package org.raceway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalManagementPort;

@RacewayIntegrationTest
class ApplicationIntegrationTests {

    @LocalManagementPort
    private int managementPort;

    @Value("${raceway.home}")
    private Path home = Path.of("");

    @ParameterizedTest
    @CsvSource({"health, 200", "metrics, 200", "prometheus, 200", "env, 404", "heapdump, 404", "shutdown, 404"})
    void opensOnlyHealthAndMetricsToTheOperator(String endpoint, int status) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + managementPort + "/actuator/" + endpoint))
                    .build();
            assertThat(client.send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(status);
        }
    }

    @Test
    void refusesASecondProcessInTheFolder() throws Exception {
        Process second = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RacewayApplication.class.getName(),
                        "--raceway.home=" + home,
                        "--logging.file.name=target/second-process.log",
                        "--spring.main.lazy-initialization=true",
                        "--server.port=0",
                        "--management.server.port=0"))
                .redirectErrorStream(true)
                .start();
        String output = new String(second.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(second.waitFor()).as(output).isEqualTo(75);
        assertThat(output).contains("同一文件夹只能由一个轴脑进程使用").contains("one Raceway at a time works in a folder");
    }
}
