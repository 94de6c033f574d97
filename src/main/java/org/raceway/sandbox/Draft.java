package org.raceway.sandbox;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** One event on its way to JSON. Written by hand and in a fixed order, because ten million of them have to stream. */
final class Draft {
    private static final int CHINA_SECONDS = 8 * 3600;

    private final Campaign campaign;
    private final Firm firm;
    private final long time;
    private final StringBuilder head = new StringBuilder(400);
    private final StringBuilder tail = new StringBuilder(200);
    private final String type;
    private @Nullable String eventId;

    /**
     * @param action absent for a transformation
     * @param step the step of the trade
     */
    Draft(
            Campaign campaign,
            Firm firm,
            long time,
            String type,
            @Nullable String action,
            String businessStep,
            String disposition,
            String step) {
        this.campaign = campaign;
        this.firm = firm;
        this.time = time;
        this.type = type;
        if (action != null) {
            head.append(",\"action\":\"").append(action).append('"');
        }
        tail.append(",\"bizStep\":\"").append(businessStep);
        if (!disposition.isEmpty()) {
            tail.append("\",\"disposition\":\"").append(disposition);
        }
        tail.append("\",\"readPoint\":{\"id\":\"")
                .append(firm.location)
                .append("\"},\"bizLocation\":{\"id\":\"")
                .append(firm.location)
                .append("\"},\"raceway:step\":\"")
                .append(step)
                .append('"');
    }

    Draft id(String id) {
        eventId = id;
        return this;
    }

    Draft parent(Thing parent) {
        head.append(",\"parentID\":\"").append(parent.in(firm.urn)).append('"');
        return this;
    }

    Draft epcs(String field, Iterable<Thing> things) {
        head.append(",\"").append(field).append("\":[");
        String comma = "\"";
        for (Thing thing : things) {
            head.append(comma).append(thing.in(firm.urn)).append('"');
            comma = ",\"";
        }
        head.append(']');
        return this;
    }

    Draft quantities(String field, Iterable<Amount> amounts) {
        head.append(",\"").append(field).append("\":[");
        String comma = "";
        for (Amount amount : amounts) {
            head.append(comma)
                    .append("{\"epcClass\":\"")
                    .append(amount.thing().in(firm.urn))
                    .append("\",\"quantity\":");
            if (amount.thing().byWeight()) {
                kilograms(head, amount.amount());
                head.append(",\"uom\":\"KGM\"}");
            } else {
                head.append(amount.amount()).append('}');
            }
            comma = ",";
        }
        head.append(']');
        return this;
    }

    Draft transactions(String... typesAndIds) {
        tail.append(",\"bizTransactionList\":[");
        for (int i = 0; i < typesAndIds.length; i += 2) {
            tail.append(i == 0 ? "" : ",")
                    .append("{\"type\":\"")
                    .append(typesAndIds[i])
                    .append("\",\"bizTransaction\":\"")
                    .append(typesAndIds[i + 1])
                    .append("\"}");
        }
        tail.append(']');
        return this;
    }

    /** From whom to whom, owning or merely possessing. */
    Draft parties(String partyType, Firm from, Firm to) {
        tail.append(",\"sourceList\":[{\"type\":\"")
                .append(partyType)
                .append("\",\"source\":\"")
                .append(from.partyIn(firm.urn))
                .append("\"}],\"destinationList\":[{\"type\":\"")
                .append(partyType)
                .append("\",\"destination\":\"")
                .append(to.partyIn(firm.urn))
                .append("\"}]");
        return this;
    }

    /** Members of the ILMD object, as JSON. */
    Draft ilmd(CharSequence members) {
        tail.append(",\"ilmd\":{").append(members).append('}');
        return this;
    }

    Draft temperature(long from, long to, String device, int least, int mean, int most) {
        tail.append(",\"sensorElementList\":[{\"sensorMetadata\":{\"startTime\":\"");
        time(tail, from);
        tail.append("\",\"endTime\":\"");
        time(tail, to);
        tail.append("\",\"deviceID\":\"")
                .append(device)
                .append("\"},\"sensorReport\":[{\"type\":\"Temperature\",\"minValue\":")
                .append(least)
                .append(",\"meanValue\":")
                .append(mean)
                .append(",\"maxValue\":")
                .append(most)
                .append(",\"uom\":\"CEL\"}]}]");
        return this;
    }

    /** Handed in as it happens. */
    void emit() {
        emitAt(time);
    }

    /** Handed in later than it happened. */
    void emitAt(long known) {
        campaign.emit(known, firm, json(null));
    }

    /** The same event again, declared to be in error. */
    void emitDeclared(long known, String errorDeclaration) {
        campaign.emit(known, firm, json(errorDeclaration));
    }

    private String json(@Nullable String errorDeclaration) {
        StringBuilder json = new StringBuilder(head.length() + tail.length() + 160);
        json.append("{\"type\":\"").append(type).append("\",\"eventTime\":\"");
        time(json, time);
        json.append("\",\"eventTimeZoneOffset\":\"+08:00\"");
        if (eventId != null) {
            json.append(",\"eventID\":\"").append(eventId).append('"');
        }
        if (errorDeclaration != null) {
            json.append(",\"errorDeclaration\":").append(errorDeclaration);
        }
        return json.append(head).append(tail).append('}').toString();
    }

    static String errorDeclaration(long declared, String correctiveEventId) {
        StringBuilder json = new StringBuilder("{\"declarationTime\":\"");
        time(json, declared);
        return json.append("\",\"reason\":\"incorrect_data\",\"correctiveEventIDs\":[\"")
                .append(correctiveEventId)
                .append("\"]}")
                .toString();
    }

    static void time(StringBuilder json, long epochSecond) {
        LocalDateTime local = LocalDateTime.ofEpochSecond(epochSecond + CHINA_SECONDS, 0, ZoneOffset.UTC);
        json.append(local.getYear()).append('-');
        two(json, local.getMonthValue());
        two(json.append('-'), local.getDayOfMonth());
        two(json.append('T'), local.getHour());
        two(json.append(':'), local.getMinute());
        two(json.append(':'), local.getSecond());
        json.append("+08:00");
    }

    private static void two(StringBuilder json, int number) {
        json.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    /** Milligrams as kilograms, without trailing zeros. */
    static void kilograms(StringBuilder json, long milligrams) {
        json.append(milligrams / 1_000_000);
        decimals(json, milligrams % 1_000_000, 6);
    }

    /** Thousandths as a number, without trailing zeros. */
    static StringBuilder thousandths(StringBuilder json, long number) {
        json.append(number / 1_000);
        decimals(json, number % 1_000, 3);
        return json;
    }

    private static void decimals(StringBuilder json, long fraction, int width) {
        if (fraction == 0) {
            return;
        }
        String digits = Codes.padded(fraction, width);
        int end = digits.length();
        while (digits.charAt(end - 1) == '0') {
            end--;
        }
        json.append('.').append(digits, 0, end);
    }
}
