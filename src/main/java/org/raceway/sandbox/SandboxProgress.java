package org.raceway.sandbox;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far the simulated cluster is.
 *
 * @param size of the cluster; absent when there is none
 * @param percent of its campaigns that are loaded, 0 to 100
 * @param documents captured
 * @param events in them
 * @param failure why loading stopped, in English, for the operator
 * @param examples identifiers worth trying; filled while loading
 */
public record SandboxProgress(
        @Nullable SandboxSize size,
        State state,
        int percent,
        int documents,
        long events,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable String failure,
        List<Example> examples) {
    public SandboxProgress {
        examples = List.copyOf(examples);
    }

    /** Where it stands. */
    public enum State {
        /** No simulated cluster was asked for, and none is here. */
        NONE,
        /** Enterprises and accounts are being opened, or documents captured. */
        LOADING,
        /** All there. */
        DONE,
        /** Stopped by a person, or by the application's end; goes on where it stopped. */
        STOPPED,
        /** Stopped by a failure; goes on where it stopped at the next start. */
        FAILED,
        /** Another cluster than the one asked for is in this database; it stays. */
        OTHER_CLUSTER
    }

    /**
     * Something to try.
     *
     * @param name what it shows, such as {@code badFurnaceLot}
     * @param identifier canonical GS1 Digital Link
     * @param genealogy the page that follows it
     * @param scan its public scan page
     */
    public record Example(
            String name,
            String identifier,
            String genealogy,
            @Nullable String scan) {}
}
