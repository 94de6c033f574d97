package org.raceway.traceability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The three settings of a PostgreSQL of one's own, with the oldest that is installed here. */
class OwnPostgresqlIntegrationTests {
    private static final int OLDEST = 15;
    private static final int NEWEST = 18;
    private static final String PASSWORD = "of-ones-own";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void migratesCapturesAndTraces() throws Exception {
        Optional<Path> found = IntStream.rangeClosed(OLDEST, NEWEST)
                .mapToObj(version -> Path.of("/usr/lib/postgresql/" + version + "/bin"))
                .filter(programs -> Files.isExecutable(programs.resolve("initdb")))
                .findFirst();
        assumeTrue(found.isPresent(), "no PostgreSQL 15 to 18 in /usr/lib/postgresql");
        Path programs = found.orElseThrow();
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Path data = folder.resolve("data");
        Path secret = Files.writeString(folder.resolve("secret"), PASSWORD);
        Process initdb = start(
                programs,
                List.of("initdb", "-D", data.toString(), "-U", "raceway", "--pwfile=" + secret, "-A", "scram-sha-256"));
        assertThat(initdb.waitFor()).as("initdb").isZero();
        Process server = start(
                programs,
                List.of(
                        "postgres",
                        "-D",
                        data.toString(),
                        "-p",
                        String.valueOf(port),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "unix_socket_directories="));
        try (ForkedApplication application =
                ForkedApplication.in(folder.resolve("home"), Path.of("target/own-postgresql.log"))) {
            ForkedApplication.await(Duration.ofSeconds(30), () -> ready(data.resolve("postmaster.pid")));
            application.run(
                    "--raceway.database.url=jdbc:postgresql://127.0.0.1:" + port + "/postgres",
                    "--raceway.database.user=raceway",
                    "--raceway.database.password=" + PASSWORD,
                    "--raceway.sign-in.second-factor-roles=");

            assertThat(application.home().resolve("data")).doesNotExist();

            HttpResponse<String> accepted = application.capture(TestDocuments.document(
                    """
                    {"type":"TransformationEvent","eventTime":"2026-01-02T03:04:05+08:00","eventTimeZoneOffset":"+08:00",
                     "inputQuantityList":[{"epcClass":"%s","quantity":2,"uom":"KGM"}],
                     "outputEPCList":["%s"],"bizStep":"commissioning"}
                    """.formatted("urn:epc:class:lgtin:9521110.000002.coil", TestDocuments.urn("ring"))));
            assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
            HttpResponse<String> job =
                    application.get(accepted.headers().firstValue("Location").orElseThrow());
            assertThat(ForkedApplication.json(job).path("stored").asInt())
                    .as("%s: %s", programs, job.body())
                    .isEqualTo(1);
            HttpResponse<String> graph =
                    application.get("/api/v1/genealogy?direction=upstream&id=" + TestDocuments.link("ring"));
            assertThat(graph.statusCode()).as(graph.body()).isEqualTo(200);
            assertThat(graph.body()).contains("09521110000021").contains("coil");
            HttpResponse<String> events = application.get("/epcis/events?MATCH_anyEPC=" + TestDocuments.urn("ring"));
            assertThat(events.body()).contains("TransformationEvent");
            String password = Files.readString(application.home().resolve("operator.password"))
                    .strip();
            HttpResponse<String> asOperator = application.send(application
                    .request("/api/v1/enterprises")
                    .setHeader("Authorization", ForkedApplication.basic("operator", password))
                    .build());
            assertThat(asOperator.statusCode()).as(asOperator.body()).isEqualTo(200);
            assertThat(application.databaseHealth()).isEqualTo("UP");
        } finally {
            server.destroy();
            server.waitFor(30, TimeUnit.SECONDS);
        }
    }

    private static boolean ready(Path pidFile) {
        try {
            List<String> lines = Files.exists(pidFile) ? Files.readAllLines(pidFile) : List.of();
            return lines.size() >= 8 && lines.get(7).strip().equals("ready");
        } catch (IOException e) {
            return false;
        }
    }

    /** PostgreSQL does not run as root; in a user namespace of its own it takes root for somebody else. */
    private Process start(Path programs, List<String> words) throws IOException {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(programs.resolve(words.getFirst()).toString());
        command.addAll(words.subList(1, words.size()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(new File("/"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(Path.of("target/own-postgresql-server.log")
                        .toAbsolutePath()
                        .toFile()));
        builder.environment().put("LC_ALL", "C");
        return builder.start();
    }
}
