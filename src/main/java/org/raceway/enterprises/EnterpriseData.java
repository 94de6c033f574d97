package org.raceway.enterprises;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a room keeps of an enterprise: how it is handed out, and what becomes of it when the enterprise leaves. A room that keeps
 * anything provides one as a bean.
 */
public interface EnterpriseData {

    /** The room's name: its folder in the archive. */
    String room();

    /** Hands out all that belongs to the enterprise, in open formats. Asked on behalf of one of its people. */
    void export(UUID enterprise, Archive archive) throws IOException;

    /** What is deleted and what is kept, in the order in which it is shown. */
    List<Rule> rules();

    /**
     * Deletes what the rules let delete, in the caller's transaction, which sees everybody's rows.
     *
     * @return how much was deleted, by the rule's key
     */
    Map<String, Integer> erase(UUID enterprise);

    /** Deletes what had to be kept for the shortest time that any rule names, likewise; asked once, when that time is over. */
    default void purge(UUID enterprise) {}

    /** An archive that is being written. */
    interface Archive {

        /**
         * A new file in the room's folder. Write it whole before the next one is asked for; closing it is optional.
         *
         * @param name such as {@code events/0001.jsonld}
         */
        OutputStream file(String name) throws IOException;
    }

    /**
     * What becomes of something.
     *
     * @param key of its name; with {@code .law} after it, of the law's words where something is kept
     * @param keptYears how long it is kept; absent where it is deleted at once
     */
    record Rule(String key, @Nullable Integer keptYears) {}
}
