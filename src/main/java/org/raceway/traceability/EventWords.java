package org.raceway.traceability;

import org.jspecify.annotations.Nullable;
import org.raceway.platform.Texts;
import org.raceway.traceability.epcis.Action;
import org.raceway.traceability.epcis.EventType;

/** The standard's terms in the reader's language; a term of another vocabulary stands as it is. */
final class EventWords {
    private EventWords() {}

    static String step(@Nullable String bizStep, Texts texts) {
        return bizStep == null ? "" : known("events.step." + bizStep, bizStep, texts);
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
