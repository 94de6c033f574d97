package org.raceway.platform.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.modulith.NamedInterface;

/**
 * The database of a data folder for a command that looks at it, whether Raceway runs there or not: its PostgreSQL is started for as
 * long as this is open, unless it runs already. The connections are the owner's.
 */
@NamedInterface("database")
public final class DataFolderDatabase implements AutoCloseable {
    private static final int PORT_LINE = 3;

    private final @Nullable DataFolder folder;
    private final @Nullable PostgresServer started;
    private final DataSource dataSource;

    private DataFolderDatabase(@Nullable DataFolder folder, @Nullable PostgresServer started, DataSource dataSource) {
        this.folder = folder;
        this.started = started;
        this.dataSource = dataSource;
    }

    /**
     * Opens it.
     *
     * @throws PostgresException if there is no database in the folder, or it can't be started or read
     */
    public static DataFolderDatabase open(Path home) {
        if (!Files.isDirectory(home.resolve("data"))) {
            throw new PostgresException("There is no database in " + home);
        }
        DataFolder folder;
        try {
            folder = DataFolder.open(home);
        } catch (DataFolderInUseException running) {
            return new DataFolderDatabase(null, null, ofRunning(home));
        }
        try {
            PostgresServer server = PostgresServer.start(
                    folder,
                    PostgresBinaries.unpackedBelow(folder.path().resolve("postgresql")),
                    0,
                    DatabaseConfiguration.ownOptions(EmbeddedStorage.totalMegabytes(folder.path())));
            return new DataFolderDatabase(folder, server, source(server.url(), server.password()));
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    private static DataSource ofRunning(Path home) {
        try {
            List<String> server = Files.readAllLines(home.resolve("data").resolve("postmaster.pid"));
            String password =
                    Files.readString(home.resolve("postgresql.password")).strip();
            return source(
                    "jdbc:postgresql://127.0.0.1:" + server.get(PORT_LINE).strip() + "/" + PostgresServer.DATABASE,
                    password);
        } catch (IOException e) {
            throw new UncheckedIOException("The PostgreSQL that runs in " + home + " can't be reached", e);
        }
    }

    private static DataSource source(String url, String password) {
        return new DriverManagerDataSource(url, PostgresServer.USER, password);
    }

    /** Its connections. */
    public DataSource dataSource() {
        return dataSource;
    }

    @Override
    public void close() {
        if (started != null) {
            started.close();
        }
        if (folder != null) {
            folder.close();
        }
    }
}
