package org.raceway.cards;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.enterprises.Enterprise;
import org.raceway.enterprises.Enterprises;
import org.raceway.identifiers.gs1.Gs1Identifiers;
import org.raceway.platform.ProblemException;
import org.raceway.traceability.Capture;
import org.raceway.traceability.CaptureBehaviour;
import org.raceway.traceability.CaptureJob;
import org.raceway.traceability.Maker;
import org.raceway.traceability.epcis.Rule;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells the ledger what was recorded, through the same door as everybody. The step that makes the lot is a transformation of what went
 * in, or an addition where nothing did; each later step is an observation of the lot. An event's ID follows from the entry's, so telling
 * the same twice stores it once.
 */
@Component
class CardEvents {
    private static final String SOURCE = "route-card";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx").withZone(ZoneOffset.ofHours(8));

    private final Capture capture;
    private final Enterprises enterprises;
    private final JsonMapper json;

    CardEvents(Capture capture, Enterprises enterprises, JsonMapper json) {
        this.capture = capture;
        this.enterprises = enterprises;
        this.json = json;
    }

    /** What was done. {@code photo} is its SHA-256 in hexadecimal digits. */
    record Done(
            Step step,
            BigDecimal quantity,
            String machine,
            String reason,
            Instant at,
            @Nullable String photo) {}

    /** The ID of an entry's event. */
    static String id(Card card, UUID entry) {
        return id(card.enterprise() + " " + entry);
    }

    private static String id(String of) {
        return "urn:uuid:" + UUID.nameUUIDFromBytes(of.getBytes(StandardCharsets.UTF_8));
    }

    /** Tells the ledger, and waits until it has it. */
    void tell(Card card, UUID entry, Done done, Maker maker) {
        ObjectNode document = json.createObjectNode();
        document.putArray("@context")
                .add("https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld")
                .addObject()
                .put("raceway", "https://w3id.org/raceway/vocabulary#");
        document.put("type", "EPCISDocument").put("schemaVersion", "2.0");
        document.put("creationDate", TIME.format(done.at()));
        if (card.entries() == 0) {
            introduce(document, card.product());
        }
        ArrayNode events = document.putObject("epcisBody").putArray("eventList");
        Enterprise enterprise = enterprises.byId(card.enterprise()).orElseThrow();
        Step first = card.route().getFirst();
        if (done.step() == first) {
            making(events.addObject(), card, done, first, id(card, entry), enterprise);
        } else {
            if (card.entries() == 0) {
                // The first step was not recorded: the lot still came from somewhere.
                making(
                        events.addObject(),
                        card,
                        done,
                        first,
                        id(card.enterprise() + " " + entry + " making"),
                        enterprise);
            }
            later(events.addObject(), card, done, id(card, entry), enterprise);
        }
        send(card.enterprise(), maker, document);
    }

    private static void introduce(ObjectNode document, CardProduct product) {
        ObjectNode element = document.putObject("epcisHeader")
                .putObject("epcisMasterData")
                .putArray("vocabularyList")
                .addObject()
                .put("type", "urn:epcglobal:epcis:vtype:EPCClass")
                .putArray("vocabularyElementList")
                .addObject()
                .put("id", Gs1Identifiers.tradeItem(product.gtin()));
        ArrayNode attributes = element.putArray("attributes");
        attributes
                .addObject()
                .put("id", "urn:epcglobal:cbv:mda#tradeItemDescription")
                .put("attribute", product.name());
        attributes
                .addObject()
                .put("id", "https://w3id.org/raceway/vocabulary#name")
                .put("attribute", product.name());
    }

    private static void making(ObjectNode event, Card card, Done done, Step step, String id, Enterprise enterprise) {
        boolean transforms = !card.inputs().isEmpty();
        begin(event, transforms ? "TransformationEvent" : "ObjectEvent", done, id);
        if (transforms) {
            // Made in parts, the lot still has one origin: the parts are one transformation.
            event.put("transformationID", id(card.id() + " transformation"));
            if (card.entries() == 0) {
                ArrayNode inputs = event.arrayNode();
                ArrayNode units = event.arrayNode();
                for (CardInput input : card.inputs()) {
                    if (CodeText.isLot(input.thing())) {
                        quantity(inputs.addObject(), input.thing(), input.quantity(), input.unit());
                    } else {
                        units.add(input.thing());
                    }
                }
                if (!units.isEmpty()) {
                    event.set("inputEPCList", units);
                }
                if (!inputs.isEmpty()) {
                    event.set("inputQuantityList", inputs);
                }
            }
            quantity(event.putArray("outputQuantityList").addObject(), card.thing(), done.quantity(), card.unit());
            event.put("bizStep", step == Step.ASSEMBLING ? "assembling" : "creating_class_instance");
        } else {
            event.put("action", "ADD");
            quantity(event.putArray("quantityList").addObject(), card.thing(), done.quantity(), card.unit());
            event.put("bizStep", "commissioning");
        }
        event.put("disposition", "active");
        end(event, step, done, enterprise);
    }

    private static void later(ObjectNode event, Card card, Done done, String id, Enterprise enterprise) {
        begin(event, "ObjectEvent", done, id);
        event.put("action", "OBSERVE");
        quantity(event.putArray("quantityList").addObject(), card.thing(), done.quantity(), card.unit());
        String businessStep = done.step().businessStep();
        if (businessStep != null) {
            event.put("bizStep", businessStep);
        }
        event.put("disposition", "in_progress");
        end(event, done.step(), done, enterprise);
    }

    private static void begin(ObjectNode event, String type, Done done, String id) {
        event.put("type", type)
                .put("eventTime", TIME.format(done.at()))
                .put("eventTimeZoneOffset", "+08:00")
                .put("eventID", id);
    }

    private static void end(ObjectNode event, Step step, Done done, Enterprise enterprise) {
        String gln = enterprise.gln();
        if (gln != null) {
            String place = Gs1Identifiers.place(gln);
            event.putObject("readPoint").put("id", place);
            event.putObject("bizLocation").put("id", place);
        }
        event.put("raceway:step", step.term());
        if (!done.machine().isEmpty()) {
            event.put("raceway:machine", done.machine());
        }
        if (!done.reason().isEmpty()) {
            event.put("raceway:reason", done.reason());
        }
        if (done.photo() != null) {
            event.put("raceway:photoSha256", done.photo());
        }
    }

    private static void quantity(ObjectNode node, String thing, BigDecimal quantity, Unit unit) {
        node.put("epcClass", thing).put("quantity", quantity);
        if (unit.code() != null) {
            node.put("uom", unit.code());
        }
    }

    private void send(UUID owner, Maker maker, ObjectNode document) {
        CaptureJob job = capture.capture(
                owner,
                maker,
                json.writeValueAsBytes(document),
                "application/ld+json",
                CaptureBehaviour.ROLLBACK,
                SOURCE);
        // The same entry, told again after its answer was lost: the ledger has it.
        boolean known = job.errors().stream().allMatch(error -> error.rule() == Rule.EVENT_ID_TAKEN);
        if (!job.success() && !known) {
            throw new ProblemException(
                    CardProblem.LEDGER_REFUSES,
                    job.errors().getFirst().rule().code() + " "
                            + job.errors().getFirst().path());
        }
    }
}
