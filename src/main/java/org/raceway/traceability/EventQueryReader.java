package org.raceway.traceability;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.raceway.identifiers.gs1.Gs1Identifiers;
import org.raceway.identifiers.gs1.Keys;
import org.raceway.traceability.epcis.Action;
import org.raceway.traceability.epcis.Cbv;
import org.raceway.traceability.epcis.Event;
import org.raceway.traceability.epcis.EventType;
import org.raceway.traceability.epcis.Extension;
import org.raceway.traceability.epcis.PersistentDisposition;
import org.raceway.traceability.epcis.SensorMetadata;
import org.raceway.traceability.epcis.SensorReport;
import org.raceway.traceability.epcis.TypedReference;

/** Reads the query parameters of EPCIS 2.0 clause 8.2.7.1; docs/reference/epcis-queries.md lists them. */
final class EventQueryReader {
    private static final Set<String> PAGING = Set.of("nextPageToken", "perPage", "lang");
    private static final Pattern FLEXIBLE = Pattern.compile("(EQ|GT|GE|LT|LE|EXISTS)_(.+)");
    private static final Pattern NUMBER = Pattern.compile(
            "(quantity|value|minValue|maxValue|meanValue|sDev|percRank|percValue)(?:_([A-Z0-9]{2,4}))?");
    private static final Pattern REFERENCE = Pattern.compile("(bizTransaction|source|destination)_(.+)");
    private static final Pattern ATTRIBUTE = Pattern.compile("(?:EQATTR|EQ_ATTR)_([A-Za-z]+)_(.+)");
    private static final Pattern HAS_ATTRIBUTE = Pattern.compile("HASATTR_(.+)");
    private static final String INNER = "INNER_";

    private final Map<String, String> prefixes;
    private final Set<EventType> types = EnumSet.noneOf(EventType.class);
    private final Set<Action> actions = EnumSet.noneOf(Action.class);
    private final List<String> bizSteps = new ArrayList<>();
    private final List<String> dispositions = new ArrayList<>();
    private final List<EventQuery.Places> readPoints = new ArrayList<>();
    private final List<EventQuery.Places> businessLocations = new ArrayList<>();
    private final List<EventQuery.Described> described = new ArrayList<>();
    private final List<EventQuery.Match> matches = new ArrayList<>();
    private final List<UUID> identities = new ArrayList<>();
    private final List<Predicate<Event>> conditions = new ArrayList<>();
    private @Nullable Instant eventTimeFrom;
    private @Nullable Instant eventTimeBefore;
    private @Nullable Instant recordTimeFrom;
    private @Nullable Instant recordTimeBefore;
    private boolean errorDeclarationsOnly;
    private EventQuery.@Nullable Order order;
    private boolean ascending;
    private int perPage = EventQuery.DEFAULT_PER_PAGE;
    private @Nullable Integer countLimit;
    private @Nullable Integer maximum;
    private @Nullable String pageToken;

    private EventQueryReader(Map<String, String> prefixes) {
        this.prefixes = prefixes;
    }

    /**
     * Reads query parameters; several values of one stand apart by {@code |}, or as repeated parameters.
     *
     * @param extensions the header {@code GS1-Extensions}: {@code prefix=namespace}, with commas between them
     */
    static EventQuery read(Map<String, String[]> parameters, String extensions) {
        EventQueryReader reader = new EventQueryReader(prefixes(extensions));
        Map<String, List<String>> ordered = new TreeMap<>();
        parameters.forEach((name, values) -> ordered.put(name, values(name, values)));
        ordered.forEach(reader::read);
        return reader.finish(ordered);
    }

    private static Map<String, String> prefixes(String extensions) {
        Map<String, String> prefixes = new HashMap<>();
        for (String declaration : extensions.split(",")) {
            int equals = declaration.indexOf('=');
            if (equals > 0) {
                prefixes.put(
                        declaration.substring(0, equals).strip(),
                        declaration.substring(equals + 1).strip());
            }
        }
        return prefixes;
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
        // Whether a field exists is asked without a value, too.
        boolean needed = !name.startsWith("EXISTS_");
        if ((values.isEmpty() && needed) || values.size() > EventQuery.MAXIMUM_VALUES) {
            throw bad(name, String.join("|", Arrays.asList(sent)));
        }
        return values;
    }

    private static CaptureRefusedException bad(String name, String value) {
        return new CaptureRefusedException(
                CaptureProblem.BAD_PARAMETER, name, value.length() > 200 ? value.substring(0, 200) : value);
    }

    private void read(String name, List<String> values) {
        switch (name) {
            case "eventType" -> types(name, values);
            case "GE_eventTime" -> eventTimeFrom = time(name, values);
            case "LT_eventTime" -> eventTimeBefore = time(name, values);
            case "GE_recordTime" -> recordTimeFrom = time(name, values);
            case "LT_recordTime" -> recordTimeBefore = time(name, values);
            case "EQ_action" -> values.forEach(value -> actions.add(action(name, value)));
            case "EQ_bizStep" -> bizSteps.addAll(terms(Cbv.BUSINESS_STEP, values));
            case "EQ_disposition" -> dispositions.addAll(terms(Cbv.DISPOSITION, values));
            case "EQ_persistentDisposition_set" -> persistent(values, PersistentDisposition::set);
            case "EQ_persistentDisposition_unset" -> persistent(values, PersistentDisposition::unset);
            case "EQ_readPoint" -> readPoints.add(new EventQuery.Places(keys(values), false));
            case "WD_readPoint" -> readPoints.add(new EventQuery.Places(keys(values), true));
            case "EQ_bizLocation" -> businessLocations.add(new EventQuery.Places(keys(values), false));
            case "WD_bizLocation" -> businessLocations.add(new EventQuery.Places(keys(values), true));
            case "EQ_transformationID" -> {
                matches.add(new EventQuery.Match(keys(values), Set.of(ReferenceRole.TRANSFORMATION)));
                Set<String> wanted = canonical(values);
                conditions.add(event -> EventConditions.isOne(event.transformationId(), wanted));
            }
            case "EQ_eventID" -> values.forEach(value -> identities.add(EventRows.identityOf(value)));
            case "EXISTS_errorDeclaration" -> errorDeclarationsOnly = isTrue(name, values);
            case "GE_errorDeclarationTime", "GE_errorDeclaration_Time" -> errorTime(Comparison.GE, time(name, values));
            case "LT_errorDeclarationTime", "LT_errorDeclaration_Time" -> errorTime(Comparison.LT, time(name, values));
            case "EQ_errorReason" -> {
                Set<String> reasons = Set.copyOf(terms(Cbv.ERROR_REASON, values));
                errorDeclarationsOnly = true;
                conditions.add(
                        EventConditions.error(error -> error.reason() != null && reasons.contains(error.reason())));
            }
            case "EQ_correctiveEventID" -> {
                List<UUID> wanted = values.stream().map(EventRows::identityOf).toList();
                matches.add(new EventQuery.Match(wanted, Set.of(ReferenceRole.CORRECTIVE_EVENT)));
                conditions.add(EventConditions.error(error -> error.correctiveEventIds().stream()
                        .map(EventRows::identityOf)
                        .anyMatch(wanted::contains)));
            }
            case "orderBy" ->
                order = switch (single(name, values)) {
                    case "eventTime" -> EventQuery.Order.EVENT_TIME;
                    case "recordTime" -> EventQuery.Order.RECORD_TIME;
                    default -> throw bad(name, values.getFirst());
                };
            case "orderDirection" ->
                ascending = switch (single(name, values)) {
                    case "ASC" -> true;
                    case "DESC" -> false;
                    default -> throw bad(name, values.getFirst());
                };
            case "perPage" -> perPage = Math.min(positive(name, values), EventQuery.MAXIMUM_PER_PAGE);
            case "eventCountLimit" -> countLimit = positive(name, values);
            case "maxEventCount" -> maximum = positive(name, values);
            case "nextPageToken" -> pageToken = single(name, values);
            case "lang" -> single(name, values);
            default -> {
                if (!readMatch(name, values)
                        && !readSensor(name, values)
                        && !readAttribute(name, values)
                        && !readFlexible(name, values)) {
                    throw new CaptureRefusedException(CaptureProblem.UNKNOWN_PARAMETER, name);
                }
            }
        }
    }

    // Objects

    private boolean readMatch(String name, List<String> values) {
        switch (name) {
            case "MATCH_epc" -> match(name, values, EventConditions::instances, ReferenceRole.EPC, ReferenceRole.CHILD);
            case "MATCH_parentID" -> match(name, values, EventConditions::parent, ReferenceRole.PARENT);
            case "MATCH_inputEPC" -> match(name, values, EventConditions::inputs, ReferenceRole.INPUT);
            case "MATCH_outputEPC" -> match(name, values, EventConditions::outputs, ReferenceRole.OUTPUT);
            case "MATCH_anyEPC" ->
                match(
                        name,
                        values,
                        EventConditions::anyInstances,
                        ReferenceRole.EPC,
                        ReferenceRole.CHILD,
                        ReferenceRole.PARENT,
                        ReferenceRole.INPUT,
                        ReferenceRole.OUTPUT);
            case "MATCH_epcClass" ->
                match(name, values, EventConditions::classes, ReferenceRole.CLASS, ReferenceRole.CHILD);
            case "MATCH_inputEPCClass" -> match(name, values, EventConditions::inputClasses, ReferenceRole.INPUT);
            case "MATCH_outputEPCClass" -> match(name, values, EventConditions::outputClasses, ReferenceRole.OUTPUT);
            case "MATCH_anyEPCClass" ->
                match(
                        name,
                        values,
                        EventConditions::anyClasses,
                        ReferenceRole.CLASS,
                        ReferenceRole.CHILD,
                        ReferenceRole.INPUT,
                        ReferenceRole.OUTPUT);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void match(
            String name, List<String> values, Function<Event, Stream<String>> identifiers, ReferenceRole... roles) {
        boolean classes = name.endsWith("Class");
        Set<String> canonical = new HashSet<>();
        List<EpcPattern> patterns = new ArrayList<>();
        for (String value : values) {
            if (EpcPattern.isPattern(value)) {
                EpcPattern pattern = EpcPattern.of(value);
                if (pattern == null) {
                    throw bad(name, value);
                }
                patterns.add(pattern);
            } else {
                canonical.add(Gs1Identifiers.canonical(value));
            }
        }
        if (patterns.isEmpty()) {
            matches.add(new EventQuery.Match(canonical.stream().map(Keys::of).toList(), Set.of(roles)));
        }
        conditions.add(EventConditions.named(
                identifiers,
                canonical,
                id -> patterns.stream().anyMatch(pattern -> classes ? pattern.matchesClass(id) : pattern.matches(id))));
    }

    private void types(String name, List<String> values) {
        Set<String> wanted = Set.copyOf(values);
        for (String value : values) {
            types.add(type(name, value));
        }
        if (types.contains(EventType.EXTENDED)) {
            conditions.add(event -> {
                String extended = event.extendedType();
                return wanted.contains(extended == null ? event.type().standardName() : extended);
            });
        }
    }

    private static EventType type(String name, String value) {
        for (EventType type : EventType.values()) {
            if (type != EventType.EXTENDED && type.standardName().equals(value)) {
                return type;
            }
        }
        if (value.indexOf(':') > 0) {
            return EventType.EXTENDED;
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

    // Context

    private void persistent(List<String> values, Function<PersistentDisposition, List<String>> part) {
        Set<String> wanted = Set.copyOf(terms(Cbv.DISPOSITION, values));
        conditions.add(event -> {
            PersistentDisposition persistent = event.persistentDisposition();
            return persistent != null && part.apply(persistent).stream().anyMatch(wanted::contains);
        });
    }

    private void errorTime(Comparison comparison, Instant wanted) {
        errorDeclarationsOnly = true;
        conditions.add(EventConditions.error(error -> EventConditions.at(comparison, error.declarationTime(), wanted)));
    }

    private void reference(String field, String type, List<String> values) {
        Set<String> canonical = canonical(values);
        List<UUID> keys = canonical.stream().map(Keys::of).toList();
        Function<Event, List<TypedReference>> references;
        ReferenceRole role;
        Cbv vocabulary = Cbv.SOURCE_DESTINATION_TYPE;
        switch (field) {
            case "bizTransaction" -> {
                references = Event::businessTransactions;
                role = ReferenceRole.BUSINESS_TRANSACTION;
                vocabulary = Cbv.BUSINESS_TRANSACTION_TYPE;
            }
            case "source" -> {
                references = Event::sources;
                role = ReferenceRole.SOURCE;
            }
            default -> {
                references = Event::destinations;
                role = ReferenceRole.DESTINATION;
            }
        }
        matches.add(new EventQuery.Match(keys, Set.of(role)));
        conditions.add(EventConditions.reference(references, vocabulary, type, canonical));
    }

    // Sensors

    private boolean readSensor(String name, List<String> values) {
        switch (name) {
            case "EXISTS_sensorElementList" -> {
                if (isTrue(name, values)) {
                    conditions.add(event -> !event.sensorElements().isEmpty());
                }
            }
            case "EQ_type" -> {
                Set<String> wanted = Set.copyOf(terms(Cbv.MEASUREMENT_TYPE, values));
                conditions.add(
                        EventConditions.report(report -> report.type() != null && wanted.contains(report.type())));
            }
            case "EQ_deviceID" ->
                conditions.add(
                        EventConditions.attribute(SensorMetadata::deviceId, SensorReport::deviceId, canonical(values)));
            case "EQ_dataProcessingMethod" ->
                conditions.add(EventConditions.attribute(
                        SensorMetadata::dataProcessingMethod, SensorReport::dataProcessingMethod, canonical(values)));
            case "EQ_bizRules" ->
                conditions.add(EventConditions.attribute(
                        SensorMetadata::businessRules, SensorReport::businessRules, canonical(values)));
            case "EQ_microorganism" -> reported(values, SensorReport::microorganism);
            case "EQ_chemicalSubstance" -> reported(values, SensorReport::chemicalSubstance);
            case "EQ_uriValue" -> reported(values, SensorReport::uriValue);
            case "EQ_stringValue" -> {
                Set<String> wanted = Set.copyOf(values);
                conditions.add(EventConditions.report(
                        report -> report.stringValue() != null && wanted.contains(report.stringValue())));
            }
            case "EQ_hexBinaryValue" -> {
                Set<String> wanted = values.stream()
                        .map(value -> value.toUpperCase(Locale.ROOT))
                        .collect(toUnmodifiableSet());
                conditions.add(EventConditions.report(report -> {
                    String held = report.hexBinaryValue();
                    return held != null && wanted.contains(held.toUpperCase(Locale.ROOT));
                }));
            }
            case "EQ_booleanValue" -> {
                Boolean wanted = isTrue(name, values);
                conditions.add(EventConditions.report(report -> wanted.equals(report.booleanValue())));
            }
            case "GE_startTime" -> sensedAt(Comparison.GE, name, values);
            case "LT_startTime" -> sensedAt(Comparison.LT, name, values);
            case "GE_endTime" -> sensedAt(Comparison.GE, name, values);
            case "LT_endTime" -> sensedAt(Comparison.LT, name, values);
            case "GE_time" -> sensedAt(Comparison.GE, name, values);
            case "LT_time" -> sensedAt(Comparison.LT, name, values);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void reported(List<String> values, Function<SensorReport, @Nullable String> attribute) {
        Set<String> wanted = canonical(values);
        conditions.add(EventConditions.report(report -> EventConditions.isOne(attribute.apply(report), wanted)));
    }

    private void sensedAt(Comparison comparison, String name, List<String> values) {
        Instant wanted = time(name, values);
        conditions.add(
                switch (name.substring(name.indexOf('_') + 1)) {
                    case "startTime" -> EventConditions.sensedAt(comparison, SensorMetadata::startTime, wanted);
                    case "endTime" -> EventConditions.sensedAt(comparison, SensorMetadata::endTime, wanted);
                    default ->
                        EventConditions.sensedAt(comparison, SensorMetadata::time, wanted)
                                .or(EventConditions.report(
                                        report -> EventConditions.at(comparison, report.time(), wanted)));
                });
    }

    // Master data

    private boolean readAttribute(String name, List<String> values) {
        Matcher equal = ATTRIBUTE.matcher(name);
        if (equal.matches()) {
            described(name, equal.group(1), List.of(equal.group(2)), values);
            return true;
        }
        Matcher has = HAS_ATTRIBUTE.matcher(name);
        if (has.matches()) {
            described(name, has.group(1), values, List.of());
            return true;
        }
        return false;
    }

    private void described(String name, String field, List<String> attributes, List<String> values) {
        List<String> names = new ArrayList<>();
        for (String attribute : attributes) {
            FieldName read = FieldName.of(attribute, prefixes);
            if (read == null) {
                names.add(attribute);
            } else {
                names.addAll(read.fullNames());
            }
        }
        for (EventQuery.Field known : EventQuery.Field.values()) {
            if (known.standardName().equals(field)) {
                described.add(new EventQuery.Described(known, names, values));
                return;
            }
        }
        throw new CaptureRefusedException(CaptureProblem.UNSUPPORTED_PARAMETER, name);
    }

    // Names that hold a type, a unit or a field of another vocabulary

    private boolean readFlexible(String name, List<String> values) {
        Matcher flexible = FLEXIBLE.matcher(name);
        if (!flexible.matches()) {
            return false;
        }
        String rest = flexible.group(2);
        if (flexible.group(1).equals("EXISTS")) {
            return readField(rest, content -> true);
        }
        Comparison comparison = Comparison.valueOf(flexible.group(1));
        Matcher number = NUMBER.matcher(rest);
        if (number.matches()) {
            List<BigDecimal> wanted =
                    values.stream().map(value -> number(name, value)).toList();
            if (comparison != Comparison.EQ) {
                single(name, values);
            }
            String measured = number.group(1);
            conditions.add(
                    measured.equals("quantity")
                            ? EventConditions.quantity(comparison, number.group(2), wanted)
                            : EventConditions.measured(measured, comparison, number.group(2), wanted));
            return true;
        }
        Matcher reference = REFERENCE.matcher(rest);
        if (reference.matches() && comparison == Comparison.EQ) {
            reference(reference.group(1), reference.group(2), values);
            return true;
        }
        if (comparison == Comparison.EQ) {
            return readField(rest, EventConditions.equalsOne(List.copyOf(values)));
        }
        String value = single(name, values);
        Instant time = EventConditions.time(value);
        return readField(
                rest,
                time == null
                        ? EventConditions.compares(comparison, number(name, value))
                        : EventConditions.compares(comparison, time));
    }

    private boolean readField(String rest, Predicate<Extension.Content> condition) {
        boolean inner = rest.startsWith(INNER);
        String after = inner ? rest.substring(INNER.length()) : rest;
        for (EventConditions.Place place : EventConditions.Place.values()) {
            if (after.startsWith(place.start())) {
                FieldName field = FieldName.of(after.substring(place.start().length()), prefixes);
                if (field == null) {
                    return false;
                }
                conditions.add(EventConditions.field(place, inner, field, condition));
                return true;
            }
        }
        return false;
    }

    // Values

    private static List<String> terms(Cbv vocabulary, List<String> values) {
        return values.stream()
                .map(value -> EventConditions.term(vocabulary, value))
                .toList();
    }

    private static Set<String> canonical(Collection<String> values) {
        return values.stream().map(Gs1Identifiers::canonical).collect(toUnmodifiableSet());
    }

    private static List<UUID> keys(Collection<String> values) {
        return values.stream().map(Gs1Identifiers::canonical).map(Keys::of).toList();
    }

    private static Instant time(String name, List<String> values) {
        String value = single(name, values);
        Instant time = EventConditions.time(value);
        if (time == null) {
            throw bad(name, value);
        }
        return time;
    }

    private static BigDecimal number(String name, String value) {
        BigDecimal number = EventConditions.number(value);
        if (number == null) {
            throw bad(name, value);
        }
        return number;
    }

    private static int positive(String name, List<String> values) {
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

    private static boolean isTrue(String name, List<String> values) {
        if (values.isEmpty()) {
            return true;
        }
        return switch (single(name, values)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw bad(name, values.getFirst());
        };
    }

    private static String single(String name, List<String> values) {
        if (values.size() != 1) {
            throw bad(name, String.join("|", values));
        }
        return values.getFirst();
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
        new TreeMap<>(prefixes)
                .forEach((prefix, namespace) -> fingerprint
                        .append(prefix)
                        .append(" is ")
                        .append(namespace)
                        .append('\n'));
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
                described,
                matches,
                identities,
                errorDeclarationsOnly,
                conditions,
                order == null ? EventQuery.Order.RECORD_TIME : order,
                ascending,
                perPage,
                countLimit,
                maximum,
                pageToken,
                fingerprint.toString());
    }
}
