package org.raceway.traceability;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.raceway.traceability.epcis.Action;
import org.raceway.traceability.epcis.Event;
import org.raceway.traceability.epcis.EventType;

/**
 * A SimpleEventQuery (EPCIS 2.0 clause 8.2.7.1): all conditions hold, each for one of its values. Identifiers are held as
 * keys, so that their form does not matter.
 *
 * @param readPoints each of them holds
 * @param businessLocations each of them holds
 * @param described what master data has to say of an identifier, each of them
 * @param matches what has to be named, each of them; the index finds it
 * @param identities of event IDs; empty for no condition
 * @param conditions what only the event itself can tell
 * @param order by which time
 * @param remaining events that may still be given
 * @param maximum events in all, beyond which the query is refused
 * @param fingerprint of the conditions, for page tokens
 */
record EventQuery(
        Set<EventType> types,
        @Nullable Instant eventTimeFrom,
        @Nullable Instant eventTimeBefore,
        @Nullable Instant recordTimeFrom,
        @Nullable Instant recordTimeBefore,
        Set<Action> actions,
        List<String> bizSteps,
        List<String> dispositions,
        List<Places> readPoints,
        List<Places> businessLocations,
        List<Described> described,
        List<Match> matches,
        List<UUID> identities,
        boolean errorDeclarationsOnly,
        List<Predicate<Event>> conditions,
        Order order,
        boolean ascending,
        int perPage,
        @Nullable Integer remaining,
        @Nullable Integer maximum,
        @Nullable String pageToken,
        String fingerprint) {

    static final int DEFAULT_PER_PAGE = 30;
    static final int MAXIMUM_PER_PAGE = 1_000;
    static final int MAXIMUM_VALUES = 1_000;

    EventQuery {
        types = Set.copyOf(types);
        actions = Set.copyOf(actions);
        bizSteps = List.copyOf(bizSteps);
        dispositions = List.copyOf(dispositions);
        readPoints = List.copyOf(readPoints);
        businessLocations = List.copyOf(businessLocations);
        described = List.copyOf(described);
        matches = List.copyOf(matches);
        identities = List.copyOf(identities);
        conditions = List.copyOf(conditions);
    }

    /** The time that the result is ordered by. */
    enum Order {
        EVENT_TIME,
        RECORD_TIME
    }

    /** An identifier's key, one of these, in one of these roles. */
    record Match(List<UUID> keys, Set<ReferenceRole> roles) {
        Match {
            keys = List.copyOf(keys);
            roles = Set.copyOf(roles);
        }
    }

    /**
     * One of these places.
     *
     * @param within or one that master data puts inside of it
     */
    record Places(List<UUID> keys, boolean within) {
        Places {
            keys = List.copyOf(keys);
        }
    }

    /**
     * An identifier of which master data has one of these attributes.
     *
     * @param field in which the identifier stands
     * @param attributes full names
     * @param values one of which it has; empty for any
     */
    record Described(Field field, List<String> attributes, List<String> values) {
        Described {
            attributes = List.copyOf(attributes);
            values = List.copyOf(values);
        }
    }

    /** A field whose identifiers master data may describe. */
    enum Field {
        READ_POINT("readPoint"),
        BUSINESS_LOCATION("bizLocation"),
        BUSINESS_TRANSACTION("bizTransaction"),
        SOURCE("source"),
        DESTINATION("destination"),
        EPC_CLASS("epcClass");

        private final String standardName;

        Field(String standardName) {
            this.standardName = standardName;
        }

        String standardName() {
            return standardName;
        }

        /** The roles that the ledger has it in; empty for a field that has a column. */
        Set<ReferenceRole> roles() {
            return switch (this) {
                case READ_POINT, BUSINESS_LOCATION -> Set.of();
                case BUSINESS_TRANSACTION -> Set.of(ReferenceRole.BUSINESS_TRANSACTION);
                case SOURCE -> Set.of(ReferenceRole.SOURCE);
                case DESTINATION -> Set.of(ReferenceRole.DESTINATION);
                case EPC_CLASS ->
                    Set.of(ReferenceRole.CLASS, ReferenceRole.CHILD, ReferenceRole.INPUT, ReferenceRole.OUTPUT);
            };
        }
    }

    /**
     * Reads query parameters; several values of one stand apart by {@code |}, or as repeated parameters.
     *
     * @param extensions the header {@code GS1-Extensions}, empty for none
     * @throws CaptureRefusedException naming the parameter that is unknown or has no such value
     */
    static EventQuery of(Map<String, String[]> parameters, String extensions) {
        return EventQueryReader.read(parameters, extensions);
    }

    boolean holds(Event event) {
        for (Predicate<Event> condition : conditions) {
            if (!condition.test(event)) {
                return false;
            }
        }
        return true;
    }
}
