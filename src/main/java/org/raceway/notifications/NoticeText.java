package org.raceway.notifications;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.raceway.platform.Texts;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a notice says: its kind's texts with the arguments in their places, in the reader's language. */
record NoticeText(String kind, List<NoticeArgument> arguments) {
    /** The most that a notice's arguments take, as JSON in UTF-8. */
    static final int MOST_BYTES = 64 * 1024;

    private static final JsonMapper JSON = JsonMapper.shared();

    NoticeText {
        arguments = List.copyOf(arguments);
    }

    /** As it was stored. */
    static NoticeText of(String kind, String json) {
        List<NoticeArgument> arguments = new ArrayList<>();
        for (JsonNode node : JSON.readTree(json)) {
            arguments.add(
                    node.isString()
                            ? NoticeArgument.of(node.stringValue())
                            : node.has("key")
                                    ? NoticeArgument.worded(node.path("key").stringValue())
                                    : node.has("at")
                                            ? NoticeArgument.at(Instant.parse(
                                                    node.path("at").stringValue()))
                                            : NoticeArgument.names(
                                                    node.path("zh").stringValue(),
                                                    node.path("en").stringValue()));
        }
        return new NoticeText(kind, arguments);
    }

    /**
     * The arguments as they are stored.
     *
     * @throws IllegalArgumentException if they are too large
     */
    static String json(List<NoticeArgument> arguments) {
        String json = JSON.writeValueAsString(
                arguments.stream().map(NoticeText::stored).toList());
        if (json.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw new IllegalArgumentException("a notice's arguments have at most " + MOST_BYTES + " bytes");
        }
        return json;
    }

    private static Object stored(NoticeArgument argument) {
        return switch (argument) {
            case NoticeArgument.Plain plain -> plain.text();
            case NoticeArgument.Names names -> Map.of("zh", names.chinese(), "en", names.english());
            case NoticeArgument.Worded worded -> Map.of("key", worded.key());
            case NoticeArgument.Moment moment -> Map.of("at", moment.at().toString());
        };
    }

    /** One line. */
    String title(Texts texts) {
        return text("title", texts).replaceAll("\\s+", " ").strip();
    }

    /** One or more lines. */
    String body(Texts texts) {
        return text("body", texts);
    }

    private String text(String part, Texts texts) {
        String key = "notice." + kind + "." + part;
        return texts.has(key)
                ? texts.get(
                        key,
                        arguments.stream().map(argument -> argument.in(texts)).toArray())
                : DeclaredKinds.name(kind, texts);
    }
}
