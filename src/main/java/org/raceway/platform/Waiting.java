package org.raceway.platform;

/**
 * What waits for the visitor of a page.
 *
 * @param unread notices that they have not read, counted no further than {@link #COUNTED}
 * @param tasks to-dos that wait for them, counted likewise
 */
public record Waiting(int unread, int tasks) {
    /** How far is counted: past it, the exact number helps nobody. */
    public static final int COUNTED = 100;

    /** Where it is known. A room publishes one as a bean; it is asked once a page. */
    public interface Source {
        /** What waits for this visitor. */
        Waiting waiting(Visitor visitor);
    }

    /** The number of notices as a badge shows it; empty for none. */
    public String unreadShown() {
        return shown(unread);
    }

    /** The number of to-dos as a badge shows it; empty for none. */
    public String tasksShown() {
        return shown(tasks);
    }

    private static String shown(int count) {
        return count == 0 ? "" : count >= COUNTED ? "99+" : String.valueOf(count);
    }
}
