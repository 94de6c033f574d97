package org.raceway.traceability.epcis;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/** Reads a document event by event: at no time is more than one event's text held beside what was made of the others. */
final class EpcisJsonReader {
    private static final int PARSER_NESTING = 1000;
    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(PARSER_NESTING)
                    .maxNumberLength(1000)
                    .maxNameLength(20_000)
                    .build())
            .build();

    private final byte[] body;
    private final Limits limits;
    private final boolean checking;
    private final JsonPointer pointer = new JsonPointer();
    private final List<Violation> violations = new ArrayList<>();
    private final List<ReadEvent> events = new ArrayList<>();
    private final List<MasterDataElement> masterData = new ArrayList<>();
    /** What is wrong in the text of the value being read. */
    private final List<Violation> found = new ArrayList<>(0);

    private int valueIndex = -1;
    private boolean suspectCharacters;
    private @Nullable String schemaVersion;
    private JsonContext context = JsonContext.EMPTY;

    EpcisJsonReader(byte[] body, Limits limits, boolean checking) {
        this.body = body;
        this.limits = limits;
        this.checking = checking;
    }

    ReadDocument read() {
        if (body.length > limits.bytes()) {
            violate(Rule.TOO_MANY_BYTES, null, Long.toString(limits.bytes()));
            return result();
        }
        if (checking) {
            Utf8 text = Utf8.examine(body);
            suspectCharacters = text.suspect();
            if (text.firstFault() >= 0) {
                violate(Rule.MALFORMED, null, "UTF-8, byte " + text.firstFault());
                return result();
            }
        }
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), body, 0, body.length)) {
            root(parser);
        } catch (LimitReached e) {
            // said already
        } catch (StreamConstraintsException e) {
            violate(
                    e.getOriginalMessage().contains("esting depth") ? Rule.TOO_DEEP : Rule.TOO_LONG,
                    null,
                    e.getOriginalMessage());
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            String where = at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
            violate(Rule.MALFORMED, null, e.getOriginalMessage() + where);
        }
        return result();
    }

    private ReadDocument result() {
        return new ReadDocument(schemaVersion, events, masterData, violations);
    }

    /** Thrown to stop reading once a limit of the whole document is reached. */
    private static final class LimitReached extends RuntimeException {
        private LimitReached() {
            super(null, null, false, false);
        }
    }

    private void root(JsonParser parser) {
        JsonToken first = parser.nextToken();
        if (first != JsonToken.START_OBJECT) {
            if (first == null) {
                violate(Rule.MALFORMED, null, "empty");
            } else {
                violate(Rule.VALUE_TYPE, null, "object");
            }
            return;
        }
        Preview preview = preview();
        if (preview.type instanceof JsonValue.Text text
                && (text.value().equals("EPCISDocument") || text.value().equals("EPCISQueryDocument"))) {
            context = context.with(preview.context);
            document(parser, text.value().equals("EPCISQueryDocument"));
        } else {
            valueIndex = 0;
            JsonValue event = value(parser, first, 1);
            events.add(reader(0).read(event, found, true));
        }
        if (checking && parser.nextToken() != null) {
            violate(Rule.MALFORMED, null, "more text after the end");
        }
    }

    /** Which type the document is and what its context says, which may stand after the events. */
    private static final class Preview {
        private @Nullable JsonValue type;
        private @Nullable JsonValue context;
    }

    private Preview preview() {
        Preview preview = new Preview();
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), body, 0, body.length)) {
            parser.nextToken();
            String name = parser.nextName();
            while (name != null) {
                JsonToken token = parser.nextToken();
                if (name.equals("type") || name.equals("@context")) {
                    JsonValue value = value(parser, token, 2);
                    if (name.equals("type")) {
                        preview.type = value;
                        if (!(value instanceof JsonValue.Text text)
                                || !text.value().startsWith("EPCIS")) {
                            break;
                        }
                    } else {
                        preview.context = value;
                    }
                    if (preview.type != null && preview.context != null) {
                        break;
                    }
                } else {
                    parser.skipChildren();
                }
                name = parser.nextName();
            }
        }
        found.clear();
        return preview;
    }

    private EpcisJsonEventReader reader(int index) {
        return new EpcisJsonEventReader(checking, index, pointer, context);
    }

    // Documents

    /** Takes a member of an object, whose value begins with the token. */
    @FunctionalInterface
    private interface Member {
        void read(String name, JsonToken token);
    }

    private void document(JsonParser parser, boolean query) {
        Set<String> seen = members(parser, (name, token) -> {
            switch (name) {
                case "type" -> parser.skipChildren();
                case "@context" -> {
                    EpcisJsonEventReader reader = reader(-1);
                    reader.checkContext(documentValue(parser, token));
                    violations.addAll(reader.violations());
                }
                case "id" -> uri(documentValue(parser, token));
                case "schemaVersion" -> schemaVersion(documentValue(parser, token));
                case "creationDate" -> time(documentValue(parser, token));
                case "epcisBody" -> body(parser, token, query);
                default -> {
                    JsonValue value = documentValue(parser, token);
                    if (query) {
                        otherName(name);
                    } else {
                        documentMember(name, value);
                    }
                }
            }
        });
        require(seen, "@context", "epcisBody");
        if (!query) {
            require(seen, "schemaVersion", "creationDate");
        }
    }

    private void documentMember(String name, JsonValue value) {
        switch (name) {
            case "instanceIdentifier", "sender", "receiver" -> text(value);
            case "epcisHeader" -> header(value);
            default -> otherName(name);
        }
    }

    private void body(JsonParser parser, JsonToken token, boolean query) {
        if (isObject(parser, token)) {
            String wanted = query ? "queryResults" : "eventList";
            Set<String> seen = members(parser, (name, next) -> {
                if (!name.equals(wanted)) {
                    documentValue(parser, next);
                    if (query) {
                        otherName(name);
                    }
                } else if (query) {
                    queryResults(parser, next);
                } else {
                    eventList(parser, next);
                }
            });
            require(seen, wanted);
        }
    }

    private void queryResults(JsonParser parser, JsonToken token) {
        if (isObject(parser, token)) {
            Set<String> seen = members(parser, (name, next) -> {
                switch (name) {
                    case "queryName", "subscriptionID" -> text(documentValue(parser, next));
                    case "resultsBody" -> resultsBody(parser, next);
                    default -> {
                        documentValue(parser, next);
                        otherName(name);
                    }
                }
            });
            require(seen, "queryName", "resultsBody");
        }
    }

    private void resultsBody(JsonParser parser, JsonToken token) {
        if (isObject(parser, token)) {
            Set<String> seen = members(parser, (name, next) -> {
                switch (name) {
                    case "eventList" -> eventList(parser, next);
                    case "vocabularyList" -> vocabularies(documentValue(parser, next));
                    default -> {
                        documentValue(parser, next);
                        otherName(name);
                    }
                }
            });
            require(seen, "eventList");
        }
    }

    /** Shows every member of the object that has begun; the names that it had. */
    private Set<String> members(JsonParser parser, Member member) {
        Set<String> seen = new HashSet<>();
        String name;
        while ((name = parser.nextName()) != null) {
            pointer.push(name);
            if (!seen.add(name)) {
                violate(Rule.DUPLICATE_KEY, null, null);
            }
            member.read(name, parser.nextToken());
            pointer.pop();
        }
        return seen;
    }

    private boolean isObject(JsonParser parser, JsonToken token) {
        if (token != JsonToken.START_OBJECT) {
            refuse(parser, "object");
        }
        return token == JsonToken.START_OBJECT;
    }

    private void header(JsonValue value) {
        if (!(value instanceof JsonValue.Fields header)) {
            violate(Rule.VALUE_TYPE, null, "object");
            return;
        }
        for (int i = 0; i < header.size(); i++) {
            pointer.push(header.name(i));
            if (!header.name(i).equals("epcisMasterData")) {
                otherName(header.name(i));
            } else if (header.value(i) instanceof JsonValue.Fields data) {
                JsonValue list = data.get("vocabularyList");
                if (list != null) {
                    pointer.push("vocabularyList");
                    vocabularies(list);
                    pointer.pop();
                }
            } else {
                violate(Rule.VALUE_TYPE, null, "object");
            }
            pointer.pop();
        }
    }

    private void vocabularies(JsonValue value) {
        EpcisJsonEventReader reader = reader(-1);
        masterData.addAll(reader.vocabularies(value));
        violations.addAll(reader.violations());
    }

    private void eventList(JsonParser parser, JsonToken token) {
        if (token != JsonToken.START_ARRAY) {
            refuse(parser, "array");
            return;
        }
        JsonToken next = parser.nextToken();
        while (next != JsonToken.END_ARRAY) {
            int index = events.size();
            if (index >= limits.events()) {
                violate(Rule.TOO_MANY_EVENTS, null, Integer.toString(limits.events()));
                throw new LimitReached();
            }
            pointer.push(index);
            valueIndex = index;
            found.clear();
            JsonValue value = value(parser, next, pointer.depth() + 1);
            events.add(reader(index).read(value, found, false));
            valueIndex = -1;
            pointer.pop();
            next = parser.nextToken();
        }
    }

    private void refuse(JsonParser parser, String expected) {
        parser.skipChildren();
        violate(Rule.VALUE_TYPE, null, expected);
    }

    private void otherName(String name) {
        if (!Uris.isAbsolute(name)) {
            violate(Rule.UNKNOWN_FIELD, EpcisJsonEventReader.shorten(name), null);
        }
    }

    private void require(Set<String> seen, String... names) {
        for (String name : names) {
            if (!seen.contains(name)) {
                violate(Rule.REQUIRED, null, name);
            }
        }
    }

    private @Nullable String text(JsonValue value) {
        if (value instanceof JsonValue.Text text) {
            return text.value();
        }
        violate(Rule.VALUE_TYPE, null, "string");
        return null;
    }

    private void uri(JsonValue value) {
        String text = text(value);
        if (text != null && !Uris.isAbsolute(text)) {
            violate(Rule.URI_FORMAT, text, null);
        }
    }

    private void time(JsonValue value) {
        String text = text(value);
        if (text != null && !Timestamps.isDateTime(text)) {
            violate(Rule.TIME_FORMAT, text, null);
        }
    }

    private void schemaVersion(JsonValue value) {
        String text = text(value);
        if (text == null) {
            return;
        }
        schemaVersion = text;
        boolean digitBefore = false;
        boolean fits = !text.isEmpty();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            fits &= digit || (c == '.' && digitBefore);
            digitBefore = digit;
        }
        if (!fits || !digitBefore) {
            violate(Rule.VERSION_FORMAT, text, null);
        }
    }

    private void violate(Rule rule, @Nullable String value, @Nullable String detail) {
        if (checking && violations.size() < EpcisJsonEventReader.MOST_VIOLATIONS) {
            String shown = value == null ? null : EpcisJsonEventReader.shorten(value);
            violations.add(new Violation(-1, pointer.toString(), rule, shown, detail));
        }
    }

    // Text to values

    /** A value of the document itself; what is wrong in its text is the document's. */
    private JsonValue documentValue(JsonParser parser, JsonToken token) {
        found.clear();
        JsonValue value = value(parser, token, pointer.depth());
        violations.addAll(found);
        found.clear();
        return value;
    }

    private JsonValue value(JsonParser parser, JsonToken token, int depth) {
        return switch (token) {
            case START_OBJECT -> fields(parser, depth);
            case START_ARRAY -> array(parser, depth);
            case VALUE_STRING -> {
                String text = parser.getString();
                examine(text);
                yield new JsonValue.Text(text);
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonValue.Numeral(parser.getString());
            case VALUE_TRUE -> JsonValue.Constant.TRUE;
            case VALUE_FALSE -> JsonValue.Constant.FALSE;
            case VALUE_NULL -> JsonValue.Constant.NULL;
            default -> throw new IllegalStateException("no value starts with " + token);
        };
    }

    private JsonValue fields(JsonParser parser, int depth) {
        JsonValue.Fields fields = new JsonValue.Fields();
        if (tooDeep(depth)) {
            parser.skipChildren();
            return fields;
        }
        String name;
        while ((name = parser.nextName()) != null) {
            if (suspectCharacters) {
                examine(name);
            }
            JsonToken next = parser.nextToken();
            pointer.push(name);
            fields.add(name, value(parser, next, depth + 1));
            pointer.pop();
        }
        return fields;
    }

    private JsonValue array(JsonParser parser, int depth) {
        List<JsonValue> items = new ArrayList<>();
        if (tooDeep(depth)) {
            parser.skipChildren();
            return new JsonValue.Array(items);
        }
        JsonToken next;
        while ((next = parser.nextToken()) != JsonToken.END_ARRAY) {
            pointer.push(items.size());
            items.add(value(parser, next, depth + 1));
            pointer.pop();
        }
        return new JsonValue.Array(items);
    }

    private boolean tooDeep(int depth) {
        if (depth <= limits.nesting()) {
            return false;
        }
        find(Rule.TOO_DEEP, null, Integer.toString(limits.nesting()));
        return true;
    }

    private void examine(String text) {
        if (text.length() > limits.stringLength()) {
            find(Rule.TOO_LONG, text, Integer.toString(limits.stringLength()));
        }
        if (suspectCharacters && Utf8.holdsForbidden(text)) {
            find(Rule.FORBIDDEN_CHARACTER, null, null);
        }
    }

    private void find(Rule rule, @Nullable String value, @Nullable String detail) {
        if (checking && found.size() < EpcisJsonEventReader.MOST_VIOLATIONS) {
            String shown = value == null ? null : EpcisJsonEventReader.shorten(value);
            found.add(new Violation(valueIndex, pointer.toString(), rule, shown, detail));
        }
    }
}
