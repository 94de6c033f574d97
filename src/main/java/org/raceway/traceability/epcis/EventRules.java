package org.raceway.traceability.epcis;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.raceway.identifiers.gs1.Gs1Identifiers;
import org.raceway.identifiers.gs1.KeyProblem;

/**
 * The rules that hold for an event in every binding and that no schema of any binding holds completely: the standard
 * vocabularies, the keys' check digits, the order of times, quantities, units, and which fields an event needs together.
 */
final class EventRules {
    /** Where a broken rule goes. */
    @FunctionalInterface
    interface Reporter {
        /**
         * Takes one violation.
         *
         * @param path from the event, in the names of the JSON binding and with positions from 0:
         *     {@code quantityList/0/uom}; empty for the event itself
         */
        void report(Rule rule, String path, @Nullable String value, @Nullable String detail);
    }

    private final Event event;
    private final Reporter reporter;

    private EventRules(Event event, Reporter reporter) {
        this.event = event;
        this.reporter = reporter;
    }

    static void check(Event event, Reporter reporter) {
        new EventRules(event, reporter).checkAll();
    }

    private void checkAll() {
        checkTimes();
        checkTerms();
        checkIdentifiers();
        checkQuantities();
        checkSensors();
        checkWhole();
    }

    private void checkTimes() {
        if (!Timestamps.isOffset(event.eventTimeZoneOffset())) {
            reporter.report(Rule.TIME_ZONE_OFFSET, "eventTimeZoneOffset", event.eventTimeZoneOffset(), null);
        }
        ErrorDeclaration error = event.errorDeclaration();
        if (error != null && error.declarationTime().isBefore(event.eventTime())) {
            reporter.report(
                    Rule.TIME_ORDER,
                    "errorDeclaration/declarationTime",
                    error.declarationTime().toString(),
                    event.eventTime().toString());
        }
    }

    private void checkTerms() {
        term("bizStep", event.bizStep(), Cbv.BUSINESS_STEP);
        term("disposition", event.disposition(), Cbv.DISPOSITION);
        PersistentDisposition persistent = event.persistentDisposition();
        if (persistent != null) {
            if (persistent.set().isEmpty() && persistent.unset().isEmpty()) {
                reporter.report(Rule.EMPTY_PERSISTENT_DISPOSITION, "persistentDisposition", null, null);
            }
            terms("persistentDisposition/set", persistent.set());
            terms("persistentDisposition/unset", persistent.unset());
        }
        references("bizTransactionList", "bizTransaction", event.businessTransactions());
        references("sourceList", "source", event.sources());
        references("destinationList", "destination", event.destinations());
        ErrorDeclaration error = event.errorDeclaration();
        if (error != null) {
            term("errorDeclaration/reason", error.reason(), Cbv.ERROR_REASON);
            uris("errorDeclaration/correctiveEventIDs", error.correctiveEventIds());
        }
    }

    private void terms(String path, List<String> values) {
        for (int i = 0; i < values.size(); i++) {
            term(path + "/" + i, values.get(i), Cbv.DISPOSITION);
        }
    }

    private void references(String path, String name, List<TypedReference> references) {
        Cbv list = name.equals("bizTransaction") ? Cbv.BUSINESS_TRANSACTION_TYPE : Cbv.SOURCE_DESTINATION_TYPE;
        Set<TypedReference> seen = HashSet.newHashSet(references.size());
        for (int i = 0; i < references.size(); i++) {
            TypedReference reference = references.get(i);
            if (reference.type() != null && list.shortName(reference.type()) == null) {
                term(path + "/" + i + "/type", reference.type(), list);
            }
            identifier(path, i, name, reference.id());
            if (!seen.add(reference)) {
                reporter.report(Rule.REPEATED_ITEM, path + "/" + i, reference.id(), null);
            }
        }
    }

    /** A term is one of the list's, or the URI of another vocabulary: the standard's own lists are closed. */
    private void term(String path, @Nullable String term, Cbv list) {
        if (term == null || list.shortName(term) != null) {
            return;
        }
        if (isStandardVocabulary(term)) {
            reporter.report(Rule.UNKNOWN_TERM, path, term, null);
        } else if (!Uris.isAbsolute(term)) {
            reporter.report(Rule.TERM, path, term, null);
        }
    }

    private static boolean isStandardVocabulary(String term) {
        return term.startsWith("urn:epcglobal:cbv:")
                || term.startsWith("cbv:")
                || term.startsWith("gs1:")
                || term.startsWith("https://ref.gs1.org/cbv/")
                || term.startsWith("https://ns.gs1.org/cbv/")
                || term.startsWith("https://gs1.org/voc/")
                || term.startsWith("https://www.gs1.org/voc/");
    }

    private void checkIdentifiers() {
        uri("eventID", event.eventId());
        uri("transformationID", event.transformationId());
        uri("parentID", event.parentId());
        uri("readPoint/id", event.readPoint());
        uri("bizLocation/id", event.businessLocation());
        uris("certificationInfo", event.certificationInfo());
        identifiers(epcsName(), event.epcs());
        identifiers("outputEPCList", event.outputEpcs());
    }

    private String epcsName() {
        return switch (event.type()) {
            case OBJECT, TRANSACTION, EXTENDED -> "epcList";
            case AGGREGATION, ASSOCIATION -> "childEPCs";
            case TRANSFORMATION -> "inputEPCList";
        };
    }

    private String quantitiesName() {
        return switch (event.type()) {
            case OBJECT, TRANSACTION, EXTENDED -> "quantityList";
            case AGGREGATION, ASSOCIATION -> "childQuantityList";
            case TRANSFORMATION -> "inputQuantityList";
        };
    }

    private void identifiers(String path, List<String> identifiers) {
        if (identifiers.isEmpty()) {
            return;
        }
        Set<String> seen = HashSet.newHashSet(identifiers.size());
        for (int i = 0; i < identifiers.size(); i++) {
            String identifier = identifiers.get(i);
            identifier(path, i, null, identifier);
            if (!seen.add(identifier)) {
                reporter.report(Rule.REPEATED_ITEM, path + "/" + i, identifier, null);
            }
        }
    }

    private void uris(String path, List<String> values) {
        for (int i = 0; i < values.size(); i++) {
            identifier(path, i, null, values.get(i));
        }
    }

    private void uri(String path, @Nullable String value) {
        if (value != null) {
            Broken broken = broken(value);
            if (broken != null) {
                reporter.report(broken.rule(), path, value, broken.detail());
            }
        }
    }

    private void identifier(String path, int index, @Nullable String name, String value) {
        Broken broken = broken(value);
        if (broken != null) {
            String item = path + "/" + index;
            reporter.report(broken.rule(), name == null ? item : item + "/" + name, value, broken.detail());
        }
    }

    private record Broken(Rule rule, @Nullable String detail) {}

    private static @Nullable Broken broken(String value) {
        if (!Uris.isAbsolute(value)) {
            return new Broken(Rule.URI_FORMAT, null);
        }
        KeyProblem problem = Gs1Identifiers.problem(value);
        if (problem == null) {
            return null;
        }
        String detail = problem.code().code() + ": " + problem.part()
                + (problem.expected() == null ? "" : " -> " + problem.expected());
        return new Broken(problem.code() == KeyProblem.Code.CHECK_DIGIT ? Rule.CHECK_DIGIT : Rule.KEY_FORMAT, detail);
    }

    private void checkQuantities() {
        quantities(quantitiesName(), event.quantities());
        quantities("outputQuantityList", event.outputQuantities());
    }

    private void quantities(String path, List<Quantity> quantities) {
        for (int i = 0; i < quantities.size(); i++) {
            Quantity quantity = quantities.get(i);
            identifier(path, i, "epcClass", quantity.epcClass());
            BigDecimal amount = quantity.quantity();
            if (amount != null && amount.signum() <= 0) {
                reporter.report(Rule.QUANTITY, path + "/" + i + "/quantity", amount.toString(), null);
            } else if (amount != null && quantity.unit() == null && !isWhole(amount)) {
                reporter.report(Rule.FRACTION_OF_COUNT, path + "/" + i + "/quantity", amount.toString(), null);
            }
            unit(path + "/", i, quantity.unit());
        }
    }

    private static boolean isWhole(BigDecimal amount) {
        return amount.scale() <= 0 || amount.stripTrailingZeros().scale() <= 0;
    }

    private void unit(String path, int index, @Nullable String unit) {
        if (unit == null || Units.isKnown(unit)) {
            return;
        }
        reporter.report(Units.isCode(unit) ? Rule.UNKNOWN_UNIT : Rule.UNIT_FORMAT, path + index + "/uom", unit, null);
    }

    private void checkSensors() {
        List<SensorElement> elements = event.sensorElements();
        for (int i = 0; i < elements.size(); i++) {
            String path = "sensorElementList/" + i + "/";
            SensorMetadata metadata = elements.get(i).metadata();
            if (metadata != null) {
                checkMetadata(path + "sensorMetadata/", metadata);
            }
            List<SensorReport> reports = elements.get(i).reports();
            for (int j = 0; j < reports.size(); j++) {
                checkReport(path + "sensorReport/", j, reports.get(j));
            }
        }
    }

    private void checkMetadata(String path, SensorMetadata metadata) {
        OffsetDateTime start = metadata.startTime();
        OffsetDateTime end = metadata.endTime();
        if (start != null && end != null && end.isBefore(start)) {
            reporter.report(Rule.TIME_ORDER, path + "endTime", end.toString(), start.toString());
        }
        uri(path + "deviceID", metadata.deviceId());
        uri(path + "deviceMetadata", metadata.deviceMetadata());
        uri(path + "rawData", metadata.rawData());
        uri(path + "dataProcessingMethod", metadata.dataProcessingMethod());
        uri(path + "bizRules", metadata.businessRules());
    }

    private void checkReport(String parent, int index, SensorReport report) {
        unit(parent, index, report.unit());
        String path = parent + index + "/";
        term(path + "type", report.type(), Cbv.MEASUREMENT_TYPE);
        term(path + "exception", report.exception(), Cbv.SENSOR_ALERT_TYPE);
        term(path + "component", report.component(), Cbv.COMPONENT);
        uri(path + "deviceID", report.deviceId());
        uri(path + "deviceMetadata", report.deviceMetadata());
        uri(path + "rawData", report.rawData());
        uri(path + "dataProcessingMethod", report.dataProcessingMethod());
        uri(path + "bizRules", report.businessRules());
        uri(path + "microorganism", report.microorganism());
        uri(path + "chemicalSubstance", report.chemicalSubstance());
        uri(path + "coordinateReferenceSystem", report.coordinateReferenceSystem());
        uri(path + "uriValue", report.uriValue());
        BigDecimal least = report.minValue();
        BigDecimal most = report.maxValue();
        if (least != null && most != null && most.compareTo(least) < 0) {
            reporter.report(Rule.SENSOR_RANGE, path + "maxValue", most.toString(), least.toString());
        }
        BigDecimal rank = report.percentileRank();
        if (rank != null && (rank.signum() < 0 || rank.compareTo(HUNDRED) > 0)) {
            reporter.report(Rule.SENSOR_RANGE, path + "percRank", rank.toString(), "0 - 100");
        }
        BigDecimal deviation = report.standardDeviation();
        if (deviation != null && deviation.signum() < 0) {
            reporter.report(Rule.SENSOR_RANGE, path + "sDev", deviation.toString(), "0 -");
        }
    }

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private void checkWhole() {
        boolean objects = !event.epcs().isEmpty() || !event.quantities().isEmpty();
        boolean delete = event.action() == Action.DELETE;
        switch (event.type()) {
            case OBJECT -> {
                boolean sensed = !event.sensorElements().isEmpty() && event.readPoint() != null;
                if (!objects && !sensed) {
                    reporter.report(
                            Rule.NO_OBJECTS, "", null, "epcList, quantityList, or sensorElementList with readPoint");
                }
                Action action = event.action();
                if (!event.ilmd().isEmpty() && action != null && action != Action.ADD) {
                    reporter.report(Rule.ILMD_ACTION, "ilmd", null, action.name());
                }
            }
            case AGGREGATION, ASSOCIATION -> {
                if (!objects && !delete) {
                    reporter.report(Rule.NO_OBJECTS, "", null, "childEPCs, childQuantityList, or action DELETE");
                }
                if (event.parentId() == null && event.action() != Action.OBSERVE) {
                    reporter.report(Rule.PARENT, "", null, "parentID");
                }
            }
            case TRANSACTION -> {
                if (!objects && !delete) {
                    reporter.report(Rule.NO_OBJECTS, "", null, "epcList, quantityList, or action DELETE");
                }
            }
            case TRANSFORMATION -> {
                boolean output = !event.outputEpcs().isEmpty()
                        || !event.outputQuantities().isEmpty();
                if (!(objects && output) && !(event.transformationId() != null && (objects || output))) {
                    reporter.report(Rule.NO_INPUT_OR_OUTPUT, "", null, null);
                }
            }
            case EXTENDED -> {
                // what such an event needs is for its own vocabulary to say
            }
        }
    }
}
