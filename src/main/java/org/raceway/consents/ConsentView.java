package org.raceway.consents;

import java.util.List;
import java.util.UUID;
import org.raceway.platform.Cell;
import org.raceway.platform.Fact;

/**
 * A consent's page.
 *
 * @param own whether the caller's enterprise is the granter
 * @param reads how many times it was read under, as far as the caller may know
 * @param actions what the caller may do now, of {@link ConsentAction}
 * @param mayRead whether the caller may read now
 * @param error why the last attempt was refused; empty for none
 */
public record ConsentView(
        UUID id,
        String title,
        String explanation,
        String other,
        Consent consent,
        Cell state,
        boolean own,
        List<Fact> facts,
        List<Field> fields,
        List<Step> steps,
        List<Result> results,
        long reads,
        List<ConsentAction> actions,
        boolean mayRead,
        String error) {

    /**
     * A field that was asked for.
     *
     * @param granted whether it is among the terms
     */
    public record Field(String code, String name, String help, boolean granted, boolean hasPeriod) {}

    /** A line of the timeline. */
    public record Step(String at, String text, String reason) {}

    /** Something that was made of it. */
    public record Result(String at, String text, boolean stale) {}

    /** Whether the caller may do that now. */
    public boolean may(String action) {
        return actions.contains(ConsentAction.valueOf(action));
    }

    /** What a revocation would make stale. */
    public long livingResults() {
        return results.stream().filter(result -> !result.stale()).count();
    }
}
