package org.raceway.traceability;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.raceway.platform.Texts;
import org.raceway.traceability.epcis.Action;
import org.raceway.traceability.epcis.EventType;

/** The standard's terms in the reader's language; a term of another vocabulary stands as it is. */
final class EventWords {
    private EventWords() {}

    /** A business step of the standard or a step of the trade. */
    static String step(@Nullable String step, Texts texts) {
        return step == null ? "" : known("events.step." + step, known("genealogy.step." + step, step, texts), texts);
    }

    /** The type of a business transaction, a source or a destination. */
    static String reference(@Nullable String type, Texts texts) {
        return type == null ? "" : known("events.reference." + type, type, texts);
    }

    /** A UN/ECE Recommendation 20 code as people write it; pieces where there is none. */
    static String unit(@Nullable String unit, Texts texts) {
        return unit == null ? texts.get("genealogy.pieces") : unit.equals("KGM") ? "kg" : unit;
    }

    /** An inspection's result. */
    static String result(String result, Texts texts) {
        return known("events.result." + result, result, texts);
    }

    /**
     * The words that a script puts on events: {@code step.}, {@code disposition.}, {@code result.} and {@code action.} with
     * the standard's terms, {@code type.} with the names of event types.
     */
    static Map<String, String> all(Texts texts) {
        Map<String, String> words = new TreeMap<>();
        for (String key : texts.keys()) {
            for (String kind : List.of("step.", "disposition.", "result.", "action.")) {
                if (key.startsWith("events." + kind)) {
                    words.put(key.substring("events.".length()), texts.get(key));
                }
            }
        }
        for (EventType type : EventType.values()) {
            words.put("type." + type.standardName(), type(type, texts));
        }
        return words;
    }

    static String disposition(@Nullable String disposition, Texts texts) {
        return disposition == null ? "" : known("events.disposition." + disposition, disposition, texts);
    }

    static String type(EventType type, Texts texts) {
        return texts.get("events.type." + type.name());
    }

    static String action(@Nullable Action action, Texts texts) {
        return action == null ? "" : texts.get("events.action." + action.name());
    }

    private static String known(String key, String term, Texts texts) {
        return texts.has(key) ? texts.get(key) : term;
    }
}
