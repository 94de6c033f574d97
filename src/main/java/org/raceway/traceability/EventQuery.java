package org.raceway.traceability;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.identifiers.gs1.Gs1Identifiers;
import org.raceway.identifiers.gs1.Keys;
import org.raceway.traceability.epcis.Action;
import org.raceway.traceability.epcis.EventType;

/**
 * A SimpleEventQuery (EPCIS 2.0 clause 8.2.7): all conditions hold, each for one of its values. Identifiers are held as
 * keys, so that their form does not matter.
 *
 * @param matches identifiers and the roles that one of them has to have
 * @param identities of event IDs; empty for no condition
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
        List<UUID> readPoints,
        List<UUID> businessLocations,
        List<Match> matches,
        List<UUID> identities,
        boolean errorDeclarationsOnly,
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

    private static final String PATTERN = "urn:epc:idpat:";
    private static final Set<String> PAGING = Set.of("nextPageToken", "perPage", "lang");

    EventQuery {
        types = Set.copyOf(types);
        actions = Set.copyOf(actions);
        bizSteps = List.copyOf(bizSteps);
        dispositions = List.copyOf(dispositions);
        readPoints = List.copyOf(readPoints);
        businessLocations = List.copyOf(businessLocations);
        matches = List.copyOf(matches);
        identities = List.copyOf(identities);
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
     * Reads query parameters; several values of one stand apart by {@code |}, or as repeated parameters.
     *
     * @throws CaptureRefusedException naming the parameter that is unknown or has no such value
     */
    static EventQuery of(Map<String, String[]> parameters) {
        Reader reader = new Reader();
        Map<String, List<String>> ordered = new TreeMap<>();
        parameters.forEach((name, values) -> ordered.put(name, values(name, values)));
        ordered.forEach(reader::read);
        return reader.finish(ordered);
    }

    private static List<String> values(String name, String[] sent) {
        List<String> values = new ArrayList<>();
        for (String some : sent) {
            for (String value : some.split("\\|")) {
                if (!value.isBlank()) {
                    values.add(value.strip());
                }
            }
        }
        if (values.isEmpty() || values.size() > MAXIMUM_VALUES) {
            throw bad(name, String.join("|", Arrays.asList(sent)));
        }
        return values;
    }

    private static CaptureRefusedException bad(String name, String value) {
        return new CaptureRefusedException(
                CaptureProblem.BAD_PARAMETER, name, value.length() > 200 ? value.substring(0, 200) : value);
    }

    private static final class Reader {
        private final Set<EventType> types = EnumSet.noneOf(EventType.class);
        private final Set<Action> actions = EnumSet.noneOf(Action.class);
        private final List<String> bizSteps = new ArrayList<>();
        private final List<String> dispositions = new ArrayList<>();
        private final List<UUID> readPoints = new ArrayList<>();
        private final List<UUID> businessLocations = new ArrayList<>();
        private final List<Match> matches = new ArrayList<>();
        private final List<UUID> identities = new ArrayList<>();
        private @Nullable Instant eventTimeFrom;
        private @Nullable Instant eventTimeBefore;
        private @Nullable Instant recordTimeFrom;
        private @Nullable Instant recordTimeBefore;
        private boolean errorDeclarationsOnly;
        private @Nullable Order order;
        private boolean ascending;
        private int perPage = DEFAULT_PER_PAGE;
        private @Nullable Integer countLimit;
        private @Nullable Integer maximum;
        private @Nullable String pageToken;

        private void read(String name, List<String> values) {
            switch (name) {
                case "eventType" -> values.forEach(value -> types.add(type(name, value)));
                case "GE_eventTime" -> eventTimeFrom = time(name, values);
                case "LT_eventTime" -> eventTimeBefore = time(name, values);
                case "GE_recordTime" -> recordTimeFrom = time(name, values);
                case "LT_recordTime" -> recordTimeBefore = time(name, values);
                case "EQ_action" -> values.forEach(value -> actions.add(action(name, value)));
                case "EQ_bizStep" ->
                    values.forEach(value -> bizSteps.add(
                            shortName(value, "urn:epcglobal:cbv:bizstep:", "https://ref.gs1.org/cbv/BizStep-")));
                case "EQ_disposition" ->
                    values.forEach(value -> dispositions.add(
                            shortName(value, "urn:epcglobal:cbv:disp:", "https://ref.gs1.org/cbv/Disp-")));
                case "EQ_readPoint" -> readPoints.addAll(keys(name, values));
                case "EQ_bizLocation" -> businessLocations.addAll(keys(name, values));
                case "MATCH_epc" -> match(name, values, ReferenceRole.EPC, ReferenceRole.CHILD);
                case "MATCH_parentID" -> match(name, values, ReferenceRole.PARENT);
                case "MATCH_inputEPC", "MATCH_inputEPCClass" -> match(name, values, ReferenceRole.INPUT);
                case "MATCH_outputEPC", "MATCH_outputEPCClass" -> match(name, values, ReferenceRole.OUTPUT);
                case "MATCH_anyEPC" ->
                    match(
                            name,
                            values,
                            ReferenceRole.EPC,
                            ReferenceRole.CHILD,
                            ReferenceRole.PARENT,
                            ReferenceRole.INPUT,
                            ReferenceRole.OUTPUT);
                case "MATCH_epcClass" -> match(name, values, ReferenceRole.CLASS, ReferenceRole.CHILD);
                case "MATCH_anyEPCClass" ->
                    match(
                            name,
                            values,
                            ReferenceRole.CLASS,
                            ReferenceRole.CHILD,
                            ReferenceRole.INPUT,
                            ReferenceRole.OUTPUT);
                case "EQ_transformationID" -> match(name, values, ReferenceRole.TRANSFORMATION);
                case "EQ_eventID" -> values.forEach(value -> identities.add(EventRows.identityOf(value)));
                case "EXISTS_errorDeclaration" -> errorDeclarationsOnly = true;
                case "orderBy" ->
                    order = switch (single(name, values)) {
                        case "eventTime" -> Order.EVENT_TIME;
                        case "recordTime" -> Order.RECORD_TIME;
                        default -> throw bad(name, values.getFirst());
                    };
                case "orderDirection" ->
                    ascending = switch (single(name, values)) {
                        case "ASC" -> true;
                        case "DESC" -> false;
                        default -> throw bad(name, values.getFirst());
                    };
                case "perPage" -> perPage = Math.min(number(name, values), MAXIMUM_PER_PAGE);
                case "eventCountLimit" -> countLimit = number(name, values);
                case "maxEventCount" -> maximum = number(name, values);
                case "nextPageToken" -> pageToken = single(name, values);
                case "lang" -> single(name, values);
                default -> throw new CaptureRefusedException(CaptureProblem.UNKNOWN_PARAMETER, name);
            }
        }

        private EventQuery finish(Map<String, List<String>> ordered) {
            if (countLimit != null && (order == null || maximum != null)) {
                throw bad("eventCountLimit", String.valueOf(countLimit));
            }
            StringBuilder fingerprint = new StringBuilder();
            ordered.forEach((name, values) -> {
                if (!PAGING.contains(name)) {
                    fingerprint.append(name).append('=').append(values).append('\n');
                }
            });
            return new EventQuery(
                    types,
                    eventTimeFrom,
                    eventTimeBefore,
                    recordTimeFrom,
                    recordTimeBefore,
                    actions,
                    bizSteps,
                    dispositions,
                    readPoints,
                    businessLocations,
                    matches,
                    identities,
                    errorDeclarationsOnly,
                    order == null ? Order.RECORD_TIME : order,
                    ascending,
                    perPage,
                    countLimit,
                    maximum,
                    pageToken,
                    fingerprint.toString());
        }

        private void match(String name, Collection<String> values, ReferenceRole... roles) {
            matches.add(new Match(keys(name, values), Set.of(roles)));
        }

        private static List<UUID> keys(String name, Collection<String> values) {
            List<UUID> keys = new ArrayList<>(values.size());
            for (String value : values) {
                if (value.startsWith(PATTERN)) {
                    throw bad(name, value);
                }
                keys.add(Keys.of(Gs1Identifiers.canonical(value)));
            }
            return keys;
        }

        private static EventType type(String name, String value) {
            for (EventType type : EventType.values()) {
                if (type != EventType.EXTENDED && type.standardName().equals(value)) {
                    return type;
                }
            }
            throw bad(name, value);
        }

        private static Action action(String name, String value) {
            for (Action action : Action.values()) {
                if (action.name().equals(value)) {
                    return action;
                }
            }
            throw bad(name, value);
        }

        private static Instant time(String name, List<String> values) {
            String value = single(name, values);
            try {
                // A plus sign that nobody escaped arrives as a space.
                return OffsetDateTime.parse(value.replace(' ', '+')).toInstant();
            } catch (DateTimeParseException e) {
                throw bad(name, value);
            }
        }

        private static int number(String name, List<String> values) {
            String value = single(name, values);
            try {
                int number = Integer.parseInt(value);
                if (number > 0) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // Refused below.
            }
            throw bad(name, value);
        }

        private static String single(String name, List<String> values) {
            if (values.size() != 1) {
                throw bad(name, String.join("|", values));
            }
            return values.getFirst();
        }

        private static String shortName(String value, String urn, String web) {
            return value.startsWith(urn)
                    ? value.substring(urn.length())
                    : value.startsWith(web) ? value.substring(web.length()) : value;
        }
    }
}
