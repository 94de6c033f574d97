package org.raceway.recalls;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.enterprises.Enterprise;
import org.raceway.enterprises.Enterprises;
import org.raceway.identifiers.gs1.Gs1Identifiers;
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
 * Tells the ledger what a recall says and what was done to goods, through the same door as everybody. An event's ID follows from what
 * it is about, so telling the same twice stores it once.
 */
@Component
class RecallEvents {
    private static final int A_EVENT = 500;
    private static final String SOURCE = "recall";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx").withZone(ZoneOffset.ofHours(8));

    private final Capture capture;
    private final Enterprises enterprises;
    private final JsonMapper json;

    RecallEvents(Capture capture, Enterprises enterprises, JsonMapper json) {
        this.capture = capture;
        this.enterprises = enterprises;
        this.json = json;
    }

    /** That these things are recalled, or are not any more. */
    void mark(Recall recall, List<String> things, boolean recalled, Instant at) {
        List<ObjectNode> events = new ArrayList<>();
        for (int from = 0; from < things.size(); from += A_EVENT) {
            List<String> part = things.subList(from, Math.min(things.size(), from + A_EVENT));
            ObjectNode event = object(
                    "OBSERVE",
                    at,
                    id(recall.id(), (recalled ? "recalled " : "not recalled ") + String.join(" ", part)));
            name(event, part, Map.of());
            event.putObject("persistentDisposition")
                    .putArray(recalled ? "set" : "unset")
                    .add("recalled");
            event.putObject("raceway:recall")
                    .put("raceway:number", recall.number())
                    .put("raceway:advice", recall.advice());
            events.add(event);
        }
        if (!events.isEmpty()) {
            send(recall.initiator(), Maker.NOBODY, events);
        }
    }

    /**
     * What was done to goods: put aside, sent back, destroyed.
     *
     * @return the event's ID; absent where it is nothing that the ledger knows
     */
    @Nullable
    String done(
            Recall recall,
            RecallItem item,
            RecallAction action,
            @Nullable BigDecimal quantity,
            Maker maker,
            Instant at) {
        BigDecimal before = item.done().settled().add(item.done().quarantined());
        String id = id(item.id(), action + " " + before + " " + quantity);
        ObjectNode event = switch (action) {
            case QUARANTINED ->
                object("OBSERVE", at, id).put("bizStep", "holding").put("disposition", "recalled");
            case RETURNED ->
                object("OBSERVE", at, id).put("bizStep", "shipping").put("disposition", "returned");
            case DESTROYED ->
                object("DELETE", at, id).put("bizStep", "destroying").put("disposition", "destroyed");
            case DRAFTED, OPENED, FOUND, REMINDED, ACKNOWLEDGED, UNREACHABLE, CLOSED, CANCELLED -> null;
        };
        if (event == null) {
            return null;
        }
        boolean whole = quantity == null || item.quantity() == null || quantity.compareTo(item.quantity()) >= 0;
        if (item.kind() == RecallItem.Kind.BOX) {
            if (action == RecallAction.DESTROYED || !whole) {
                if (!whole) {
                    // Which of the units in it were meant is not known: the ledger is told when all of them are.
                    return null;
                }
                List<String> units =
                        item.contents().stream().filter(RecallEvents::isUnit).toList();
                if (units.isEmpty()) {
                    return null;
                }
                name(event, units, Map.of());
            } else {
                name(event, List.of(item.thing()), Map.of());
            }
        } else {
            name(
                    event,
                    List.of(item.thing()),
                    quantity == null ? Map.of() : Map.of(item.thing(), amount(quantity, item.unit())));
        }
        place(event, item);
        if (action == RecallAction.RETURNED) {
            parties(event, item.holder(), recall.initiator());
        }
        event.putArray("bizTransactionList").addObject().put("bizTransaction", "urn:raceway:recall:" + recall.number());
        send(item.holder(), maker, List.of(event));
        return id;
    }

    private record Amount(BigDecimal quantity, @Nullable String unit) {}

    private static Amount amount(BigDecimal quantity, @Nullable String unit) {
        return new Amount(quantity, unit);
    }

    private ObjectNode object(String action, Instant at, String id) {
        return json.createObjectNode()
                .put("type", "ObjectEvent")
                .put("eventTime", TIME.format(at))
                .put("eventTimeZoneOffset", "+08:00")
                .put("eventID", id)
                .put("action", action);
    }

    private static void name(ObjectNode event, List<String> things, Map<String, Amount> amounts) {
        ArrayNode units = event.arrayNode();
        ArrayNode lots = event.arrayNode();
        for (String thing : things) {
            if (isLot(thing)) {
                ObjectNode lot = lots.addObject().put("epcClass", thing);
                Amount amount = amounts.get(thing);
                if (amount != null) {
                    lot.put("quantity", amount.quantity());
                    if (amount.unit() != null) {
                        lot.put("uom", amount.unit());
                    }
                }
            } else {
                units.add(thing);
            }
        }
        if (!units.isEmpty()) {
            event.set("epcList", units);
        }
        if (!lots.isEmpty()) {
            event.set("quantityList", lots);
        }
    }

    private static boolean isLot(String thing) {
        return thing.contains("/01/") && !isUnit(thing);
    }

    private static boolean isUnit(String thing) {
        return thing.contains("/21/");
    }

    private static void place(ObjectNode event, RecallItem item) {
        String place = item.place();
        if (place != null) {
            event.putObject("readPoint").put("id", place);
            event.putObject("bizLocation").put("id", place);
        }
    }

    private void parties(ObjectNode event, UUID from, UUID to) {
        String source = party(from);
        String destination = party(to);
        if (source != null && destination != null) {
            event.putArray("sourceList").addObject().put("type", "owning_party").put("source", source);
            event.putArray("destinationList")
                    .addObject()
                    .put("type", "owning_party")
                    .put("destination", destination);
        }
    }

    private @Nullable String party(UUID enterprise) {
        return enterprises
                .byId(enterprise)
                .map(Enterprise::gln)
                .map(Gs1Identifiers::party)
                .orElse(null);
    }

    private static String id(UUID of, String what) {
        return "urn:uuid:" + UUID.nameUUIDFromBytes((of + " " + what).getBytes(StandardCharsets.UTF_8));
    }

    private void send(UUID owner, Maker maker, List<ObjectNode> events) {
        ObjectNode document = json.createObjectNode();
        document.putArray("@context")
                .add("https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld")
                .addObject()
                .put("raceway", "https://w3id.org/raceway/vocabulary#");
        document.put("type", "EPCISDocument").put("schemaVersion", "2.0");
        document.put("creationDate", events.getFirst().path("eventTime").asString());
        ArrayNode list = document.putObject("epcisBody").putArray("eventList");
        events.forEach(list::add);
        CaptureJob job = capture.capture(
                owner,
                maker,
                json.writeValueAsBytes(document),
                "application/ld+json",
                CaptureBehaviour.ROLLBACK,
                SOURCE);
        // The same step, told again after its answer was lost: the ledger has it.
        boolean known = job.errors().stream().allMatch(error -> error.rule() == Rule.EVENT_ID_TAKEN);
        if (!job.success() && !known) {
            throw new IllegalStateException("a recall's events are refused: "
                    + job.errors().stream().limit(3).toList());
        }
    }
}
