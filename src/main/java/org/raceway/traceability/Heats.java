package org.raceway.traceability;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.identifiers.gs1.Gs1Identifiers;
import org.raceway.platform.WholeDatabase;
import org.raceway.traceability.epcis.Action;
import org.raceway.traceability.epcis.EventType;
import org.raceway.traceability.epcis.Quantity;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;

/** Heats of steel: what a mill recorded as melted. */
@Service
public class Heats {
    /** Of one mill and span; a mill melts some twenty a day. */
    public static final int MOST = 20_000;

    private static final String MELTING = "melting";
    private static final String COMPOSITION = "composition.";

    /** A mill brings a heat into being by an ADD; what else it adds there is read and left. */
    private static final String MELTED = """
            select event, owner, identity, event_time, body from event
            where owner = ? and biz_step in ('commissioning', 'creating_class_instance')
                and event_time >= ? and event_time < ? and not error_declared
            order by event_time desc, event desc limit ?
            """;

    private static final String WITHDRAWN = """
            select reference.key from event_reference as reference
            where reference.key = any((select ?::uuid[])::uuid[]) and reference.role = ? and reference.owner = ?
            """;

    private final JdbcTemplate ledger;

    Heats(WholeDatabase database) {
        ledger = database.template();
    }

    /**
     * A heat.
     *
     * @param id canonical identifier
     * @param number as the mill calls it
     * @param mill that recorded it
     * @param kilograms melted; absent where the event does not say
     * @param composition mass percent by element symbol, where the event says
     */
    public record Heat(
            String id,
            String number,
            UUID mill,
            Instant melted,
            @Nullable BigDecimal kilograms,
            @Nullable String grade,
            Map<String, BigDecimal> composition) {
        public Heat {
            composition = Collections.unmodifiableMap(new TreeMap<>(composition));
        }
    }

    /** What a mill melted, the newest first; events that it withdrew are left out. At most {@value #MOST}. */
    public List<Heat> melted(UUID mill, Instant from, Instant before) {
        List<TraceEvent> events = ledger.query(
                MELTED,
                (row, index) -> TraceEventReader.read(new GenealogyReads.EventBody(
                        row.getObject(1, UUID.class),
                        row.getObject(2, UUID.class),
                        row.getObject(3, UUID.class),
                        row.getObject(4, OffsetDateTime.class).toInstant(),
                        row.getBytes(5))),
                mill,
                from.atOffset(ZoneOffset.UTC),
                before.atOffset(ZoneOffset.UTC),
                MOST);
        List<TraceEvent> melts = events.stream()
                .filter(event -> MELTING.equals(event.step())
                        && event.type() == EventType.OBJECT
                        && event.action() == Action.ADD)
                .toList();
        Set<UUID> withdrawn = withdrawn(melts, mill);
        Map<String, Heat> heats = new LinkedHashMap<>();
        for (TraceEvent melt : melts) {
            if (!withdrawn.contains(melt.identity())) {
                heats(melt).forEach(heat -> heats.putIfAbsent(heat.id(), heat));
            }
        }
        return List.copyOf(heats.values());
    }

    /**
     * The heat that somebody means.
     *
     * @param typed an identifier in any form, or the number of a heat that the mill melted
     * @param mill whose numbers count; absent for nobody's
     * @return canonical identifier; empty where it is neither
     */
    public Optional<String> identify(String typed, @Nullable UUID mill, Instant now) {
        return meanings(mill, now).identify(typed);
    }

    /** The same for many: what the mill melted is read once, when the first number is asked for. */
    public Meanings meanings(@Nullable UUID mill, Instant now) {
        return new Meanings(mill, now);
    }

    /** What is meant by identifiers and numbers of heats. Serves one caller. */
    public final class Meanings {
        private final @Nullable UUID mill;
        private final Instant now;
        private @Nullable Map<String, String> byNumber;

        private Meanings(@Nullable UUID mill, Instant now) {
            this.mill = mill;
            this.now = now;
        }

        /** The canonical identifier; empty where the text is neither an identifier nor a number of the mill's. */
        public Optional<String> identify(String typed) {
            String text = typed.strip();
            Question question = Question.of(text);
            if (question.problem() == null && question.id().contains("/10/")) {
                return Optional.of(question.id());
            }
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.ofNullable(numbers().get(text));
        }

        private Map<String, String> numbers() {
            Map<String, String> known = byNumber;
            if (known == null) {
                known = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
                if (mill != null) {
                    for (Heat heat : melted(mill, Instant.EPOCH, now)) {
                        known.putIfAbsent(heat.number(), heat.id());
                    }
                }
                byNumber = known;
            }
            return known;
        }
    }

    @SuppressWarnings("EnumOrdinal") // what the ledger stores
    private Set<UUID> withdrawn(List<TraceEvent> melts, UUID mill) {
        if (melts.isEmpty()) {
            return Set.of();
        }
        UUID[] identities = melts.stream().map(TraceEvent::identity).toArray(UUID[]::new);
        return new HashSet<>(ledger.query(
                connection -> {
                    PreparedStatement statement = connection.prepareStatement(WITHDRAWN);
                    statement.setArray(1, connection.createArrayOf("uuid", identities));
                    statement.setInt(2, ReferenceRole.ERROR_DECLARATION.ordinal());
                    statement.setObject(3, mill);
                    return statement;
                },
                (row, index) -> row.getObject(1, UUID.class)));
    }

    private static List<Heat> heats(TraceEvent melt) {
        List<Heat> heats = new ArrayList<>();
        for (Quantity quantity : melt.quantities()) {
            heats.add(heat(melt, quantity.epcClass(), "KGM".equals(quantity.unit()) ? quantity.quantity() : null));
        }
        for (String epc : melt.epcs()) {
            heats.add(heat(melt, epc, null));
        }
        return heats;
    }

    private static Heat heat(TraceEvent melt, String sent, @Nullable BigDecimal kilograms) {
        String id = Gs1Identifiers.canonical(sent);
        Map<String, BigDecimal> composition = new TreeMap<>();
        melt.facts().forEach((fact, value) -> {
            if (fact.startsWith(COMPOSITION)) {
                try {
                    composition.put(fact.substring(COMPOSITION.length()), new BigDecimal(value));
                } catch (NumberFormatException e) {
                    // A word such as "trace" is no share.
                }
            }
        });
        return new Heat(
                id,
                melt.facts().getOrDefault("heatNumber", GenealogyFindings.label(id)),
                melt.owner(),
                melt.time(),
                kilograms,
                melt.facts().get("steelGrade"),
                composition);
    }
}
