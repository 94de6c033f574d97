package org.raceway.traceability;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.raceway.identifiers.gs1.Gs1Identifiers;
import org.raceway.identifiers.gs1.Keys;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A ledger in memory that indexes events as the real one does. */
final class FakeLedger implements GenealogyReads {
    static final String GTIN = "09506000134352";
    static final UUID PLANT = new UUID(0, 1);

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final Map<UUID, EventBody> events = new LinkedHashMap<>();
    private final List<ReferenceRow> rows = new ArrayList<>();
    private long next;
    int lookUps;

    static String lot(String lot) {
        return Gs1Identifiers.lotOf(GTIN, lot);
    }

    static String unit(String serial) {
        return Gs1Identifiers.unit(GTIN, serial);
    }

    static String box(int number) {
        return "https://id.gs1.org/00/" + String.format("%018d", number);
    }

    /** Records an event; {@code json} is its content without type and time, single quotes for double ones. */
    UUID add(String time, String type, String json) {
        return add(PLANT, time, type, json);
    }

    UUID add(UUID owner, String time, String type, String json) {
        return add(
                owner, time, type, json, UUID.nameUUIDFromBytes((time + type + json).getBytes(StandardCharsets.UTF_8)));
    }

    /** Records that the event of that time, type and content was in error. */
    UUID declareError(UUID owner, String time, String type, String json) {
        UUID identity = UUID.nameUUIDFromBytes((time + type + json).getBytes(StandardCharsets.UTF_8));
        UUID event = add(owner, time, type, json + ", 'errorDeclaration': {'declarationTime': '2026-06-01T00:00:00Z'}");
        rows.add(new ReferenceRow(identity, ReferenceRole.ERROR_DECLARATION, event));
        return event;
    }

    private UUID add(UUID owner, String time, String type, String json, UUID identity) {
        String body = ("{'type': '" + type + "', 'eventTime': '" + time + "', " + json + "}").replace('\'', '"');
        UUID id = new UUID(7, ++next);
        Instant instant = OffsetDateTime.parse(time).toInstant();
        events.put(id, new EventBody(id, owner, identity, instant, body.getBytes(StandardCharsets.UTF_8)));
        JsonNode node = JSON.readTree(body);
        boolean transformation = type.equals("TransformationEvent");
        boolean containment = type.equals("AggregationEvent") || type.equals("AssociationEvent");
        name(node.path("parentID"), ReferenceRole.PARENT, id);
        node.path("epcList").forEach(epc -> name(epc, ReferenceRole.EPC, id));
        node.path("childEPCs").forEach(epc -> name(epc, ReferenceRole.CHILD, id));
        node.path("inputEPCList").forEach(epc -> name(epc, ReferenceRole.INPUT, id));
        node.path("outputEPCList").forEach(epc -> name(epc, ReferenceRole.OUTPUT, id));
        node.path("quantityList").forEach(q -> name(q.path("epcClass"), ReferenceRole.CLASS, id));
        node.path("childQuantityList").forEach(q -> name(q.path("epcClass"), ReferenceRole.CHILD, id));
        node.path("inputQuantityList").forEach(q -> name(q.path("epcClass"), ReferenceRole.INPUT, id));
        node.path("outputQuantityList").forEach(q -> name(q.path("epcClass"), ReferenceRole.OUTPUT, id));
        name(node.path("transformationID"), ReferenceRole.TRANSFORMATION, id);
        String lot = node.path("ilmd").path("cbvmda:lotNumber").asString("");
        if (!lot.isEmpty() && !transformation && !containment) {
            rows.add(new ReferenceRow(Keys.of(lot(lot)), ReferenceRole.LOT, id));
        }
        return id;
    }

    private void name(JsonNode identifier, ReferenceRole role, UUID event) {
        if (identifier.isString()) {
            rows.add(new ReferenceRow(Keys.of(Gs1Identifiers.canonical(identifier.asString())), role, event));
        }
    }

    @Override
    public Naming naming(List<Wanted> wanted, int limit, Set<UUID> known) {
        lookUps++;
        List<ReferenceRow> found = wanted.stream()
                .flatMap(each -> rows.stream()
                        .filter(row ->
                                each.keys().contains(row.key()) && each.roles().contains(row.role()))
                        .limit(limit))
                .toList();
        List<EventBody> bodies = found.stream()
                .map(ReferenceRow::event)
                .distinct()
                .filter(event -> !known.contains(event))
                .map(events::get)
                .toList();
        return new Naming(found, bodies);
    }

    @Override
    public List<EventBody> events(Collection<UUID> eventKeys) {
        return eventKeys.stream().map(events::get).toList();
    }

    @Override
    public List<EventBody> within(UUID owner, Instant from, Instant until, int limit) {
        return events.values().stream()
                .filter(event -> event.owner().equals(owner)
                        && !event.eventTime().isBefore(from)
                        && event.eventTime().isBefore(until))
                .limit(limit)
                .toList();
    }
}
