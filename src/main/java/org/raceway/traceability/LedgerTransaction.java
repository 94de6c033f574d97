package org.raceway.traceability;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.raceway.platform.TimeOrderedIds;
import org.raceway.traceability.epcis.Action;
import org.raceway.traceability.epcis.Rule;
import org.raceway.traceability.epcis.Violation;

/** Writes a group of captures, whole or not at all. Used by one thread. */
@SuppressWarnings("EnumOrdinal") // what the ledger stores
final class LedgerTransaction {
    private static final String KNOWN = """
            select digest, owner, content from event_identity where digest = any(?)
            """;
    private static final String COPY_IDENTITY = """
            copy event_identity (digest, owner, event, content) from stdin (format binary)
            """;
    private static final String COPY_EVENT = """
            copy event (event, owner, identity, event_time, type, action, biz_step, disposition, read_point,
              business_location, capture, error_declared, body) from stdin (format binary)
            """;
    private static final String COPY_REFERENCE = """
            copy event_reference (key, role, event, owner) from stdin (format binary)
            """;
    private static final String COPY_JOB = """
            copy capture_job (capture, owner, created_at, finished_at, behaviour, success, events, stored, repeated,
              errors, source, captured_by, department) from stdin (format binary)
            """;
    private static final String FINISHED_JOBS = CaptureJobs.SELECT + " where capture = any(?)";
    private static final String MASTER_DATA = """
            insert into master_data (key, owner, vocabulary, id, attributes, children, updated_at) values
            """;
    private static final String UNLESS_KNOWN = """

            on conflict (key, vocabulary, owner) do update set id = excluded.id, attributes = excluded.attributes,
              children = excluded.children, updated_at = excluded.updated_at
            where (master_data.id, master_data.attributes, master_data.children)
              is distinct from (excluded.id, excluded.attributes, excluded.children)
            """;
    private static final int MASTER_DATA_ROWS = 500;

    private final DataSource dataSource;
    private final Clock clock;
    private final TimeOrderedIds ids;
    private final CopyBuffer buffer = new CopyBuffer();

    LedgerTransaction(DataSource dataSource, Clock clock, TimeOrderedIds ids) {
        this.dataSource = dataSource;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Stores what is new of these captures.
     *
     * @param unsure true when an earlier attempt may have been committed
     * @return their jobs in the same order, durable
     */
    List<CaptureJob> write(List<PreparedCapture> captures, boolean unsure) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                Map<UUID, CaptureJob> finished = unsure ? finishedJobs(connection, captures) : Map.of();
                List<PreparedCapture> open = captures.stream()
                        .filter(capture -> !finished.containsKey(capture.id()))
                        .toList();
                Map<UUID, CaptureJob> jobs = new HashMap<>(finished);
                for (CaptureJob job : writeAll(connection, open)) {
                    jobs.put(job.id(), job);
                }
                connection.commit();
                List<CaptureJob> answers = new ArrayList<>(captures.size());
                for (PreparedCapture capture : captures) {
                    CaptureJob job = jobs.get(capture.id());
                    if (job == null) {
                        throw new IllegalStateException("a capture got no job");
                    }
                    answers.add(job);
                }
                return answers;
            } catch (SQLException | RuntimeException e) {
                rollBack(connection, e);
                throw e;
            }
        }
    }

    private static void rollBack(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private List<CaptureJob> writeAll(Connection connection, List<PreparedCapture> captures) throws SQLException {
        if (captures.isEmpty()) {
            return List.of();
        }
        Map<Identity, UUID> known = known(connection, captures);
        List<Row> rows = new ArrayList<>();
        List<CaptureJob> jobs = new ArrayList<>(captures.size());
        List<PreparedCapture> masterData = new ArrayList<>();
        for (PreparedCapture capture : captures) {
            CaptureJob job = decide(capture, known, rows);
            jobs.add(job);
            if (!capture.masterData().isEmpty() && (job.success() || job.behaviour() == CaptureBehaviour.PROCEED)) {
                masterData.add(capture);
            }
        }
        CopyManager manager = connection.unwrap(PGConnection.class).getCopyAPI();
        if (!rows.isEmpty()) {
            copyEvents(manager, rows);
            copyReferences(manager, rows);
            // Last and in order, so that two writers with the same events meet late and never lock each other out.
            copyIdentities(manager, rows);
        }
        copyJobs(manager, jobs);
        storeMasterData(connection, masterData);
        return jobs;
    }

    /** Which events of a capture are new; adds their rows and makes them known to the captures after it. */
    private CaptureJob decide(PreparedCapture capture, Map<Identity, UUID> known, List<Row> rows) {
        List<Violation> violations = new ArrayList<>(capture.violations());
        Map<Identity, UUID> own = new HashMap<>();
        List<PreparedEvent> fresh = new ArrayList<>(capture.events().size());
        int repeated = 0;
        for (PreparedEvent event : capture.events()) {
            Identity identity = new Identity(event.identity(), capture.owner());
            UUID content = known.get(identity);
            if (content == null) {
                content = own.putIfAbsent(identity, event.content());
            }
            if (content == null) {
                fresh.add(event);
            } else if (content.equals(event.content())) {
                repeated++;
            } else if (violations.size() < CaptureJob.MAXIMUM_ERRORS) {
                violations.add(new Violation(event.index(), "/eventID", Rule.EVENT_ID_TAKEN, event.eventId(), null));
            }
        }
        boolean success = violations.isEmpty();
        if (!success && capture.behaviour() == CaptureBehaviour.ROLLBACK) {
            fresh = List.of();
            repeated = 0;
        } else {
            known.putAll(own);
        }
        for (PreparedEvent event : fresh) {
            rows.add(new Row(ids.next(), capture, event));
        }
        return new CaptureJob(
                capture.id(),
                capture.owner(),
                capture.maker(),
                capture.createdAt(),
                clock.instant(),
                capture.behaviour(),
                success,
                capture.eventsInDocument(),
                fresh.size(),
                repeated,
                violations,
                capture.source());
    }

    private static Map<Identity, UUID> known(Connection connection, List<PreparedCapture> captures)
            throws SQLException {
        Set<UUID> digests = new HashSet<>();
        for (PreparedCapture capture : captures) {
            for (PreparedEvent event : capture.events()) {
                digests.add(event.identity());
            }
        }
        Map<Identity, UUID> known = new HashMap<>();
        if (digests.isEmpty()) {
            return known;
        }
        try (PreparedStatement statement = connection.prepareStatement(KNOWN)) {
            Array array = connection.createArrayOf("uuid", digests.toArray());
            statement.setArray(1, array);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    known.put(
                            new Identity(result.getObject(1, UUID.class), result.getObject(2, UUID.class)),
                            result.getObject(3, UUID.class));
                }
            }
        }
        return known;
    }

    private void copyIdentities(CopyManager manager, List<Row> rows) throws SQLException {
        List<Row> ordered = new ArrayList<>(rows);
        ordered.sort(Comparator.comparing((Row row) -> row.event().identity())
                .thenComparing(row -> row.capture().owner()));
        buffer.begin(manager, COPY_IDENTITY);
        for (Row row : ordered) {
            buffer.row(4);
            buffer.uuid(row.event().identity());
            buffer.uuid(row.capture().owner());
            buffer.uuid(row.key());
            buffer.uuid(row.event().content());
        }
        buffer.end();
    }

    private void copyEvents(CopyManager manager, List<Row> rows) throws SQLException {
        buffer.begin(manager, COPY_EVENT);
        for (Row row : rows) {
            PreparedEvent event = row.event();
            buffer.row(13);
            buffer.uuid(row.key());
            buffer.uuid(row.capture().owner());
            buffer.uuid(event.identity());
            buffer.timestamp(event.eventTime());
            buffer.smallint(event.type().ordinal());
            Action action = event.action();
            if (action == null) {
                buffer.nothing();
            } else {
                buffer.smallint(action.ordinal());
            }
            buffer.textOrNull(event.bizStep());
            buffer.textOrNull(event.disposition());
            buffer.uuidOrNull(event.readPoint());
            buffer.uuidOrNull(event.businessLocation());
            buffer.uuid(row.capture().id());
            buffer.bool(event.errorDeclared());
            buffer.bytea(event.body());
        }
        buffer.end();
    }

    private void copyReferences(CopyManager manager, List<Row> rows) throws SQLException {
        buffer.begin(manager, COPY_REFERENCE);
        for (Row row : rows) {
            UUID[] keys = row.event().keys();
            byte[] roles = row.event().roles();
            for (int i = 0; i < keys.length; i++) {
                buffer.row(4);
                buffer.uuid(keys[i]);
                buffer.smallint(roles[i]);
                buffer.uuid(row.key());
                buffer.uuid(row.capture().owner());
            }
        }
        buffer.end();
    }

    private void copyJobs(CopyManager manager, List<CaptureJob> jobs) throws SQLException {
        buffer.begin(manager, COPY_JOB);
        for (CaptureJob job : jobs) {
            buffer.row(13);
            buffer.uuid(job.id());
            buffer.uuid(job.owner());
            buffer.timestamp(job.createdAt());
            buffer.timestamp(job.finishedAt());
            buffer.text(job.behaviour().headerValue());
            buffer.bool(job.success());
            buffer.integer(job.events());
            buffer.integer(job.stored());
            buffer.integer(job.repeated());
            buffer.jsonb(CapturedErrors.write(job.errors()).getBytes(java.nio.charset.StandardCharsets.UTF_8));
            buffer.text(Storable.text(job.source()));
            buffer.uuidOrNull(job.maker().account());
            buffer.uuidOrNull(job.maker().department());
        }
        buffer.end();
    }

    private void storeMasterData(Connection connection, List<PreparedCapture> captures) throws SQLException {
        // One row a key, the last one sent, in the order of the keys: the same for every writer.
        TreeMap<MasterDataKey, MasterDataRow> newest = new TreeMap<>(MasterDataKey.ORDER);
        for (PreparedCapture capture : captures) {
            for (MasterDataRow row : capture.masterData()) {
                newest.put(new MasterDataKey(row.key(), row.vocabulary(), capture.owner()), row);
            }
        }
        List<Map.Entry<MasterDataKey, MasterDataRow>> rows = List.copyOf(newest.entrySet());
        Instant now = clock.instant();
        for (int start = 0; start < rows.size(); start += MASTER_DATA_ROWS) {
            List<Map.Entry<MasterDataKey, MasterDataRow>> some =
                    rows.subList(start, Math.min(rows.size(), start + MASTER_DATA_ROWS));
            String values =
                    String.join(", ", java.util.Collections.nCopies(some.size(), "(?, ?, ?, ?, ?::jsonb, ?, ?)"));
            try (PreparedStatement statement = connection.prepareStatement(MASTER_DATA + values + UNLESS_KNOWN)) {
                int parameter = 0;
                for (Map.Entry<MasterDataKey, MasterDataRow> entry : some) {
                    MasterDataRow row = entry.getValue();
                    statement.setObject(++parameter, row.key());
                    statement.setObject(++parameter, entry.getKey().owner());
                    statement.setString(++parameter, row.vocabulary());
                    statement.setString(++parameter, row.id());
                    statement.setString(++parameter, row.attributes());
                    statement.setArray(
                            ++parameter,
                            connection.createArrayOf("text", row.children().toArray()));
                    statement.setObject(++parameter, now.atOffset(ZoneOffset.UTC));
                }
                statement.executeUpdate();
            }
        }
    }

    private static Map<UUID, CaptureJob> finishedJobs(Connection connection, List<PreparedCapture> captures)
            throws SQLException {
        Map<UUID, CaptureJob> jobs = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(FINISHED_JOBS)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "uuid", captures.stream().map(PreparedCapture::id).toArray()));
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    CaptureJob job = CaptureJobs.job(result);
                    jobs.put(job.id(), job);
                }
            }
        }
        return jobs;
    }

    private record Identity(UUID digest, UUID owner) {}

    private record Row(UUID key, PreparedCapture capture, PreparedEvent event) {}

    private record MasterDataKey(UUID key, String vocabulary, UUID owner) {
        static final Comparator<MasterDataKey> ORDER = Comparator.comparing(MasterDataKey::key)
                .thenComparing(MasterDataKey::vocabulary)
                .thenComparing(MasterDataKey::owner);
    }
}
