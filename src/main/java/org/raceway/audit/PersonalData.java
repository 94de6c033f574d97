package org.raceway.audit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A room's answer for the personal data that it keeps: a bean of each room that keeps any. What may be erased and what must be kept,
 * and why, is said once, in the room's {@code personal-data/<room>.json}.
 */
public interface PersonalData {

    /** The room's name, as in its package and its declarations. */
    String room();

    /** Everything that the room holds on this person, readable; for the person's own download, and to say what an erasure does. */
    List<Held> held(UUID account);

    /**
     * Erases what the declarations let erase, in the caller's transaction. Once more is no error and erases nothing.
     *
     * @return how many values were erased, by {@code table.column}
     */
    Map<String, Integer> erase(UUID account);

    /**
     * One value that is held on a person.
     *
     * @param table as declared
     * @param column as declared
     * @param value as text; a password's or key's digest is not handed out but said to be there
     * @param since when it was written, where that is known
     */
    record Held(
            String table,
            String column,
            String value,
            @Nullable Instant since) {}
}
