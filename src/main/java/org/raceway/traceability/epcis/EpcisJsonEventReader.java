package org.raceway.traceability.epcis;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one event. Checking, it reports everything that the standard's JSON Schema and the rules beyond it find; not
 * checking, it takes what it can use from an event that was checked before it was stored.
 */
final class EpcisJsonEventReader {
    /** Violations that are reported of one event at most. */
    static final int MOST_VIOLATIONS = 50;

    private static final int OBJECT = 1;
    private static final int AGGREGATION = 2;
    private static final int TRANSACTION = 4;
    private static final int TRANSFORMATION = 8;
    private static final int ASSOCIATION = 16;
    private static final int WITH_ACTION = OBJECT | AGGREGATION | TRANSACTION | ASSOCIATION;
    private static final int WITH_ITEMS = OBJECT | TRANSACTION;
    private static final int WITH_CHILDREN = AGGREGATION | ASSOCIATION;
    private static final int ALL = WITH_ACTION | TRANSFORMATION;

    private final boolean checking;
    private final int index;
    private final JsonPointer pointer;
    private JsonContext context;
    private List<Violation> violations = new ArrayList<>(0);

    private EventType type = EventType.EXTENDED;
    private @Nullable String extendedType;
    private @Nullable String eventId;
    private @Nullable OffsetDateTime eventTime;
    private @Nullable OffsetDateTime recordTime;
    private @Nullable String eventTimeZoneOffset;
    private @Nullable Action action;
    private @Nullable String parentId;
    private @Nullable List<String> epcs;
    private @Nullable List<Quantity> quantities;
    private @Nullable List<String> outputEpcs;
    private @Nullable List<Quantity> outputQuantities;
    private @Nullable String transformationId;
    private @Nullable String bizStep;
    private @Nullable String disposition;
    private @Nullable PersistentDisposition persistentDisposition;
    private @Nullable String readPoint;
    private @Nullable String businessLocation;
    private @Nullable List<TypedReference> businessTransactions;
    private List<TypedReference> sources = List.of();
    private List<TypedReference> destinations = List.of();
    private List<SensorElement> sensorElements = List.of();
    private List<Extension> ilmd = List.of();
    private List<String> certificationInfo = List.of();
    private @Nullable ErrorDeclaration errorDeclaration;
    private final List<Extension> extensions = new ArrayList<>(4);
    private final List<Extension> readPointExtensions = new ArrayList<>(0);
    private final List<Extension> businessLocationExtensions = new ArrayList<>(0);

    EpcisJsonEventReader(boolean checking, int index, JsonPointer pointer, JsonContext context) {
        this.checking = checking;
        this.index = index;
        this.pointer = pointer;
        this.context = context;
    }

    /**
     * @param found what reading the text of the event already found wrong
     * @param alone whether the event is a document of its own, which has to have a {@code @context}
     */
    ReadEvent read(JsonValue value, List<Violation> found, boolean alone) {
        violations.addAll(found);
        if (!(value instanceof JsonValue.Fields fields)) {
            violate(Rule.VALUE_TYPE, value, "object");
            return new ReadEvent(index, null, violations);
        }
        duplicates(fields);
        JsonValue ownContext = fields.get("@context");
        if (ownContext != null) {
            context = context.with(ownContext);
        }
        readType(fields);
        boolean missingContext = alone && ownContext == null;
        if (missingContext) {
            missing("@context");
        }
        for (int i = 0; i < fields.size(); i++) {
            String name = fields.name(i);
            pointer.push(name);
            if (type == EventType.EXTENDED && !isCommon(name) && !conforms(name, fields.value(i))) {
                extensions.add(context.extension(name, content(fields.value(i))));
            } else {
                field(name, fields.value(i));
            }
            pointer.pop();
        }
        if (checking) {
            checkWhole(fields);
        }
        if (!violations.isEmpty()) {
            return new ReadEvent(index, null, violations);
        }
        Event event = event();
        if (checking) {
            EventRules.check(event, this::reportBeyondSchema);
        }
        return new ReadEvent(index, violations.isEmpty() ? event : null, violations);
    }

    /** What holds in every binding; the rules of the JSON Schema have been checked where each value was read. */
    private void reportBeyondSchema(Rule rule, String path, @Nullable String value, @Nullable String detail) {
        Rule reported = switch (rule) {
            case NO_OBJECTS -> Rule.EMPTY_LISTS;
            // the schema holds the units of quantities, and takes any text as a sensor's
            case UNIT_FORMAT -> Rule.SENSOR_UNIT;
            default -> rule;
        };
        if (!reported.schema() && violations.size() < MOST_VIOLATIONS) {
            String place = path.isEmpty() ? pointer.toString() : pointer + "/" + path;
            violations.add(new Violation(index, place, reported, value == null ? null : shorten(value), detail));
        }
    }

    private Event event() {
        OffsetDateTime time = eventTime;
        String offset = eventTimeZoneOffset;
        if (time == null || offset == null) {
            throw new IllegalArgumentException("an event without its time");
        }
        return new Event(
                type,
                extendedType,
                eventId,
                time,
                recordTime,
                offset,
                action,
                parentId,
                orEmpty(epcs),
                orEmpty(quantities),
                orEmpty(outputEpcs),
                orEmpty(outputQuantities),
                transformationId,
                bizStep,
                disposition,
                persistentDisposition,
                readPoint,
                businessLocation,
                orEmpty(businessTransactions),
                sources,
                destinations,
                sensorElements,
                ilmd,
                certificationInfo,
                errorDeclaration,
                extensions,
                readPointExtensions,
                businessLocationExtensions);
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private void readType(JsonValue.Fields fields) {
        JsonValue value = fields.get("type");
        if (value == null) {
            missing("type");
            return;
        }
        pointer.push("type");
        String name = text(value);
        if (name != null) {
            type = switch (name) {
                case "ObjectEvent" -> EventType.OBJECT;
                case "AggregationEvent" -> EventType.AGGREGATION;
                case "TransactionEvent" -> EventType.TRANSACTION;
                case "TransformationEvent" -> EventType.TRANSFORMATION;
                case "AssociationEvent" -> EventType.ASSOCIATION;
                default -> EventType.EXTENDED;
            };
            if (type == EventType.EXTENDED) {
                if (checking && !Uris.isAbsolute(name)) {
                    violate(Rule.EVENT_TYPE, value, null);
                }
                extendedType = context.expand(name);
            }
        }
        pointer.pop();
    }

    private static boolean isCommon(String name) {
        return switch (name) {
            case "@context",
                    "type",
                    "eventTime",
                    "recordTime",
                    "eventTimeZoneOffset",
                    "eventID",
                    "certificationInfo",
                    "errorDeclaration" -> true;
            default -> false;
        };
    }

    /** Whether a field of an extended event is one of the standard's, in the standard's form. */
    private boolean conforms(String name, JsonValue value) {
        if (name.indexOf(':') >= 0) {
            return false;
        }
        EpcisJsonEventReader probe = new EpcisJsonEventReader(true, index, pointer, context);
        probe.field(name, value);
        return probe.violations.stream().noneMatch(violation -> violation.rule().schema());
    }

    private int typeBit() {
        return switch (type) {
            case OBJECT -> OBJECT;
            case AGGREGATION -> AGGREGATION;
            case TRANSACTION -> TRANSACTION;
            case TRANSFORMATION -> TRANSFORMATION;
            case ASSOCIATION -> ASSOCIATION;
            case EXTENDED -> ALL;
        };
    }

    private boolean belongs(String name, int types) {
        if (!checking || (types & typeBit()) != 0) {
            return true;
        }
        violateName(name);
        return false;
    }

    private void field(String name, JsonValue value) {
        switch (name) {
            case "type" -> {}
            case "@context" -> checkContext(value);
            case "eventTime" -> eventTime = time(value);
            case "recordTime" -> recordTime = time(value);
            case "eventTimeZoneOffset" -> eventTimeZoneOffset = timeZoneOffset(value);
            case "eventID" -> eventId = uri(value);
            case "certificationInfo" -> certificationInfo = certificationInfo(value);
            case "errorDeclaration" -> errorDeclaration = errorDeclaration(value);
            case "action" -> {
                if (belongs(name, WITH_ACTION)) {
                    action = action(value);
                }
            }
            case "parentID" -> {
                if (belongs(name, WITH_CHILDREN | TRANSACTION)) {
                    parentId = uri(value);
                }
            }
            case "epcList" -> {
                if (belongs(name, WITH_ITEMS)) {
                    epcs = uris(value, type == EventType.OBJECT);
                }
            }
            case "childEPCs" -> {
                if (belongs(name, WITH_CHILDREN)) {
                    epcs = uris(value, false);
                }
            }
            case "inputEPCList" -> {
                if (belongs(name, TRANSFORMATION)) {
                    epcs = uris(value, true);
                }
            }
            case "outputEPCList" -> {
                if (belongs(name, TRANSFORMATION)) {
                    outputEpcs = uris(value, true);
                }
            }
            case "quantityList" -> {
                if (belongs(name, WITH_ITEMS)) {
                    quantities = quantities(value);
                }
            }
            case "childQuantityList" -> {
                if (belongs(name, WITH_CHILDREN)) {
                    quantities = quantities(value);
                }
            }
            case "inputQuantityList" -> {
                if (belongs(name, TRANSFORMATION)) {
                    quantities = quantities(value);
                }
            }
            case "outputQuantityList" -> {
                if (belongs(name, TRANSFORMATION)) {
                    outputQuantities = quantities(value);
                }
            }
            case "transformationID" -> {
                if (belongs(name, TRANSFORMATION)) {
                    transformationId = uri(value);
                }
            }
            case "bizStep" -> bizStep = term(value, Cbv.BUSINESS_STEP);
            case "disposition" -> disposition = term(value, Cbv.DISPOSITION);
            case "persistentDisposition" -> {
                if (belongs(name, OBJECT | TRANSFORMATION)) {
                    persistentDisposition = persistentDisposition(value);
                }
            }
            case "readPoint" -> readPoint = location(value, readPointExtensions);
            case "bizLocation" -> businessLocation = location(value, businessLocationExtensions);
            case "bizTransactionList" ->
                businessTransactions = references(value, "bizTransaction", Cbv.BUSINESS_TRANSACTION_TYPE, false);
            case "sourceList" -> sources = references(value, "source", Cbv.SOURCE_DESTINATION_TYPE, true);
            case "destinationList" ->
                destinations = references(value, "destination", Cbv.SOURCE_DESTINATION_TYPE, true);
            case "sensorElementList" -> sensorElements = sensorElements(value);
            case "ilmd" -> {
                if (belongs(name, OBJECT | TRANSFORMATION)) {
                    ilmd = ilmd(value);
                }
            }
            default -> extension(name, value, extensions);
        }
    }

    /** What the schema asks of the event as a whole. */
    private void checkWhole(JsonValue.Fields fields) {
        require(fields, "eventTime");
        require(fields, "eventTimeZoneOffset");
        if ((typeBit() & WITH_ACTION) != 0 && type != EventType.EXTENDED) {
            require(fields, "action");
        }
        switch (type) {
            case OBJECT -> {
                boolean sensed = !sensorElements.isEmpty() && fields.get("readPoint") != null;
                if (fields.get("epcList") == null && isEmpty(fields.get("quantityList")) && !sensed) {
                    violate(Rule.NO_OBJECTS, null, "epcList, quantityList, or sensorElementList with readPoint");
                }
                if (fields.get("ilmd") != null && action != null && action != Action.ADD) {
                    pointer.push("ilmd");
                    violate(Rule.ILMD_ACTION, null, action.name());
                    pointer.pop();
                }
            }
            case AGGREGATION -> checkChildren(fields);
            case ASSOCIATION -> {
                require(fields, "parentID");
                checkChildren(fields);
            }
            case TRANSACTION -> {
                require(fields, "bizTransactionList");
                if (businessTransactions != null && businessTransactions.isEmpty()) {
                    pointer.push("bizTransactionList");
                    tooFew(fields.get("bizTransactionList"));
                    pointer.pop();
                }
                if (fields.get("epcList") == null && isEmpty(fields.get("quantityList")) && action != Action.DELETE) {
                    violate(Rule.NO_OBJECTS, null, "epcList, quantityList, or action DELETE");
                }
            }
            case TRANSFORMATION -> {
                boolean input = !isEmpty(fields.get("inputEPCList")) || !isEmpty(fields.get("inputQuantityList"));
                boolean output = !isEmpty(fields.get("outputEPCList")) || !isEmpty(fields.get("outputQuantityList"));
                boolean named = fields.get("transformationID") != null;
                if (!(input && output) && !(named && (input || output))) {
                    violate(Rule.NO_INPUT_OR_OUTPUT, null, null);
                }
            }
            case EXTENDED -> {}
        }
    }

    private void checkChildren(JsonValue.Fields fields) {
        if (isEmpty(fields.get("childEPCs")) && isEmpty(fields.get("childQuantityList")) && action != Action.DELETE) {
            violate(Rule.NO_OBJECTS, null, "childEPCs, childQuantityList, or action DELETE");
        }
    }

    private static boolean isEmpty(@Nullable JsonValue value) {
        return !(value instanceof JsonValue.Array array) || array.items().isEmpty();
    }

    // Values

    private @Nullable String text(JsonValue value) {
        if (value instanceof JsonValue.Text text) {
            return text.value();
        }
        violate(Rule.VALUE_TYPE, value, "string");
        return null;
    }

    private @Nullable String uri(JsonValue value) {
        String text = text(value);
        if (text == null) {
            return null;
        }
        if (checking && !Uris.isAbsolute(text)) {
            violate(Rule.URI_FORMAT, value, null);
        }
        return context.expand(text);
    }

    private List<String> uris(JsonValue value, boolean unique) {
        List<JsonValue> items = items(value);
        List<String> all = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            pointer.push(i);
            String uri = uri(items.get(i));
            if (uri != null) {
                all.add(uri);
            }
            pointer.pop();
        }
        if (unique) {
            checkUnique(items);
        }
        return all;
    }

    private void checkUnique(List<JsonValue> items) {
        if (!checking || items.size() < 2) {
            return;
        }
        if (items.size() <= 8) {
            for (int i = 1; i < items.size(); i++) {
                for (int j = 0; j < i; j++) {
                    if (items.get(i).equals(items.get(j))) {
                        repeated(i, items.get(i));
                        return;
                    }
                }
            }
            return;
        }
        HashSet<JsonValue> seen = HashSet.newHashSet(items.size());
        for (int i = 0; i < items.size(); i++) {
            if (!seen.add(items.get(i))) {
                repeated(i, items.get(i));
                return;
            }
        }
    }

    private void repeated(int item, JsonValue value) {
        pointer.push(item);
        violate(Rule.REPEATED_ITEM, value, null);
        pointer.pop();
    }

    private List<JsonValue> items(JsonValue value) {
        if (value instanceof JsonValue.Array array) {
            return array.items();
        }
        violate(Rule.VALUE_TYPE, value, "array");
        return List.of();
    }

    private JsonValue.@Nullable Fields fields(JsonValue value) {
        if (value instanceof JsonValue.Fields fields) {
            duplicates(fields);
            return fields;
        }
        violate(Rule.VALUE_TYPE, value, "object");
        return null;
    }

    private @Nullable OffsetDateTime time(JsonValue value) {
        String text = text(value);
        if (text == null) {
            return null;
        }
        if (checking && !Timestamps.isDateTime(text)) {
            violate(Rule.TIME_FORMAT, value, null);
            return null;
        }
        OffsetDateTime time = Timestamps.parse(text);
        if (time == null) {
            violate(Rule.TIME_RANGE, value, null);
        }
        return time;
    }

    private @Nullable String timeZoneOffset(JsonValue value) {
        String text = text(value);
        if (text != null && checking && !Timestamps.isOffset(text)) {
            violate(Rule.TIME_ZONE_OFFSET, value, null);
        }
        return text;
    }

    private @Nullable BigDecimal decimal(JsonValue value) {
        if (!(value instanceof JsonValue.Numeral number)) {
            violate(Rule.VALUE_TYPE, value, "number");
            return null;
        }
        BigDecimal decimal = decimal(number.characters());
        if (decimal == null) {
            violate(Rule.NUMBER_RANGE, value, null);
        }
        return decimal;
    }

    /** The number, unless its exponent or precision would make plain arithmetic with it costly. */
    static @Nullable BigDecimal decimal(String characters) {
        if (characters.length() > 200) {
            return null;
        }
        try {
            BigDecimal decimal = new BigDecimal(characters);
            return decimal.precision() > 38 || Math.abs((long) decimal.scale()) > 100 ? null : decimal;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private @Nullable Action action(JsonValue value) {
        String text = text(value);
        if (text == null) {
            return null;
        }
        return switch (text) {
            case "ADD" -> Action.ADD;
            case "OBSERVE" -> Action.OBSERVE;
            case "DELETE" -> Action.DELETE;
            default -> {
                violate(Rule.ACTION, value, null);
                yield null;
            }
        };
    }

    private @Nullable String term(JsonValue value, Cbv list) {
        String text = text(value);
        if (text == null) {
            return null;
        }
        if (text.indexOf(':') < 0) {
            if (checking && list.shortName(text) == null) {
                violate(Rule.TERM, value, null);
            }
            return text;
        }
        if (checking) {
            if (list.isRefusedForm(text)) {
                violate(Rule.TERM_FORM, value, list.shortName(text));
            } else if (!Uris.isAbsolute(text)) {
                violate(Rule.TERM, value, null);
            }
        }
        String uri = context.expand(text);
        String shortName = list.shortName(uri);
        return shortName == null ? uri : shortName;
    }

    private List<String> certificationInfo(JsonValue value) {
        if (value instanceof JsonValue.Array) {
            return uris(value, false);
        }
        String uri = uri(value);
        return uri == null ? List.of() : List.of(uri);
    }

    private @Nullable ErrorDeclaration errorDeclaration(JsonValue value) {
        JsonValue.Fields fields = fields(value);
        if (fields == null) {
            return null;
        }
        OffsetDateTime declared = null;
        String reason = null;
        List<String> corrective = List.of();
        List<Extension> others = new ArrayList<>(0);
        for (int i = 0; i < fields.size(); i++) {
            JsonValue content = fields.value(i);
            pointer.push(fields.name(i));
            switch (fields.name(i)) {
                case "declarationTime" -> declared = time(content);
                case "reason" -> reason = term(content, Cbv.ERROR_REASON);
                case "correctiveEventIDs" -> corrective = uris(content, false);
                default -> extension(fields.name(i), content, others);
            }
            pointer.pop();
        }
        require(fields, "declarationTime");
        return declared == null ? null : new ErrorDeclaration(declared, reason, corrective, others);
    }

    private List<Quantity> quantities(JsonValue value) {
        List<JsonValue> items = items(value);
        List<Quantity> all = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            pointer.push(i);
            Quantity quantity = quantity(items.get(i));
            if (quantity != null) {
                all.add(quantity);
            }
            pointer.pop();
        }
        return all;
    }

    private @Nullable Quantity quantity(JsonValue value) {
        JsonValue.Fields fields = fields(value);
        if (fields == null) {
            return null;
        }
        String epcClass = null;
        BigDecimal amount = null;
        String unit = null;
        for (int i = 0; i < fields.size(); i++) {
            JsonValue content = fields.value(i);
            pointer.push(fields.name(i));
            switch (fields.name(i)) {
                case "epcClass" -> epcClass = uri(content);
                case "quantity" -> amount = decimal(content);
                case "uom" -> {
                    unit = text(content);
                    if (checking && unit != null && !Units.isCode(unit)) {
                        violate(Rule.UNIT_FORMAT, content, null);
                    }
                }
                default -> violateName(fields.name(i));
            }
            pointer.pop();
        }
        require(fields, "epcClass");
        return epcClass == null ? null : new Quantity(epcClass, amount, unit);
    }

    private @Nullable PersistentDisposition persistentDisposition(JsonValue value) {
        JsonValue.Fields fields = fields(value);
        if (fields == null) {
            return null;
        }
        List<String> set = List.of();
        List<String> unset = List.of();
        for (int i = 0; i < fields.size(); i++) {
            JsonValue content = fields.value(i);
            pointer.push(fields.name(i));
            switch (fields.name(i)) {
                case "set" -> set = dispositions(content);
                case "unset" -> unset = dispositions(content);
                default -> violateName(fields.name(i));
            }
            pointer.pop();
        }
        if (fields.get("set") == null && fields.get("unset") == null) {
            violate(Rule.EMPTY_PERSISTENT_DISPOSITION, null, null);
        }
        return new PersistentDisposition(set, unset);
    }

    private List<String> dispositions(JsonValue value) {
        List<JsonValue> items = items(value);
        List<String> all = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            pointer.push(i);
            String term = term(items.get(i), Cbv.DISPOSITION);
            if (term != null) {
                all.add(term);
            }
            pointer.pop();
        }
        if (items.isEmpty()) {
            tooFew(value);
        }
        checkUnique(items);
        return all;
    }

    private void tooFew(@Nullable JsonValue value) {
        if (value instanceof JsonValue.Array) {
            violate(Rule.TOO_FEW_ITEMS, null, null);
        }
    }

    private @Nullable String location(JsonValue value, List<Extension> others) {
        JsonValue.Fields fields = fields(value);
        if (fields == null) {
            return null;
        }
        String id = null;
        for (int i = 0; i < fields.size(); i++) {
            pointer.push(fields.name(i));
            if (fields.name(i).equals("id")) {
                id = uri(fields.value(i));
            } else {
                others.add(context.extension(fields.name(i), content(fields.value(i))));
            }
            pointer.pop();
        }
        require(fields, "id");
        return id;
    }

    private List<TypedReference> references(JsonValue value, String idName, Cbv list, boolean typeNeeded) {
        List<JsonValue> items = items(value);
        List<TypedReference> all = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            pointer.push(i);
            JsonValue.Fields fields = fields(items.get(i));
            if (fields != null) {
                TypedReference reference = reference(fields, idName, list, typeNeeded);
                if (reference != null) {
                    all.add(reference);
                }
            }
            pointer.pop();
        }
        return all;
    }

    private @Nullable TypedReference reference(JsonValue.Fields fields, String idName, Cbv list, boolean typeNeeded) {
        String kind = null;
        String id = null;
        for (int i = 0; i < fields.size(); i++) {
            String name = fields.name(i);
            pointer.push(name);
            if (name.equals("type")) {
                kind = term(fields.value(i), list);
            } else if (name.equals(idName)) {
                id = uri(fields.value(i));
            } else {
                violateName(name);
            }
            pointer.pop();
        }
        require(fields, idName);
        if (typeNeeded) {
            require(fields, "type");
        }
        return id == null ? null : new TypedReference(kind, id);
    }

    private List<Extension> ilmd(JsonValue value) {
        JsonValue.Fields fields = fields(value);
        if (fields == null) {
            return List.of();
        }
        List<Extension> all = new ArrayList<>(fields.size());
        for (int i = 0; i < fields.size(); i++) {
            pointer.push(fields.name(i));
            extension(fields.name(i), fields.value(i), all);
            pointer.pop();
        }
        return all;
    }

    private List<SensorElement> sensorElements(JsonValue value) {
        List<JsonValue> items = items(value);
        List<SensorElement> all = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            pointer.push(i);
            JsonValue.Fields fields = fields(items.get(i));
            if (fields != null) {
                all.add(sensorElement(fields));
            }
            pointer.pop();
        }
        return all;
    }

    private SensorElement sensorElement(JsonValue.Fields fields) {
        SensorMetadata metadata = null;
        List<SensorReport> reports = new ArrayList<>(2);
        List<Extension> others = new ArrayList<>(0);
        for (int i = 0; i < fields.size(); i++) {
            JsonValue content = fields.value(i);
            pointer.push(fields.name(i));
            switch (fields.name(i)) {
                case "sensorMetadata" -> metadata = sensorMetadata(content);
                case "sensorReport" -> {
                    List<JsonValue> items = items(content);
                    for (int j = 0; j < items.size(); j++) {
                        pointer.push(j);
                        JsonValue.Fields report = fields(items.get(j));
                        if (report != null) {
                            reports.add(sensorReport(report));
                        }
                        pointer.pop();
                    }
                    if (items.isEmpty()) {
                        tooFew(content);
                    }
                }
                default -> extension(fields.name(i), content, others);
            }
            pointer.pop();
        }
        require(fields, "sensorReport");
        return new SensorElement(metadata, reports, others);
    }

    private @Nullable SensorMetadata sensorMetadata(JsonValue value) {
        JsonValue.Fields fields = fields(value);
        if (fields == null) {
            return null;
        }
        OffsetDateTime time = null;
        OffsetDateTime startTime = null;
        OffsetDateTime endTime = null;
        String deviceId = null;
        String deviceMetadata = null;
        String rawData = null;
        String dataProcessingMethod = null;
        String businessRules = null;
        List<Extension> others = new ArrayList<>(0);
        for (int i = 0; i < fields.size(); i++) {
            JsonValue content = fields.value(i);
            pointer.push(fields.name(i));
            switch (fields.name(i)) {
                case "time" -> time = time(content);
                case "startTime" -> startTime = time(content);
                case "endTime" -> endTime = time(content);
                case "deviceID" -> deviceId = uri(content);
                case "deviceMetadata" -> deviceMetadata = uri(content);
                case "rawData" -> rawData = uri(content);
                case "dataProcessingMethod" -> dataProcessingMethod = uri(content);
                case "bizRules" -> businessRules = uri(content);
                default -> extension(fields.name(i), content, others);
            }
            pointer.pop();
        }
        return new SensorMetadata(
                time,
                startTime,
                endTime,
                deviceId,
                deviceMetadata,
                rawData,
                dataProcessingMethod,
                businessRules,
                others);
    }

    private SensorReport sensorReport(JsonValue.Fields fields) {
        String kind = null;
        String exception = null;
        String deviceId = null;
        String deviceMetadata = null;
        String rawData = null;
        String dataProcessingMethod = null;
        String businessRules = null;
        OffsetDateTime time = null;
        String microorganism = null;
        String chemicalSubstance = null;
        String coordinateReferenceSystem = null;
        BigDecimal number = null;
        String component = null;
        String stringValue = null;
        Boolean booleanValue = null;
        String hexBinaryValue = null;
        String uriValue = null;
        BigDecimal minValue = null;
        BigDecimal maxValue = null;
        BigDecimal meanValue = null;
        BigDecimal standardDeviation = null;
        BigDecimal percentileRank = null;
        BigDecimal percentileValue = null;
        String unit = null;
        List<Extension> others = new ArrayList<>(0);
        for (int i = 0; i < fields.size(); i++) {
            JsonValue content = fields.value(i);
            pointer.push(fields.name(i));
            switch (fields.name(i)) {
                case "type" -> kind = term(content, Cbv.MEASUREMENT_TYPE);
                case "exception" -> exception = term(content, Cbv.SENSOR_ALERT_TYPE);
                case "deviceID" -> deviceId = uri(content);
                case "deviceMetadata" -> deviceMetadata = uri(content);
                case "rawData" -> rawData = uri(content);
                case "dataProcessingMethod" -> dataProcessingMethod = uri(content);
                case "bizRules" -> businessRules = uri(content);
                case "time" -> time = time(content);
                case "microorganism" -> microorganism = uri(content);
                case "chemicalSubstance" -> chemicalSubstance = uri(content);
                case "coordinateReferenceSystem" -> coordinateReferenceSystem = uri(content);
                case "value" -> number = decimal(content);
                case "component" -> component = term(content, Cbv.COMPONENT);
                case "stringValue" -> stringValue = text(content);
                case "booleanValue" -> {
                    if (content == JsonValue.Constant.TRUE || content == JsonValue.Constant.FALSE) {
                        booleanValue = content == JsonValue.Constant.TRUE;
                    } else {
                        violate(Rule.VALUE_TYPE, content, "boolean");
                    }
                }
                case "hexBinaryValue" -> {
                    hexBinaryValue = text(content);
                    if (checking && hexBinaryValue != null && !isHex(hexBinaryValue)) {
                        violate(Rule.HEX_FORMAT, content, null);
                    }
                }
                case "uriValue" -> uriValue = uri(content);
                case "minValue" -> minValue = decimal(content);
                case "maxValue" -> maxValue = decimal(content);
                case "meanValue" -> meanValue = decimal(content);
                case "sDev" -> standardDeviation = decimal(content);
                case "percRank" -> percentileRank = decimal(content);
                case "percValue" -> percentileValue = decimal(content);
                case "uom" -> unit = text(content);
                default -> extension(fields.name(i), content, others);
            }
            pointer.pop();
        }
        require(fields, "type");
        return new SensorReport(
                kind,
                exception,
                deviceId,
                deviceMetadata,
                rawData,
                dataProcessingMethod,
                businessRules,
                time,
                microorganism,
                chemicalSubstance,
                coordinateReferenceSystem,
                number,
                component,
                stringValue,
                booleanValue,
                hexBinaryValue,
                uriValue,
                minValue,
                maxValue,
                meanValue,
                standardDeviation,
                percentileRank,
                percentileValue,
                unit,
                others);
    }

    private static boolean isHex(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f') && !(c >= 'A' && c <= 'F')) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private void extension(String name, JsonValue value, List<Extension> into) {
        if (checking && !Uris.isAbsolute(name)) {
            violateName(name);
        }
        into.add(context.extension(name, content(value)));
    }

    private Extension.Content content(JsonValue value) {
        return switch (value) {
            case JsonValue.Text text -> new Extension.Content.Text(text.value(), Extension.Kind.STRING);
            case JsonValue.Numeral number -> new Extension.Content.Text(number.characters(), Extension.Kind.NUMBER);
            case JsonValue.Constant constant ->
                switch (constant) {
                    case TRUE -> new Extension.Content.Text("true", Extension.Kind.BOOLEAN);
                    case FALSE -> new Extension.Content.Text("false", Extension.Kind.BOOLEAN);
                    case NULL -> new Extension.Content.Text("", Extension.Kind.NULL);
                };
            case JsonValue.Array array -> {
                List<Extension.Content> items = new ArrayList<>(array.items().size());
                for (int i = 0; i < array.items().size(); i++) {
                    pointer.push(i);
                    items.add(content(array.items().get(i)));
                    pointer.pop();
                }
                yield new Extension.Content.Sequence(items);
            }
            case JsonValue.Fields fields -> {
                duplicates(fields);
                List<Extension> inner = new ArrayList<>(fields.size());
                for (int i = 0; i < fields.size(); i++) {
                    pointer.push(fields.name(i));
                    inner.add(context.extension(fields.name(i), content(fields.value(i))));
                    pointer.pop();
                }
                yield new Extension.Content.Fields(inner, null);
            }
        };
    }

    // Shapes that documents share with events

    /** Checks a {@code @context}. */
    void checkContext(JsonValue value) {
        if (!checking) {
            return;
        }
        switch (value) {
            case JsonValue.Text text -> uri(text);
            case JsonValue.Fields fields -> {}
            case JsonValue.Array array -> {
                List<JsonValue> items = array.items();
                for (int i = 0; i < items.size(); i++) {
                    pointer.push(i);
                    if (!(items.get(i) instanceof JsonValue.Fields)) {
                        uri(items.get(i));
                    }
                    pointer.pop();
                }
                checkUnique(items);
            }
            default -> violate(Rule.VALUE_TYPE, value, "string, object or array");
        }
    }

    /** Checks and reads the vocabularies of a header or of a query's result. */
    List<MasterDataElement> vocabularies(JsonValue value) {
        List<MasterDataElement> all = new ArrayList<>();
        List<JsonValue> items = items(value);
        for (int i = 0; i < items.size(); i++) {
            pointer.push(i);
            JsonValue.Fields vocabulary = fields(items.get(i));
            if (vocabulary != null) {
                require(vocabulary, "type");
                String kind = null;
                JsonValue kindValue = vocabulary.get("type");
                if (kindValue != null) {
                    pointer.push("type");
                    kind = uri(kindValue);
                    pointer.pop();
                }
                JsonValue elements = vocabulary.get("vocabularyElementList");
                if (elements != null) {
                    pointer.push("vocabularyElementList");
                    vocabularyElements(kind == null ? "" : kind, elements, all);
                    pointer.pop();
                }
            }
            pointer.pop();
        }
        return all;
    }

    private void vocabularyElements(String vocabulary, JsonValue value, List<MasterDataElement> all) {
        List<JsonValue> items = items(value);
        for (int i = 0; i < items.size(); i++) {
            pointer.push(i);
            JsonValue.Fields fields = fields(items.get(i));
            if (fields != null) {
                String id = null;
                List<Extension> attributes = List.of();
                List<String> children = List.of();
                for (int j = 0; j < fields.size(); j++) {
                    JsonValue content = fields.value(j);
                    pointer.push(fields.name(j));
                    switch (fields.name(j)) {
                        case "id" -> id = uri(content);
                        case "attributes" -> attributes = attributes(content);
                        case "children" -> children = uris(content, false);
                        default -> {}
                    }
                    pointer.pop();
                }
                require(fields, "id");
                if (id != null) {
                    all.add(new MasterDataElement(vocabulary, id, attributes, children));
                }
            }
            pointer.pop();
        }
    }

    private List<Extension> attributes(JsonValue value) {
        List<JsonValue> items = items(value);
        List<Extension> all = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            pointer.push(i);
            JsonValue.Fields fields = fields(items.get(i));
            if (fields != null) {
                require(fields, "id");
                String id = null;
                JsonValue idValue = fields.get("id");
                if (idValue != null) {
                    pointer.push("id");
                    uri(idValue);
                    pointer.pop();
                    id = idValue instanceof JsonValue.Text text ? text.value() : null;
                }
                JsonValue held = fields.get("attribute");
                Extension.Content content = new Extension.Content.Text("", Extension.Kind.NULL);
                if (held != null) {
                    pointer.push("attribute");
                    if (held instanceof JsonValue.Array || held instanceof JsonValue.Constant) {
                        violate(Rule.VALUE_TYPE, held, "number, string or object");
                    }
                    content = content(held);
                    pointer.pop();
                }
                if (id != null) {
                    all.add(context.extension(id, content));
                }
            }
            pointer.pop();
        }
        return all;
    }

    // Reporting

    List<Violation> violations() {
        return violations;
    }

    void violate(Rule rule, @Nullable JsonValue value, @Nullable String detail) {
        report(rule, shown(value), detail);
    }

    private void violateName(String name) {
        report(Rule.UNKNOWN_FIELD, shorten(name), null);
    }

    private void report(Rule rule, @Nullable String value, @Nullable String detail) {
        if (checking && violations.size() < MOST_VIOLATIONS) {
            violations.add(new Violation(index, pointer.toString(), rule, value, detail));
        }
    }

    private void require(JsonValue.Fields fields, String name) {
        if (checking && fields.get(name) == null) {
            missing(name);
        }
    }

    private void missing(String name) {
        violate(Rule.REQUIRED, null, name);
    }

    private void duplicates(JsonValue.Fields fields) {
        if (checking) {
            String name = fields.duplicate();
            if (name != null) {
                pointer.push(name);
                violate(Rule.DUPLICATE_KEY, null, null);
                pointer.pop();
            }
        }
    }

    private static @Nullable String shown(@Nullable JsonValue value) {
        return switch (value) {
            case null -> null;
            case JsonValue.Text text -> shorten(text.value());
            case JsonValue.Numeral number -> shorten(number.characters());
            case JsonValue.Constant constant ->
                switch (constant) {
                    case TRUE -> "true";
                    case FALSE -> "false";
                    case NULL -> "null";
                };
            case JsonValue.Array array -> "[…]";
            case JsonValue.Fields fields -> "{…}";
        };
    }

    static String shorten(String text) {
        if (text.length() <= 200) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(198)) ? 198 : 199;
        return text.substring(0, end) + "…";
    }
}
