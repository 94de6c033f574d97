package org.raceway.audit;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.raceway.platform.Texts;
import org.raceway.platform.database.DataFolderDatabase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * {@code ./raceway audit verify [file]}: verifies the trail in the data folder's database, whether Raceway runs there or not, or in a
 * PostgreSQL of one's own named by {@code RACEWAY_DATABASE_URL}; or an exported file. Compares it with the heads noted in the data
 * folder. Says the first place that is wrong.
 */
public final class AuditCommand {
    static final int GOOD = 0;
    static final int DAMAGED = 1;
    static final int UNUSABLE = 2;
    private static final int FETCH_SIZE = 500;

    private final Path home;
    private final Map<String, String> environment;
    private final PrintStream out;

    AuditCommand(Path home, Map<String, String> environment, PrintStream out) {
        this.home = home;
        this.environment = environment;
        this.out = out;
    }

    /** Ends with 0 when all is well, 1 when the trail is damaged, 2 when it can't be looked at. */
    public static void main(String[] arguments) {
        if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof ch.qos.logback.classic.Logger root) {
            root.setLevel(Level.ERROR);
        }
        String said = System.getProperty("raceway.home");
        Path home = said == null ? Path.of(System.getProperty("user.home"), ".raceway") : Path.of(said);
        System.exit(new AuditCommand(home, System.getenv(), System.out).run(List.of(arguments)));
    }

    int run(List<String> arguments) {
        if (arguments.isEmpty() || arguments.size() > 2 || !arguments.getFirst().equals("verify")) {
            out.println("./raceway audit verify [file]");
            return UNUSABLE;
        }
        try {
            List<Head> noted = new PublishedHeads(home)
                    .all().stream().map(PublishedHeads.Noted::head).toList();
            Verification result = arguments.size() == 2 ? file(Path.of(arguments.get(1)), noted) : database(noted);
            say(result, noted.size());
            return result.good() ? GOOD : DAMAGED;
        } catch (IOException | DataAccessException | IllegalStateException | UncheckedIOException e) {
            out.println(e.getMessage());
            return UNUSABLE;
        }
    }

    private static Verification file(Path file, List<Head> noted) throws IOException {
        try (Reader reader = Files.newBufferedReader(file)) {
            return new FileVerifier(noted).verify(reader);
        }
    }

    private Verification database(List<Head> noted) {
        String url = environment.getOrDefault("RACEWAY_DATABASE_URL", "");
        if (!url.isBlank()) {
            return verify(
                    new DriverManagerDataSource(
                            url,
                            environment.getOrDefault("RACEWAY_DATABASE_USER", ""),
                            environment.getOrDefault("RACEWAY_DATABASE_PASSWORD", "")),
                    noted);
        }
        try (DataFolderDatabase database = DataFolderDatabase.open(home)) {
            return verify(database.dataSource(), noted);
        }
    }

    private static Verification verify(DataSource source, List<Head> noted) {
        // One connection for all of it.
        try (Connection connection = source.getConnection()) {
            JdbcTemplate template = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
            template.setFetchSize(FETCH_SIZE);
            return new ChainVerifier(JdbcClient.create(template)).all(noted);
        } catch (SQLException e) {
            throw new IllegalStateException("The database can't be read: " + e.getMessage(), e);
        }
    }

    private void say(Verification result, int noted) {
        for (Locale language : List.of(Locale.SIMPLIFIED_CHINESE, Locale.ENGLISH)) {
            out.println(VerificationText.of(result, Texts.of(language)));
        }
        String digest = result.digest();
        if (digest != null) {
            out.println("no. " + result.last() + " " + digest);
        }
        out.println(noted + " heads in " + home.resolve(PublishedHeads.FILE));
    }
}
