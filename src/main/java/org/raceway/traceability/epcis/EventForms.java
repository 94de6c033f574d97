package org.raceway.traceability.epcis;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.raceway.identifiers.gs1.GcpLengths;
import org.raceway.identifiers.gs1.Gs1Identifiers;

/**
 * The same event with its identifiers in the other form (EPCIS 2.0 clause 12, {@code GS1-EPC-Format}). An identifier
 * that has no other form stays, and so does what extensions hold.
 */
public final class EventForms {
    private EventForms() {}

    /** EPC URNs become canonical Digital Links; Digital Links keep their domain. */
    public static Event toDigitalLink(Event event) {
        return translated(event, id -> id.regionMatches(true, 0, "urn:", 0, 4) ? Gs1Identifiers.canonical(id) : id);
    }

    /** Digital Links become EPC URNs where the length of the company prefix is known. */
    public static Event toUrn(Event event, GcpLengths lengths) {
        return translated(event, id -> Gs1Identifiers.urn(id, lengths));
    }

    private static Event translated(Event event, UnaryOperator<String> form) {
        return new Event(
                event.type(),
                event.extendedType(),
                event.eventId(),
                event.eventTime(),
                event.recordTime(),
                event.eventTimeZoneOffset(),
                event.action(),
                one(event.parentId(), form),
                all(event.epcs(), form),
                quantities(event.quantities(), form),
                all(event.outputEpcs(), form),
                quantities(event.outputQuantities(), form),
                one(event.transformationId(), form),
                event.bizStep(),
                event.disposition(),
                event.persistentDisposition(),
                one(event.readPoint(), form),
                one(event.businessLocation(), form),
                references(event.businessTransactions(), form),
                references(event.sources(), form),
                references(event.destinations(), form),
                sensorElements(event.sensorElements(), form),
                event.ilmd(),
                all(event.certificationInfo(), form),
                event.errorDeclaration(),
                event.extensions(),
                event.readPointExtensions(),
                event.businessLocationExtensions());
    }

    private static @Nullable String one(@Nullable String id, UnaryOperator<String> form) {
        return id == null ? null : form.apply(id);
    }

    private static List<String> all(List<String> ids, UnaryOperator<String> form) {
        if (ids.isEmpty()) {
            return ids;
        }
        List<String> translated = new ArrayList<>(ids.size());
        for (String id : ids) {
            translated.add(form.apply(id));
        }
        return translated;
    }

    private static List<Quantity> quantities(List<Quantity> quantities, UnaryOperator<String> form) {
        if (quantities.isEmpty()) {
            return quantities;
        }
        List<Quantity> translated = new ArrayList<>(quantities.size());
        for (Quantity quantity : quantities) {
            translated.add(new Quantity(form.apply(quantity.epcClass()), quantity.quantity(), quantity.unit()));
        }
        return translated;
    }

    private static List<TypedReference> references(List<TypedReference> references, UnaryOperator<String> form) {
        if (references.isEmpty()) {
            return references;
        }
        List<TypedReference> translated = new ArrayList<>(references.size());
        for (TypedReference reference : references) {
            translated.add(new TypedReference(reference.type(), form.apply(reference.id())));
        }
        return translated;
    }

    private static List<SensorElement> sensorElements(List<SensorElement> elements, UnaryOperator<String> form) {
        if (elements.isEmpty()) {
            return elements;
        }
        List<SensorElement> translated = new ArrayList<>(elements.size());
        for (SensorElement element : elements) {
            SensorMetadata metadata = element.metadata();
            List<SensorReport> reports = new ArrayList<>(element.reports().size());
            for (SensorReport report : element.reports()) {
                reports.add(report(report, form));
            }
            translated.add(new SensorElement(
                    metadata == null ? null : metadata(metadata, form), reports, element.extensions()));
        }
        return translated;
    }

    private static SensorMetadata metadata(SensorMetadata metadata, UnaryOperator<String> form) {
        return new SensorMetadata(
                metadata.time(),
                metadata.startTime(),
                metadata.endTime(),
                one(metadata.deviceId(), form),
                one(metadata.deviceMetadata(), form),
                one(metadata.rawData(), form),
                one(metadata.dataProcessingMethod(), form),
                one(metadata.businessRules(), form),
                metadata.extensions());
    }

    private static SensorReport report(SensorReport report, UnaryOperator<String> form) {
        return new SensorReport(
                report.type(),
                report.exception(),
                one(report.deviceId(), form),
                one(report.deviceMetadata(), form),
                one(report.rawData(), form),
                one(report.dataProcessingMethod(), form),
                one(report.businessRules(), form),
                report.time(),
                report.microorganism(),
                report.chemicalSubstance(),
                report.coordinateReferenceSystem(),
                report.value(),
                report.component(),
                report.stringValue(),
                report.booleanValue(),
                report.hexBinaryValue(),
                report.uriValue(),
                report.minValue(),
                report.maxValue(),
                report.meanValue(),
                report.standardDeviation(),
                report.percentileRank(),
                report.percentileValue(),
                report.unit(),
                report.extensions());
    }
}
