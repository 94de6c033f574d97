package org.raceway.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of the embedded PostgreSQL: one data folder through starts, stops and deaths. */
class PostgresServerTests {

    private static final Map<String, String> OPTIONS = smallOptions();
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    private static Path home;

    private static Path binaries;

    @BeforeAll
    static void create() throws Exception {
        binaries = PostgresBinaries.unpackedBelow(Path.of("target/postgresql"));
        try (DataFolder folder = DataFolder.open(home);
                PostgresServer server = start(folder);
                Connection connection = connect(server)) {
            execute(connection, "create table kept (number integer primary key)");
        }
    }

    @Test
    void keepsDataOverARestart() throws Exception {
        int number = 1;
        try (DataFolder folder = DataFolder.open(home);
                PostgresServer server = start(folder);
                Connection connection = connect(server)) {
            execute(connection, "insert into kept values (" + number + ")");
        }
        assertThat(home.resolve("data/postmaster.pid")).doesNotExist();
        try (DataFolder folder = DataFolder.open(home);
                PostgresServer server = start(folder);
                Connection connection = connect(server)) {
            assertThat(holds(connection, number)).isTrue();
        }
    }

    @Test
    void comesBackOnTheSamePortWhenItIsKilled() throws Exception {
        try (DataFolder folder = DataFolder.open(home);
                PostgresServer server = start(folder)) {
            try (Connection connection = connect(server)) {
                execute(connection, "insert into kept values (2)");
            }
            long killed = server.pid();
            assertThat(ProcessHandle.of(killed).orElseThrow().destroyForcibly()).isTrue();
            long deadline = System.nanoTime() + LIMIT.toNanos();
            while (true) {
                try (Connection connection = connect(server)) {
                    assertThat(holds(connection, 2)).isTrue();
                    break;
                } catch (SQLException notYet) {
                    assertThat(System.nanoTime()).as("recovered in time").isLessThan(deadline);
                    TimeUnit.MILLISECONDS.sleep(50);
                }
            }
            assertThat(server.pid()).isNotEqualTo(killed);
        }
    }

    @Test
    void recoversWhatADeadApplicationLeft() throws Exception {
        Process application = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DyingApplication.class.getName(),
                        home.toString(),
                        binaries.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String line;
        try (var output = application.inputReader()) {
            do {
                line = output.readLine();
                assertThat(line).as("the application's last word").isNotNull();
            } while (!line.equals("committed"));
            assertThatThrownBy(() -> DataFolder.open(home))
                    .isInstanceOfSatisfying(
                            DataFolderInUseException.class,
                            refusal -> assertThat(refusal.getExitCode()).isEqualTo(75))
                    .hasMessageContaining(Long.toString(application.pid()));
            application.destroyForcibly().waitFor();
        }
        try (DataFolder folder = DataFolder.open(home);
                PostgresServer server = start(folder);
                Connection connection = connect(server)) {
            assertThat(holds(connection, DyingApplication.NUMBER)).isTrue();
            assertThat(holds(connection, DyingApplication.NUMBER_NOT_COMMITTED)).isFalse();
        }
    }

    @Test
    void refusesASecondHolderOfTheFolder() {
        try (DataFolder folder = DataFolder.open(home)) {
            assertThatThrownBy(() -> DataFolder.open(folder.path())).isInstanceOf(DataFolderInUseException.class);
        }
    }

    @Test
    void listensOnLoopbackOnlyAndAsksForThePassword() throws Exception {
        try (DataFolder folder = DataFolder.open(home);
                PostgresServer server = start(folder)) {
            int port = Integer.parseInt(server.url().replaceAll(".*:(\\d+)/.*", "$1"));
            for (InetAddress address : ownAddresses()) {
                assertThatThrownBy(() -> new Socket(address, port).close()).isInstanceOf(ConnectException.class);
            }
            assertThatThrownBy(() -> DriverManager.getConnection(server.url(), PostgresServer.USER, "wrong"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(home.resolve("postgresql.password"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void saysWhyItDoesNotStart() {
        try (DataFolder folder = DataFolder.open(home)) {
            assertThatThrownBy(() -> PostgresServer.start(folder, binaries, 0, Map.of("shared_buffers", "none")))
                    .isInstanceOf(PostgresException.class)
                    .hasMessageContaining("invalid value for parameter \"shared_buffers\"");
        }
    }

    static PostgresServer start(DataFolder folder) {
        return PostgresServer.start(folder, binaries, 0, OPTIONS);
    }

    static Map<String, String> smallOptions() {
        Map<String, String> options = DatabaseConfiguration.ownOptions(1024);
        options.put("shared_buffers", "32MB");
        return options;
    }

    private static Connection connect(PostgresServer server) throws SQLException {
        return DriverManager.getConnection(server.url(), PostgresServer.USER, server.password());
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static boolean holds(Connection connection, int number) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select 1 from kept where number = " + number)) {
            return rows.next();
        }
    }

    private static List<InetAddress> ownAddresses() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .toList();
    }
}
