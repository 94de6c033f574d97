package org.raceway.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.platform.PlatformProblem;
import org.raceway.platform.ProblemException;
import org.raceway.platform.TimeOrderedIds;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Personal data of one person: what is held, and its erasure, through all rooms. */
@Component
class Erasures {
    static final int LISTED = 200;
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, String>> FIGURES = new TypeReference<>() {};
    private static final String COLUMNS =
            "id, account, requested_by, requested_at, status, decided_by, decided_at, reason, erased::text as erased";

    private final JdbcClient database;
    private final TransactionTemplate transaction;
    private final ObjectProvider<PersonalData> rooms;
    private final PersonalDataRegister register;
    private final AuditTrail trail;
    private final Clock clock;
    private final TimeOrderedIds ids;

    Erasures(
            JdbcClient database,
            PlatformTransactionManager transactions,
            ObjectProvider<PersonalData> rooms,
            PersonalDataRegister register,
            AuditTrail trail,
            Clock clock,
            TimeOrderedIds ids) {
        this.database = database;
        this.transaction = new TransactionTemplate(transactions);
        this.rooms = rooms;
        this.register = register;
        this.trail = trail;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * A declared column with what is held in it on one person.
     *
     * @param values how many
     */
    record Holding(PersonalColumn column, int values) {}

    /** Everything that all rooms hold on this person. */
    List<PersonalData.Held> held(UUID account) {
        List<PersonalData.Held> all = new ArrayList<>();
        rooms.stream().sorted(Comparator.comparing(PersonalData::room)).forEach(room -> all.addAll(room.held(account)));
        return all;
    }

    /** How much that is, by declared column, with what would become of it. */
    List<Holding> holdings(UUID account) {
        Map<String, Integer> counts = new TreeMap<>();
        held(account).forEach(value -> counts.merge(value.table() + "." + value.column(), 1, Integer::sum));
        List<Holding> holdings = new ArrayList<>();
        for (PersonalColumn column : register.columns()) {
            int count = counts.getOrDefault(column.name(), 0);
            if (count > 0) {
                holdings.add(new Holding(column, count));
            }
        }
        return holdings;
    }

    /** Asks for the erasure; the request that waits already, if there is one. */
    UUID request(UUID account, UUID requestedBy) {
        return transaction.execute(status -> {
            Optional<UUID> waiting = database.sql(
                            "select id from erasure_request where account = ? and status = 'REQUESTED'")
                    .param(account)
                    .query(UUID.class)
                    .optional();
            if (waiting.isPresent()) {
                return waiting.get();
            }
            UUID id = ids.next();
            database.sql("""
                    insert into erasure_request (id, account, requested_by, requested_at, status, erased)
                    values (?, ?, ?, ?, 'REQUESTED', '{}')
                    """)
                    .params(id, account, requestedBy, clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
            trail.record(AuditEntry.done("privacy.request-erasure", "account", account));
            return id;
        });
    }

    /** Those that the caller may see, the newest first. */
    List<ErasureRequest> list() {
        return database.sql("select " + COLUMNS + " from erasure_request order by id desc limit " + LISTED)
                .query(Erasures::read)
                .list();
    }

    /** The newest of this person's. */
    Optional<ErasureRequest> latest(UUID account) {
        return database.sql("select " + COLUMNS + " from erasure_request where account = ? order by id desc limit 1")
                .param(account)
                .query(Erasures::read)
                .optional();
    }

    ErasureRequest require(UUID id) {
        return database.sql("select " + COLUMNS + " from erasure_request where id = ?")
                .param(id)
                .query(Erasures::read)
                .optional()
                .orElseThrow(() -> new ProblemException(PlatformProblem.NOT_FOUND));
    }

    /**
     * Erases what may be erased, in every room, in one transaction with its record.
     *
     * @throws ProblemException if the request has been decided already
     */
    void erase(UUID id, UUID decidedBy) {
        transaction.executeWithoutResult(status -> {
            ErasureRequest request = waiting(id);
            TreeMap<String, String> erased = new TreeMap<>();
            rooms.stream()
                    .sorted(Comparator.comparing(PersonalData::room))
                    .forEach(room -> room.erase(request.account())
                            .forEach((column, count) -> erased.merge(
                                    column,
                                    count.toString(),
                                    (one, other) -> String.valueOf(Integer.parseInt(one) + Integer.parseInt(other)))));
            decide(id, ErasureRequest.Status.DONE, decidedBy, null, erased);
            int sum = erased.values().stream().mapToInt(Integer::parseInt).sum();
            trail.record(AuditEntry.done("privacy.erase", "account", request.account())
                    .with("values", sum)
                    .with("columns", erased.size()));
        });
    }

    /**
     * Refuses it.
     *
     * @throws ProblemException if no reason is given, or the request has been decided already
     */
    void refuse(UUID id, UUID decidedBy, String reason) {
        if (reason.strip().length() < Unmasking.SHORTEST_REASON) {
            throw new ProblemException(AuditProblem.REASON_MISSING, Unmasking.SHORTEST_REASON);
        }
        transaction.executeWithoutResult(status -> {
            ErasureRequest request = waiting(id);
            decide(id, ErasureRequest.Status.REFUSED, decidedBy, reason.strip(), Map.of());
            trail.record(AuditEntry.done("privacy.refuse-erasure", "account", request.account())
                    .with("reason", reason.strip()));
        });
    }

    private ErasureRequest waiting(UUID id) {
        boolean waits = database.sql("select id from erasure_request where id = ? and status = 'REQUESTED' for update")
                .param(id)
                .query(UUID.class)
                .optional()
                .isPresent();
        ErasureRequest request = require(id);
        if (!waits) {
            throw new ProblemException(AuditProblem.ERASURE_DECIDED);
        }
        return request;
    }

    private void decide(
            UUID id, ErasureRequest.Status status, UUID by, @Nullable String reason, Map<String, String> erased) {
        database.sql("""
                update erasure_request
                set status = :status, decided_by = :by, decided_at = :now, reason = :reason, erased = :erased::jsonb
                where id = :id
                """)
                .param("status", status.name())
                .param("by", by)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("reason", reason, Types.VARCHAR)
                .param("erased", CanonicalJson.write(erased))
                .param("id", id)
                .update();
    }

    private static ErasureRequest read(ResultSet row, int index) throws SQLException {
        OffsetDateTime decidedAt = row.getObject("decided_at", OffsetDateTime.class);
        return new ErasureRequest(
                row.getObject("id", UUID.class),
                row.getObject("account", UUID.class),
                row.getObject("requested_by", UUID.class),
                Chain.instant(row, "requested_at"),
                ErasureRequest.Status.valueOf(row.getString("status")),
                row.getObject("decided_by", UUID.class),
                decidedAt == null ? null : decidedAt.toInstant(),
                row.getString("reason"),
                JSON.readValue(row.getString("erased"), FIGURES));
    }
}
