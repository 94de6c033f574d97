package org.raceway.recalls;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.identifiers.gs1.Gs1Identifiers;
import org.raceway.platform.ProblemException;
import org.raceway.traceability.AffectedOrigin;

/**
 * What a recall begins with: things by their identifiers, or what the enterprise did in a stretch of time.
 *
 * @param ids heats, furnace lots, other lots, units, boxes; empty for what was done in a stretch of time
 * @param from from when on; must be there without ids
 * @param until until when, not included; must be there without ids
 * @param step the trade's step or the CBV business step; absent for any
 * @param place GLN or identifier of a read point or business location; absent for any
 * @param machine machine, furnace or line as the events call it; absent for any
 */
public record RecallOrigin(
        List<String> ids,
        @Nullable Instant from,
        @Nullable Instant until,
        @Nullable String step,
        @Nullable String place,
        @Nullable String machine) {
    /** The most ids. */
    static final int MOST_IDS = 200;

    private static final int LONGEST = 200;

    public RecallOrigin {
        ids = ids.stream()
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .distinct()
                .toList();
        step = blankless(step, "step");
        place = blankless(place, "place");
        machine = blankless(machine, "machine");
        if (ids.size() > MOST_IDS || ids.stream().anyMatch(id -> id.length() > LONGEST)) {
            throw new ProblemException(RecallProblem.INVALID, "ids");
        }
        if (ids.isEmpty() && from == null) {
            throw new ProblemException(RecallProblem.INVALID, until == null ? "ids" : "from");
        }
        if (ids.isEmpty() && until == null) {
            throw new ProblemException(RecallProblem.INVALID, "until");
        }
        if (from != null && until != null && !from.isBefore(until)) {
            throw new ProblemException(RecallProblem.INVALID, "until");
        }
    }

    private static @Nullable String blankless(@Nullable String text, String name) {
        if (text == null || text.isBlank()) {
            return null;
        }
        if (text.length() > LONGEST) {
            throw new ProblemException(RecallProblem.INVALID, name);
        }
        return text.strip();
    }

    /** As the ledger asks it. */
    AffectedOrigin asked(UUID owner) {
        return ids.isEmpty()
                ? new AffectedOrigin.Steps(
                        owner, Objects.requireNonNull(from), Objects.requireNonNull(until), step, place, machine)
                : new AffectedOrigin.Things(ids, from, until);
    }

    /** The same for the same question, in whatever order and form the ids came. */
    UUID digest() {
        TreeSet<String> canonical = new TreeSet<>();
        ids.forEach(id -> canonical.add(Gs1Identifiers.canonical(id)));
        String all = canonical + "|" + from + "|" + until + "|" + step + "|" + place + "|" + machine;
        return UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8));
    }
}
