package org.raceway.traceability;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.raceway.traceability.GenealogyReads.EventBody;
import org.raceway.traceability.epcis.Action;
import org.raceway.traceability.epcis.EventType;
import org.raceway.traceability.epcis.Quantity;
import org.raceway.traceability.epcis.TypedReference;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Takes from a stored event's body what a walk needs and skips the rest. */
final class TraceEventReader {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final String RACEWAY = "https://w3id.org/raceway/vocabulary#";
    private static final String MASTER_DATA = "urn:epcglobal:cbv:mda:";
    private static final Map<String, String> PREFIXES = Map.of("raceway", RACEWAY, "cbvmda", MASTER_DATA);
    private static final int FACTS = 64;

    private @Nullable Map<String, String> prefixes;
    private EventType type = EventType.EXTENDED;
    private @Nullable Action action;
    private @Nullable String eventId;
    private boolean declaresError;
    private @Nullable String parent;
    private List<String> epcs = List.of();
    private List<Quantity> quantities = List.of();
    private List<String> outputEpcs = List.of();
    private List<Quantity> outputQuantities = List.of();
    private @Nullable String transformationId;
    private @Nullable String bizStep;
    private @Nullable String step;
    private @Nullable String disposition;
    private List<String> persistentSet = List.of();
    private List<String> persistentUnset = List.of();
    private @Nullable String readPoint;
    private @Nullable String businessLocation;
    private List<TypedReference> businessTransactions = List.of();
    private List<TypedReference> sources = List.of();
    private List<TypedReference> destinations = List.of();
    private @Nullable String lotNumber;
    private Map<String, String> facts = Map.of();

    private TraceEventReader() {}

    static TraceEvent read(EventBody stored) {
        return new TraceEventReader().event(stored);
    }

    private TraceEvent event(EventBody stored) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), stored.body())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalStateException("event " + stored.key() + " is no JSON object");
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                JsonToken token = parser.nextToken();
                field(parser, name, token);
            }
        }
        return new TraceEvent(
                stored.key(),
                stored.owner(),
                stored.identity(),
                stored.eventTime(),
                type,
                action,
                eventId,
                declaresError,
                parent,
                epcs,
                quantities,
                outputEpcs,
                outputQuantities,
                transformationId,
                bizStep,
                step != null ? step : bizStep,
                disposition,
                persistentSet,
                persistentUnset,
                readPoint,
                businessLocation,
                businessTransactions,
                sources,
                destinations,
                lotNumber,
                facts);
    }

    private void field(JsonParser parser, String name, JsonToken token) {
        switch (name) {
            case "@context" -> context(parser, token);
            case "type" -> type = type(text(parser, token));
            case "action" -> action = action(text(parser, token));
            case "eventID" -> eventId = text(parser, token);
            case "errorDeclaration" -> {
                declaresError = token == JsonToken.START_OBJECT;
                parser.skipChildren();
            }
            case "parentID" -> parent = text(parser, token);
            case "epcList", "childEPCs", "inputEPCList" -> epcs = texts(parser, token);
            case "quantityList", "childQuantityList", "inputQuantityList" -> quantities = quantities(parser, token);
            case "outputEPCList" -> outputEpcs = texts(parser, token);
            case "outputQuantityList" -> outputQuantities = quantities(parser, token);
            case "transformationID" -> transformationId = text(parser, token);
            case "bizStep" -> bizStep = term(text(parser, token));
            case "disposition" -> disposition = term(text(parser, token));
            case "persistentDisposition" -> persistentDisposition(parser, token);
            case "readPoint" -> readPoint = id(parser, token);
            case "bizLocation" -> businessLocation = id(parser, token);
            case "bizTransactionList" -> businessTransactions = typed(parser, token, "bizTransaction");
            case "sourceList" -> sources = typed(parser, token, "source");
            case "destinationList" -> destinations = typed(parser, token, "destination");
            case "ilmd" -> {
                if (token == JsonToken.START_OBJECT) {
                    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                        fact(parser, "", true);
                    }
                }
            }
            default -> {
                if (token.isScalarValue() && "step".equals(local(name, "raceway:", RACEWAY))) {
                    step = parser.getString();
                } else {
                    value(parser, name, token, "", false);
                }
            }
        }
    }

    private void fact(JsonParser parser, String path, boolean ilmd) {
        String name = parser.currentName();
        value(parser, name, parser.nextToken(), path, ilmd);
    }

    /** Flattens fields of the trade's and the CBV's vocabularies. */
    private void value(JsonParser parser, String name, JsonToken token, String path, boolean ilmd) {
        String trade = local(name, "raceway:", RACEWAY);
        String masterData = trade == null ? local(name, "cbvmda:", MASTER_DATA) : null;
        String local = trade != null ? trade : masterData != null ? masterData : path.isEmpty() ? "" : uri(name);
        if (local.isEmpty() || facts.size() >= FACTS) {
            parser.skipChildren();
        } else if (token == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                fact(parser, path + local + ".", ilmd);
            }
        } else if (token == JsonToken.START_ARRAY) {
            put(path + local, joined(parser));
        } else if (token != JsonToken.VALUE_NULL) {
            String value = parser.getString();
            put(path + local, value);
            if (ilmd && path.isEmpty() && masterData != null && local.equals("lotNumber")) {
                lotNumber = value;
            }
        }
    }

    private void put(String name, String value) {
        if (facts.isEmpty()) {
            facts = new TreeMap<>();
        }
        facts.put(name, value);
    }

    private static String joined(JsonParser parser) {
        StringBuilder all = new StringBuilder();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token.isScalarValue()) {
                all.append(all.isEmpty() ? "" : ", ").append(parser.getString());
            } else {
                parser.skipChildren();
            }
        }
        return all.toString();
    }

    private void context(JsonParser parser, JsonToken token) {
        int depth = 0;
        for (JsonToken t = token; t != null; t = parser.nextToken()) {
            if (t.isStructStart()) {
                depth++;
            } else if (t.isStructEnd()) {
                depth--;
            } else if (t == JsonToken.PROPERTY_NAME) {
                String prefix = parser.currentName();
                t = parser.nextToken();
                if (t == JsonToken.VALUE_STRING) {
                    if (prefixes == null) {
                        prefixes = new HashMap<>(PREFIXES);
                    }
                    prefixes.put(prefix, parser.getString());
                } else if (t.isStructStart()) {
                    parser.skipChildren();
                }
            }
            if (depth == 0) {
                return;
            }
        }
    }

    /** The name within a namespace; null when it is of another one. */
    private @Nullable String local(String name, String prefix, String namespace) {
        if (prefixes == null && name.startsWith(prefix)) {
            return name.substring(prefix.length());
        }
        String uri = uri(name);
        return uri.startsWith(namespace) ? uri.substring(namespace.length()) : null;
    }

    private String uri(String name) {
        int colon = name.indexOf(':');
        if (colon < 0) {
            return name;
        }
        String namespace = (prefixes == null ? PREFIXES : prefixes).get(name.substring(0, colon));
        return namespace == null ? name : namespace + name.substring(colon + 1);
    }

    private void persistentDisposition(JsonParser parser, JsonToken token) {
        if (token != JsonToken.START_OBJECT) {
            return;
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("set")) {
                persistentSet = terms(texts(parser, value));
            } else if (name.equals("unset")) {
                persistentUnset = terms(texts(parser, value));
            } else {
                parser.skipChildren();
            }
        }
    }

    private static List<String> terms(List<String> texts) {
        return texts.stream().map(TraceEventReader::term).toList();
    }

    private static @Nullable String id(JsonParser parser, JsonToken token) {
        if (token != JsonToken.START_OBJECT) {
            return text(parser, token);
        }
        String id = null;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("id")) {
                id = text(parser, value);
            } else {
                parser.skipChildren();
            }
        }
        return id;
    }

    private static List<TypedReference> typed(JsonParser parser, JsonToken token, String field) {
        if (token != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return List.of();
        }
        List<TypedReference> all = new ArrayList<>();
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            String type = null;
            String id = null;
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals("type")) {
                    type = text(parser, value);
                } else if (name.equals(field)) {
                    id = text(parser, value);
                } else {
                    parser.skipChildren();
                }
            }
            if (id != null) {
                all.add(new TypedReference(type == null ? null : term(type), id));
            }
        }
        return all;
    }

    private static List<Quantity> quantities(JsonParser parser, JsonToken token) {
        if (token != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return List.of();
        }
        List<Quantity> all = new ArrayList<>();
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            String epcClass = null;
            BigDecimal quantity = null;
            String unit = null;
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                switch (name) {
                    case "epcClass" -> epcClass = text(parser, value);
                    case "quantity" -> quantity = value.isNumeric() ? parser.getDecimalValue() : null;
                    case "uom" -> unit = text(parser, value);
                    default -> parser.skipChildren();
                }
            }
            if (epcClass != null) {
                all.add(new Quantity(epcClass, quantity, unit));
            }
        }
        return all;
    }

    private static List<String> texts(JsonParser parser, JsonToken token) {
        if (token != JsonToken.START_ARRAY) {
            String one = text(parser, token);
            return one == null ? List.of() : List.of(one);
        }
        List<String> all = new ArrayList<>();
        for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
            String one = text(parser, t);
            if (one != null) {
                all.add(one);
            }
        }
        return all;
    }

    private static @Nullable String text(JsonParser parser, JsonToken token) {
        if (token.isStructStart()) {
            parser.skipChildren();
            return null;
        }
        return token == JsonToken.VALUE_NULL ? null : parser.getString();
    }

    /** The CBV's short name of a term in any of its forms; other terms stay as they are. */
    static @Nullable String term(@Nullable String term) {
        if (term == null) {
            return null;
        }
        if (term.startsWith("urn:epcglobal:cbv:")) {
            return term.substring(term.lastIndexOf(':') + 1);
        }
        int cbv = term.indexOf("gs1.org/cbv/");
        if (cbv > 0) {
            String tail = term.substring(cbv + "gs1.org/cbv/".length());
            return tail.substring(Math.max(tail.lastIndexOf('-'), tail.lastIndexOf('/')) + 1);
        }
        return term.startsWith("cbv:") ? term.substring(term.lastIndexOf('-') + 1) : term;
    }

    private static EventType type(@Nullable String name) {
        for (EventType type : EventType.values()) {
            if (type.standardName().equals(name)) {
                return type;
            }
        }
        return EventType.EXTENDED;
    }

    private static @Nullable Action action(@Nullable String name) {
        if (name == null) {
            return null;
        }
        return switch (name) {
            case "ADD" -> Action.ADD;
            case "OBSERVE" -> Action.OBSERVE;
            case "DELETE" -> Action.DELETE;
            default -> null;
        };
    }
}
