package org.raceway.traceability.epcis;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.raceway.identifiers.gs1.Gs1Identifiers;

/** Writes one event as the string that its hash is made of. */
final class Prehash {
    private static final String COMMENT = "http://www.w3.org/2000/01/rdf-schema#comment";

    private final StringBuilder out = new StringBuilder(1024);
    private final Set<String> ignoredFields;

    Prehash(Set<String> ignoredFields) {
        this.ignoredFields = ignoredFields;
    }

    String of(Event event) {
        EventType type = event.type();
        String extendedType = event.extendedType();
        out.append("eventType=").append(extendedType != null ? extendedType : type.standardName());
        time("eventTime", event.eventTime());
        text("eventTimeZoneOffset", event.eventTimeZoneOffset());
        sorted("certificationInfo", event.certificationInfo());
        switch (type) {
            case AGGREGATION, ASSOCIATION -> {
                text("parentID", event.parentId());
                identifiers("childEPCs", event.epcs());
                quantities("childQuantityList", event.quantities());
            }
            case TRANSFORMATION -> {
                identifiers("inputEPCList", event.epcs());
                quantities("inputQuantityList", event.quantities());
                identifiers("outputEPCList", event.outputEpcs());
                quantities("outputQuantityList", event.outputQuantities());
            }
            case OBJECT, TRANSACTION, EXTENDED -> {
                identifiers("epcList", event.epcs());
                text("parentID", event.parentId());
                quantities("quantityList", event.quantities());
            }
        }
        Action action = event.action();
        if (action != null) {
            out.append("action=").append(action.name());
        }
        text("transformationID", event.transformationId());
        term("bizStep", Cbv.BUSINESS_STEP, event.bizStep());
        term("disposition", Cbv.DISPOSITION, event.disposition());
        persistentDisposition(event.persistentDisposition());
        place("readPoint", event.readPoint(), event.readPointExtensions());
        place("bizLocation", event.businessLocation(), event.businessLocationExtensions());
        sensorElements(event.sensorElements());
        rest(event);
        return out.toString();
    }

    private void persistentDisposition(@Nullable PersistentDisposition persistent) {
        if (persistent == null
                || (persistent.set().isEmpty() && persistent.unset().isEmpty())) {
            return;
        }
        out.append("persistentDisposition");
        sorted("set", uris(Cbv.DISPOSITION, persistent.set()));
        sorted("unset", uris(Cbv.DISPOSITION, persistent.unset()));
    }

    private static List<String> uris(Cbv vocabulary, List<String> terms) {
        List<String> uris = new ArrayList<>(terms.size());
        for (String term : terms) {
            uris.add(vocabulary.uri(term));
        }
        return uris;
    }

    private void place(String name, @Nullable String id, List<Extension> extensions) {
        if (id == null) {
            return;
        }
        out.append(name);
        text("id", id);
        extensions(extensions);
    }

    private void identifiers(String name, List<String> epcs) {
        if (!epcs.isEmpty()) {
            out.append(name);
            sorted("epc", epcs);
        }
    }

    private void sorted(String name, List<String> values) {
        int size = values.size();
        if (size == 0) {
            return;
        }
        if (size == 1) {
            text(name, values.getFirst());
            return;
        }
        String[] canonical = new String[size];
        for (int i = 0; i < size; i++) {
            canonical[i] = canonical(values.get(i));
        }
        sort(canonical);
        for (String value : canonical) {
            if (!value.isEmpty()) {
                out.append(name).append('=').append(value);
            }
        }
    }

    private void quantities(String name, List<Quantity> quantities) {
        if (quantities.isEmpty()) {
            return;
        }
        out.append(name);
        if (quantities.size() == 1) {
            quantity(quantities.getFirst());
            return;
        }
        String[] parts = new String[quantities.size()];
        for (int i = 0; i < parts.length; i++) {
            int start = out.length();
            quantity(quantities.get(i));
            parts[i] = taken(start);
        }
        sortedParts(parts);
    }

    private void quantity(Quantity quantity) {
        out.append("quantityElement");
        text("epcClass", quantity.epcClass());
        number("quantity", quantity.quantity());
        text("uom", quantity.unit());
    }

    private void sensorElements(List<SensorElement> elements) {
        if (elements.isEmpty()) {
            return;
        }
        String[] parts = new String[elements.size()];
        for (int i = 0; i < parts.length; i++) {
            int start = out.length();
            sensorElement(elements.get(i));
            parts[i] = taken(start);
        }
        out.append("sensorElementList");
        sortedParts(parts);
    }

    private void sensorElement(SensorElement element) {
        out.append("sensorElement");
        SensorMetadata metadata = element.metadata();
        if (metadata != null) {
            metadata(metadata);
        }
        List<SensorReport> reports = element.reports();
        String[] parts = new String[reports.size()];
        for (int i = 0; i < parts.length; i++) {
            int start = out.length();
            report(reports.get(i));
            parts[i] = taken(start);
        }
        sortedParts(parts);
        extensions(element.extensions());
    }

    private void metadata(SensorMetadata metadata) {
        int start = out.length();
        out.append("sensorMetadata");
        int empty = out.length();
        time("time", metadata.time());
        time("startTime", metadata.startTime());
        time("endTime", metadata.endTime());
        text("deviceID", metadata.deviceId());
        text("deviceMetadata", metadata.deviceMetadata());
        text("rawData", metadata.rawData());
        text("dataProcessingMethod", metadata.dataProcessingMethod());
        text("bizRules", metadata.businessRules());
        extensions(metadata.extensions());
        if (out.length() == empty) {
            out.setLength(start);
        }
    }

    private void report(SensorReport report) {
        int start = out.length();
        out.append("sensorReport");
        int empty = out.length();
        term("type", Cbv.MEASUREMENT_TYPE, report.type());
        term("exception", Cbv.SENSOR_ALERT_TYPE, report.exception());
        text("deviceID", report.deviceId());
        text("deviceMetadata", report.deviceMetadata());
        text("rawData", report.rawData());
        text("dataProcessingMethod", report.dataProcessingMethod());
        time("time", report.time());
        text("microorganism", report.microorganism());
        text("chemicalSubstance", report.chemicalSubstance());
        number("value", report.value());
        term("component", Cbv.COMPONENT, report.component());
        text("stringValue", report.stringValue());
        Boolean flag = report.booleanValue();
        if (flag != null) {
            out.append("booleanValue=").append(flag.booleanValue());
        }
        text("hexBinaryValue", report.hexBinaryValue());
        text("uriValue", report.uriValue());
        number("minValue", report.minValue());
        number("maxValue", report.maxValue());
        number("meanValue", report.meanValue());
        number("sDev", report.standardDeviation());
        number("percRank", report.percentileRank());
        number("percValue", report.percentileValue());
        text("uom", report.unit());
        text("coordinateReferenceSystem", report.coordinateReferenceSystem());
        extensions(report.extensions());
        if (out.length() == empty) {
            out.setLength(start);
        }
    }

    /** What the reference implementation has no order for: it all stands at the end, by name. */
    private void rest(Event event) {
        List<String> parts = new ArrayList<>();
        references(
                "bizTransactionList",
                "bizTransaction",
                Cbv.BUSINESS_TRANSACTION_TYPE,
                event.businessTransactions(),
                parts);
        references("destinationList", "destination", Cbv.SOURCE_DESTINATION_TYPE, event.destinations(), parts);
        references("sourceList", "source", Cbv.SOURCE_DESTINATION_TYPE, event.sources(), parts);
        if (!event.ilmd().isEmpty()) {
            int start = out.length();
            out.append("ilmd");
            extensions(event.ilmd());
            parts.add(taken(start));
        }
        businessRules(event.sensorElements(), parts);
        collect(event.extensions(), parts);
        sortedParts(parts.toArray(new String[0]));
    }

    private void references(String list, String name, Cbv types, List<TypedReference> references, List<String> parts) {
        if (references.isEmpty()) {
            return;
        }
        String[] items = new String[references.size()];
        int start = out.length();
        for (int i = 0; i < items.length; i++) {
            TypedReference reference = references.get(i);
            term("type", types, reference.type());
            text(name, reference.id());
            items[i] = taken(start);
        }
        out.append(list);
        sortedParts(items);
        parts.add(taken(start));
    }

    /** The business rules of single reports, which the order of a report's fields forgets. */
    private void businessRules(List<SensorElement> elements, List<String> parts) {
        List<String> found = new ArrayList<>(0);
        int start = out.length();
        for (SensorElement element : elements) {
            List<String> reports = new ArrayList<>(0);
            for (SensorReport report : element.reports()) {
                if (report.businessRules() != null) {
                    out.append("sensorReport");
                    text("bizRules", report.businessRules());
                    reports.add(taken(start));
                }
            }
            if (!reports.isEmpty()) {
                out.append("sensorElement");
                sortedParts(reports.toArray(new String[0]));
                found.add(taken(start));
            }
        }
        if (!found.isEmpty()) {
            out.append("sensorElementList");
            sortedParts(found.toArray(new String[0]));
            parts.add(taken(start));
        }
    }

    private void extensions(List<Extension> extensions) {
        if (extensions.isEmpty()) {
            return;
        }
        List<String> parts = new ArrayList<>(extensions.size());
        collect(extensions, parts);
        sortedParts(parts.toArray(new String[0]));
    }

    private void collect(List<Extension> extensions, List<String> parts) {
        for (Extension extension : extensions) {
            if (extension.localName().equals("comment")
                    && (extension.namespace().isEmpty() || extension.uri().equals(COMMENT))) {
                continue;
            }
            if (!ignoredFields.isEmpty() && ignoredFields.contains(extension.uri())) {
                continue;
            }
            String namespace = extension.namespace();
            String name = namespace.isEmpty() ? extension.localName() : "{" + namespace + "}" + extension.localName();
            if (extension.content() instanceof Extension.Content.Sequence sequence) {
                for (Extension.Content item : sequence.items()) {
                    parts.add(extension(name, item));
                }
            } else {
                parts.add(extension(name, extension.content()));
            }
        }
    }

    private String extension(String name, Extension.Content content) {
        int start = out.length();
        out.append(name);
        switch (content) {
            case Extension.Content.Text text -> {
                if (text.kind() != Extension.Kind.NULL) {
                    value(text.value());
                }
            }
            case Extension.Content.Fields fields -> {
                String text = fields.text();
                if (text != null) {
                    value(text);
                }
                extensions(fields.fields());
            }
            case Extension.Content.Sequence sequence -> {
                String[] parts = new String[sequence.items().size()];
                for (int i = 0; i < parts.length; i++) {
                    parts[i] = extension("", sequence.items().get(i));
                }
                sortedParts(parts);
            }
        }
        return taken(start);
    }

    private void value(String text) {
        String canonical = canonical(text);
        if (!canonical.isEmpty()) {
            out.append('=').append(canonical);
        }
    }

    private void text(String name, @Nullable String text) {
        if (text != null) {
            String canonical = canonical(text);
            if (!canonical.isEmpty()) {
                out.append(name).append('=').append(canonical);
            }
        }
    }

    private void term(String name, Cbv vocabulary, @Nullable String term) {
        if (term != null) {
            text(name, vocabulary.uri(term));
        }
    }

    private void number(String name, @Nullable BigDecimal number) {
        if (number != null) {
            out.append(name).append('=').append(Numbers.shortest(number));
        }
    }

    private void time(String name, @Nullable OffsetDateTime time) {
        if (time == null) {
            return;
        }
        out.append(name).append('=');
        // Half to even, of whole microseconds, as the reference implementation rounds.
        int micros = time.getNano() / 1000;
        int millis = micros / 1000;
        int rest = micros % 1000;
        if (rest > 500 || (rest == 500 && (millis & 1) == 1)) {
            millis++;
        }
        long seconds = time.toEpochSecond();
        if (millis == 1000) {
            millis = 0;
            seconds++;
        }
        LocalDateTime utc = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
        digits(utc.getYear(), 4);
        out.append('-');
        digits(utc.getMonthValue(), 2);
        out.append('-');
        digits(utc.getDayOfMonth(), 2);
        out.append('T');
        digits(utc.getHour(), 2);
        out.append(':');
        digits(utc.getMinute(), 2);
        out.append(':');
        digits(utc.getSecond(), 2);
        out.append('.');
        digits(millis, 3);
        out.append('Z');
    }

    private void digits(int value, int count) {
        int limit = 1;
        for (int i = 1; i < count; i++) {
            limit *= 10;
        }
        for (; limit > 1 && value < limit; limit /= 10) {
            out.append('0');
        }
        out.append(value);
    }

    private static String canonical(String sent) {
        String text = sent.strip();
        if (text.isEmpty()) {
            return text;
        }
        char first = text.charAt(0);
        if (first == 'u' || first == 'U' || first == 'h' || first == 'H') {
            String found = Gs1Identifiers.canonical(text);
            return found.startsWith("urn:epcglobal:cbv:") ? Cbv.webForm(found) : found;
        }
        return first <= '9' ? Numbers.shortest(text) : text;
    }

    private String taken(int start) {
        String part = out.substring(start);
        out.setLength(start);
        return part;
    }

    private void sortedParts(String[] parts) {
        if (parts.length > 1) {
            sort(parts);
        }
        for (String part : parts) {
            out.append(part);
        }
    }

    /** By code point, which is also the order of the UTF-8 bytes. */
    private static void sort(String[] texts) {
        for (String text : texts) {
            for (int i = 0; i < text.length(); i++) {
                if (text.charAt(i) >= Character.MIN_SURROGATE) {
                    Arrays.sort(texts, Prehash::byCodePoint);
                    return;
                }
            }
        }
        Arrays.sort(texts);
    }

    private static int byCodePoint(String left, String right) {
        int length = Math.min(left.length(), right.length());
        for (int i = 0; i < length; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                boolean surrogate = Character.isSurrogate(a);
                return surrogate == Character.isSurrogate(b) ? Character.compare(a, b) : surrogate ? 1 : -1;
            }
        }
        return Integer.compare(left.length(), right.length());
    }
}
