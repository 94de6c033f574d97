package org.raceway.traceability;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.identifiers.gs1.Gs1Identifiers;
import org.raceway.identifiers.gs1.Keys;
import org.raceway.traceability.epcis.EpcisJson;
import org.raceway.traceability.epcis.ErrorDeclaration;
import org.raceway.traceability.epcis.Event;
import org.raceway.traceability.epcis.EventHash;
import org.raceway.traceability.epcis.Extension;
import org.raceway.traceability.epcis.Quantity;
import org.raceway.traceability.epcis.TypedReference;

/** Turns an event into its rows. */
@SuppressWarnings("EnumOrdinal") // what the ledger stores
final class EventRows {
    private static final String HASH_ID = "ni:///sha-256;";
    private static final int HASH_HEX_DIGITS = 64;
    private static final String GTIN = "/01/";
    private static final int GTIN_DIGITS = 14;
    private static final String MASTER_DATA_ATTRIBUTES = "urn:epcglobal:cbv:mda";

    private UUID[] keys = new UUID[16];
    private byte[] roles = new byte[16];
    private int references;

    private EventRows() {}

    static PreparedEvent of(int index, Event event) {
        return new EventRows().prepare(index, event);
    }

    /** The identity that an event ID stands for: the digest that it is, or its own. */
    static UUID identityOf(String eventId) {
        if (eventId.startsWith(HASH_ID) && eventId.length() >= HASH_ID.length() + HASH_HEX_DIGITS) {
            try {
                int start = HASH_ID.length();
                return new UUID(
                        Long.parseUnsignedLong(eventId, start, start + 16, 16),
                        Long.parseUnsignedLong(eventId, start + 16, start + 32, 16));
            } catch (NumberFormatException e) {
                return Keys.of(eventId);
            }
        }
        return Keys.of(eventId);
    }

    private PreparedEvent prepare(int index, Event event) {
        ByteBuffer hash = ByteBuffer.wrap(EventHash.digest(event));
        UUID content = new UUID(hash.getLong(), hash.getLong());
        String eventId = event.eventId();
        // A sender's own hash is not trusted to be this event's: the computed one stands in its place.
        UUID identity = eventId == null || eventId.startsWith(HASH_ID) ? content : Keys.of(eventId);
        ErrorDeclaration error = event.errorDeclaration();
        if (error != null) {
            add(identity, ReferenceRole.ERROR_DECLARATION);
            for (String corrective : error.correctiveEventIds()) {
                add(identityOf(corrective), ReferenceRole.CORRECTIVE_EVENT);
            }
            // The hash leaves the error declaration out, so that the two events would be taken for one.
            identity = Keys.of(identity + " in error " + error.declarationTime().toInstant() + ' ' + error.reason()
                    + ' ' + error.correctiveEventIds());
        }
        addObjects(event);
        String transformation = event.transformationId();
        if (transformation != null) {
            add(key(transformation), ReferenceRole.TRANSFORMATION);
        }
        for (TypedReference transaction : event.businessTransactions()) {
            add(key(transaction.id()), ReferenceRole.BUSINESS_TRANSACTION);
        }
        for (TypedReference source : event.sources()) {
            add(key(source.id()), ReferenceRole.SOURCE);
        }
        for (TypedReference destination : event.destinations()) {
            add(key(destination.id()), ReferenceRole.DESTINATION);
        }
        return new PreparedEvent(
                index,
                identity,
                content,
                eventId,
                event.eventTime().toInstant(),
                event.type(),
                event.action(),
                event.bizStep(),
                event.disposition(),
                keyOrNull(event.readPoint()),
                keyOrNull(event.businessLocation()),
                error != null,
                EpcisJson.write(event),
                Arrays.copyOf(keys, references),
                Arrays.copyOf(roles, references));
    }

    private void addObjects(Event event) {
        String parent = event.parentId();
        if (parent != null) {
            add(key(parent), ReferenceRole.PARENT);
        }
        String lot = lotNumber(event.ilmd());
        List<String> gtins = new ArrayList<>(0);
        ReferenceRole instances = switch (event.type()) {
            case OBJECT, TRANSACTION, EXTENDED -> ReferenceRole.EPC;
            case AGGREGATION, ASSOCIATION -> ReferenceRole.CHILD;
            case TRANSFORMATION -> ReferenceRole.INPUT;
        };
        ReferenceRole classes = instances == ReferenceRole.EPC ? ReferenceRole.CLASS : instances;
        for (String epc : event.epcs()) {
            String canonical = Gs1Identifiers.canonical(epc);
            add(Keys.of(canonical), instances);
            if (lot != null && instances == ReferenceRole.EPC) {
                addLot(canonical, lot, gtins);
            }
        }
        for (Quantity quantity : event.quantities()) {
            add(key(quantity.epcClass()), classes);
        }
        for (String epc : event.outputEpcs()) {
            String canonical = Gs1Identifiers.canonical(epc);
            add(Keys.of(canonical), ReferenceRole.OUTPUT);
            if (lot != null) {
                addLot(canonical, lot, gtins);
            }
        }
        for (Quantity quantity : event.outputQuantities()) {
            add(key(quantity.epcClass()), ReferenceRole.OUTPUT);
        }
    }

    /** One row for each GTIN among a lot's units, however many units the event has. */
    private void addLot(String unit, String lot, List<String> gtins) {
        int serial = unit.indexOf("/21/");
        if (serial < 0 || !unit.contains(GTIN)) {
            return;
        }
        int start = unit.indexOf(GTIN) + GTIN.length();
        String gtin = unit.substring(start, start + GTIN_DIGITS);
        if (!gtins.contains(gtin)) {
            gtins.add(gtin);
            try {
                add(Keys.of(Gs1Identifiers.lotOf(gtin, lot)), ReferenceRole.LOT);
            } catch (IllegalArgumentException e) {
                // ILMD may hold any text; what GS1 does not allow as a lot names no lot.
                return;
            }
        }
    }

    private static @Nullable String lotNumber(List<Extension> ilmd) {
        for (Extension field : ilmd) {
            if (field.localName().equals("lotNumber")
                    && field.namespace().startsWith(MASTER_DATA_ATTRIBUTES)
                    && field.content() instanceof Extension.Content.Text text) {
                return text.value();
            }
        }
        return null;
    }

    private static UUID key(String identifier) {
        return Keys.of(Gs1Identifiers.canonical(identifier));
    }

    private static @Nullable UUID keyOrNull(@Nullable String identifier) {
        return identifier == null ? null : key(identifier);
    }

    private void add(UUID key, ReferenceRole role) {
        byte ordinal = (byte) role.ordinal();
        if (references == keys.length) {
            keys = Arrays.copyOf(keys, references * 2);
            roles = Arrays.copyOf(roles, references * 2);
        }
        keys[references] = key;
        roles[references++] = ordinal;
    }
}
