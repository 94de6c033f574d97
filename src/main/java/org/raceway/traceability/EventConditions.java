package org.raceway.traceability;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.raceway.identifiers.gs1.Gs1Identifiers;
import org.raceway.traceability.epcis.Cbv;
import org.raceway.traceability.epcis.ErrorDeclaration;
import org.raceway.traceability.epcis.Event;
import org.raceway.traceability.epcis.EventType;
import org.raceway.traceability.epcis.Extension;
import org.raceway.traceability.epcis.Extension.Content;
import org.raceway.traceability.epcis.Quantity;
import org.raceway.traceability.epcis.SensorElement;
import org.raceway.traceability.epcis.SensorMetadata;
import org.raceway.traceability.epcis.SensorReport;
import org.raceway.traceability.epcis.TypedReference;

/** Conditions on events themselves, for what the ledger has neither column nor key. */
final class EventConditions {
    /** What a sensor report measures, by the name of its attribute. */
    static final Map<String, Function<SensorReport, @Nullable BigDecimal>> MEASURED = Map.of(
            "value", SensorReport::value,
            "minValue", SensorReport::minValue,
            "maxValue", SensorReport::maxValue,
            "meanValue", SensorReport::meanValue,
            "sDev", SensorReport::standardDeviation,
            "percRank", SensorReport::percentileRank,
            "percValue", SensorReport::percentileValue);

    private EventConditions() {}

    // Objects

    /** The instances in {@code epcList} or {@code childEPCs}. */
    static Stream<String> instances(Event event) {
        return transforms(event) ? Stream.empty() : event.epcs().stream();
    }

    static Stream<String> inputs(Event event) {
        return transforms(event) ? event.epcs().stream() : Stream.empty();
    }

    static Stream<String> outputs(Event event) {
        return event.outputEpcs().stream();
    }

    static Stream<String> parent(Event event) {
        return Stream.ofNullable(event.parentId());
    }

    static Stream<String> anyInstances(Event event) {
        return Stream.of(parent(event), event.epcs().stream(), outputs(event)).flatMap(Function.identity());
    }

    /** The classes in {@code quantityList} or {@code childQuantityList}. */
    static Stream<String> classes(Event event) {
        return transforms(event) ? Stream.empty() : classes(event.quantities());
    }

    static Stream<String> inputClasses(Event event) {
        return transforms(event) ? classes(event.quantities()) : Stream.empty();
    }

    static Stream<String> outputClasses(Event event) {
        return classes(event.outputQuantities());
    }

    static Stream<String> anyClasses(Event event) {
        return Stream.concat(classes(event.quantities()), outputClasses(event));
    }

    private static Stream<String> classes(List<Quantity> quantities) {
        return quantities.stream().map(Quantity::epcClass);
    }

    private static boolean transforms(Event event) {
        return event.type() == EventType.TRANSFORMATION;
    }

    /** One of the identifiers is one of these or matches one of the patterns. */
    static Predicate<Event> named(
            Function<Event, Stream<String>> identifiers, Set<String> canonical, Predicate<String> pattern) {
        return event -> identifiers
                .apply(event)
                .anyMatch(id -> canonical.contains(Gs1Identifiers.canonical(id)) || pattern.test(id));
    }

    static Predicate<Event> quantity(Comparison comparison, @Nullable String unit, List<BigDecimal> wanted) {
        return event -> Stream.concat(event.quantities().stream(), event.outputQuantities().stream())
                .anyMatch(quantity -> (unit == null || unit.equals(quantity.unit()))
                        && holds(comparison, quantity.quantity(), wanted));
    }

    private static boolean holds(Comparison comparison, @Nullable BigDecimal held, List<BigDecimal> wanted) {
        return held != null && wanted.stream().anyMatch(value -> comparison.holds(held, value));
    }

    // Context

    static Predicate<Event> reference(
            Function<Event, List<TypedReference>> references, Cbv types, String type, Set<String> canonical) {
        String wanted = term(types, type);
        return event -> references.apply(event).stream()
                .anyMatch(reference -> reference.type() != null
                        && term(types, reference.type()).equals(wanted)
                        && canonical.contains(Gs1Identifiers.canonical(reference.id())));
    }

    /** A term's short name, or the term of another vocabulary as it is. */
    static String term(Cbv vocabulary, String term) {
        String known = vocabulary.shortName(term);
        return known == null ? term : known;
    }

    static Predicate<Event> error(Predicate<ErrorDeclaration> condition) {
        return event -> {
            ErrorDeclaration error = event.errorDeclaration();
            return error != null && condition.test(error);
        };
    }

    // Sensors

    static Predicate<Event> sensor(Predicate<SensorElement> condition) {
        return event -> event.sensorElements().stream().anyMatch(condition);
    }

    static Predicate<Event> report(Predicate<SensorReport> condition) {
        return sensor(element -> element.reports().stream().anyMatch(condition));
    }

    /** An attribute that the metadata and every report may have. */
    static Predicate<Event> attribute(
            Function<SensorMetadata, @Nullable String> ofMetadata,
            Function<SensorReport, @Nullable String> ofReport,
            Set<String> canonical) {
        return sensor(element -> {
            SensorMetadata metadata = element.metadata();
            return (metadata != null && isOne(ofMetadata.apply(metadata), canonical))
                    || element.reports().stream().anyMatch(report -> isOne(ofReport.apply(report), canonical));
        });
    }

    static boolean isOne(@Nullable String id, Set<String> canonical) {
        return id != null && canonical.contains(Gs1Identifiers.canonical(id));
    }

    static Predicate<Event> measured(
            String attribute, Comparison comparison, @Nullable String unit, List<BigDecimal> wanted) {
        Function<SensorReport, @Nullable BigDecimal> value = MEASURED.get(attribute);
        if (value == null) {
            throw new IllegalArgumentException("not measured: " + attribute);
        }
        return report(report ->
                (unit == null || unit.equals(report.unit())) && holds(comparison, value.apply(report), wanted));
    }

    static Predicate<Event> sensedAt(
            Comparison comparison, Function<SensorMetadata, @Nullable OffsetDateTime> time, Instant wanted) {
        return sensor(element -> {
            SensorMetadata metadata = element.metadata();
            return metadata != null && at(comparison, time.apply(metadata), wanted);
        });
    }

    static boolean at(Comparison comparison, @Nullable OffsetDateTime held, Instant wanted) {
        return held != null && comparison.holds(held.toInstant(), wanted);
    }

    // Fields of other vocabularies

    /** Where in an event a field of another vocabulary stands. */
    enum Place {
        ERROR_DECLARATION("ERROR_DECLARATION_"),
        SENSOR_METADATA("SENSORMETADATA_"),
        SENSOR_ELEMENT("SENSORELEMENT_"),
        SENSOR_REPORT("SENSORREPORT_"),
        ILMD("ILMD_"),
        READ_POINT("readPoint_"),
        BUSINESS_LOCATION("bizLocation_"),
        EVENT("");

        private final String start;

        Place(String start) {
            this.start = start;
        }

        /** How the rest of a query parameter's name begins that means this place. */
        String start() {
            return start;
        }

        private Stream<Extension> fields(Event event) {
            return switch (this) {
                case EVENT -> event.extensions().stream();
                case ILMD -> event.ilmd().stream();
                case READ_POINT -> event.readPointExtensions().stream();
                case BUSINESS_LOCATION -> event.businessLocationExtensions().stream();
                case ERROR_DECLARATION -> {
                    ErrorDeclaration error = event.errorDeclaration();
                    yield error == null ? Stream.empty() : error.extensions().stream();
                }
                case SENSOR_ELEMENT ->
                    event.sensorElements().stream().flatMap(element -> element.extensions().stream());
                case SENSOR_METADATA ->
                    event.sensorElements().stream()
                            .flatMap(element -> Stream.ofNullable(element.metadata()))
                            .flatMap(metadata -> metadata.extensions().stream());
                case SENSOR_REPORT ->
                    event.sensorElements().stream()
                            .flatMap(element -> element.reports().stream())
                            .flatMap(report -> report.extensions().stream());
            };
        }
    }

    /**
     * A field of this name holds this.
     *
     * @param inner whether it stands inside of another field, at any depth
     */
    static Predicate<Event> field(Place place, boolean inner, FieldName name, Predicate<Content> condition) {
        return event -> {
            Stream<Extension> fields = place.fields(event);
            return (inner ? fields.flatMap(field -> within(field.content())) : fields)
                    .anyMatch(field -> name.names(field) && condition.test(field.content()));
        };
    }

    /** The fields inside of a field, at any depth. */
    private static Stream<Extension> within(Content content) {
        return switch (content) {
            case Content.Text text -> Stream.empty();
            case Content.Sequence sequence -> sequence.items().stream().flatMap(EventConditions::within);
            case Content.Fields fields ->
                fields.fields().stream().flatMap(field -> Stream.concat(Stream.of(field), within(field.content())));
        };
    }

    /** A scalar, or one of a list's, equals one of these: as text, as a number, as a time or as an identifier. */
    static Predicate<Content> equalsOne(Collection<String> wanted) {
        return content -> scalars(content).anyMatch(held -> wanted.stream().anyMatch(one -> alike(held, one)));
    }

    /** A scalar, or one of a list's, is a number that compares like this. */
    static Predicate<Content> compares(Comparison comparison, BigDecimal wanted) {
        return content -> scalars(content).anyMatch(text -> {
            BigDecimal held = number(text);
            return held != null && comparison.holds(held, wanted);
        });
    }

    /** A scalar, or one of a list's, is a time that compares like this. */
    static Predicate<Content> compares(Comparison comparison, Instant wanted) {
        return content -> scalars(content).anyMatch(text -> {
            Instant held = time(text);
            return held != null && comparison.holds(held, wanted);
        });
    }

    private static Stream<String> scalars(Content content) {
        return switch (content) {
            case Content.Text text -> Stream.of(text.value());
            case Content.Sequence sequence -> sequence.items().stream().flatMap(EventConditions::scalars);
            case Content.Fields fields -> Stream.ofNullable(fields.text());
        };
    }

    private static boolean alike(String held, String wanted) {
        if (held.equals(wanted) || Gs1Identifiers.canonical(held).equals(Gs1Identifiers.canonical(wanted))) {
            return true;
        }
        BigDecimal number = number(wanted);
        if (number != null) {
            BigDecimal other = number(held);
            return other != null && other.compareTo(number) == 0;
        }
        Instant time = time(wanted);
        return time != null && time.equals(time(held));
    }

    /** The number that a text holds; nothing where it holds none. */
    static @Nullable BigDecimal number(String text) {
        if (text.length() > 50) {
            return null;
        }
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** The moment that a text holds; nothing where it holds none. */
    static @Nullable Instant time(String text) {
        if (text.length() < 17 || text.indexOf('T') != 10) {
            return null;
        }
        try {
            // A plus sign that nobody escaped arrives as a space.
            return OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
