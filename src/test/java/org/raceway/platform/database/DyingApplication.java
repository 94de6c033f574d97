package org.raceway.platform.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;

/** Commits one row, leaves another open, says so and waits to be killed. */
final class DyingApplication {

    static final int NUMBER = 40;
    static final int NUMBER_NOT_COMMITTED = 41;

    private DyingApplication() {}

    public static void main(String[] arguments) throws Exception {
        DataFolder folder = DataFolder.open(Path.of(arguments[0]));
        PostgresServer server =
                PostgresServer.start(folder, Path.of(arguments[1]), 0, PostgresServerTests.smallOptions());
        try (Connection connection = DriverManager.getConnection(server.url(), PostgresServer.USER, server.password());
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("insert into kept values (" + NUMBER + ")");
            connection.commit();
            statement.execute("insert into kept values (" + NUMBER_NOT_COMMITTED + ")");
            System.out.println("committed");
            TimeUnit.MINUTES.sleep(5);
        }
    }
}
