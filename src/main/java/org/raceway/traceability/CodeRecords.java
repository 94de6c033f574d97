package org.raceway.traceability;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.identifiers.gs1.Gs1Identifiers;
import org.raceway.identifiers.gs1.Keys;
import org.raceway.platform.TimeOrderedIds;
import org.raceway.platform.WholeDatabase;
import org.raceway.traceability.GenealogyGraph.Kind;
import org.raceway.traceability.epcis.Action;
import org.raceway.traceability.epcis.EventType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;

/**
 * What the ledger says of codes, for who watches over them. Sees the whole chain and redacts nothing: whoever asks decides what is
 * shown to whom.
 */
@Service
@SuppressWarnings("EnumOrdinal") // what the ledger stores
public class CodeRecords {
    private static final int KEYS_A_STATEMENT = 5_000;

    private static final String RECORDED = """
            select event, owner, identity, event_time, body from event
            where event > ? and event < ? and not error_declared and type = ?
              and (action = ? or biz_step in ('selling', 'retail_selling'))
            order by event limit ?
            """;

    private static final String REPEATED = """
            select reference.key from event_reference reference
            join event on event.event = reference.event and event.owner = reference.owner
            where reference.key = any((select ?::uuid[])::uuid[]) and reference.role = ? and event.type = ?
            group by reference.key
            having count(*) filter (where event.action = ?) > 1
                or count(*) filter (where event.biz_step in ('selling', 'retail_selling')) > 1
            """;

    private final Passports passports;
    private final JdbcTemplate database;

    CodeRecords(Passports passports, WholeDatabase database) {
        this.passports = passports;
        this.database = database.template();
    }

    /**
     * What is recorded of a code; nothing where it names no single thing.
     *
     * @param id GS1 Digital Link or URN, or the path of a Digital Link
     */
    public Optional<CodeRecord> of(String id) {
        String link = id.startsWith("/") ? "https://id.gs1.org" + id : id;
        return Gs1Identifiers.problem(link) == null
                ? passports.record(Gs1Identifiers.canonical(link))
                : Optional.empty();
    }

    /**
     * Units with an issue or a sale recorded after an event and before a moment that were issued or sold more than once. A return in
     * between, or an error declaration, may explain it: {@link #of} tells.
     *
     * @param after key of the last event looked at; absent to begin with the first
     * @param events to look at, at most
     */
    public Repeated repeated(@Nullable UUID after, Instant before, int events) {
        Map<UUID, String> units = new HashMap<>();
        UUID[] last = {after};
        int[] seen = {0};
        database.query(
                RECORDED,
                row -> {
                    UUID event = row.getObject(1, UUID.class);
                    last[0] = event;
                    seen[0]++;
                    TraceEvent read = TraceEventReader.read(new GenealogyReads.EventBody(
                            event,
                            row.getObject(2, UUID.class),
                            row.getObject(3, UUID.class),
                            row.getTimestamp(4).toInstant(),
                            row.getBytes(5)));
                    for (String epc : read.epcs()) {
                        String id = Gs1Identifiers.canonical(epc);
                        if (GenealogyFindings.kind(id, null) == Kind.UNIT) {
                            units.put(Keys.of(id), id);
                        }
                    }
                },
                after == null ? new UUID(0, 0) : after,
                TimeOrderedIds.least(before),
                EventType.OBJECT.ordinal(),
                Action.ADD.ordinal(),
                events);
        List<String> repeated = new ArrayList<>();
        UUID[] keys = units.keySet().toArray(UUID[]::new);
        for (int from = 0; from < keys.length; from += KEYS_A_STATEMENT) {
            UUID[] part = Arrays.copyOfRange(keys, from, Math.min(keys.length, from + KEYS_A_STATEMENT));
            database.query(
                    connection -> {
                        var statement = connection.prepareStatement(REPEATED);
                        statement.setArray(1, connection.createArrayOf("uuid", part));
                        statement.setInt(2, ReferenceRole.EPC.ordinal());
                        statement.setInt(3, EventType.OBJECT.ordinal());
                        statement.setInt(4, Action.ADD.ordinal());
                        return statement;
                    },
                    row -> {
                        repeated.add(units.getOrDefault(row.getObject(1, UUID.class), ""));
                    });
        }
        return new Repeated(repeated, last[0], seen[0] < events);
    }

    /**
     * Units that were recorded more than once.
     *
     * @param ids canonical
     * @param last key of the last event looked at; absent where none was
     * @param complete whether all events of the stretch were looked at
     */
    public record Repeated(List<String> ids, @Nullable UUID last, boolean complete) {
        public Repeated {
            ids = List.copyOf(ids);
        }
    }
}
