package org.raceway.platform;

import java.util.List;

/** What a room puts on the start page. A room publishes one as a bean. */
public interface StartPart {

    /** The figures that this visitor sees, in order; empty for none. */
    List<Figure> figures(Visitor visitor, Texts texts);

    /** The charts that this visitor sees; empty for none. */
    default List<Chart> charts(Visitor visitor, Texts texts) {
        return List.of();
    }

    /** What is waiting for this visitor or happened last, newest first, at most ten; empty for none. */
    default List<Recent> recent(Visitor visitor, Texts texts) {
        return List.of();
    }

    /** What waits for this visitor to be done, oldest first, at most five; empty for none. */
    default List<ToDo> toDo(Visitor visitor, Texts texts) {
        return List.of();
    }

    /** What is worth trying, most instructive first; empty for none. */
    default List<Suggestion> suggestions(Visitor visitor, Texts texts) {
        return List.of();
    }

    /**
     * Something to do.
     *
     * @param since as it is shown
     */
    record ToDo(String since, String text, String link) {}

    /**
     * Something to try.
     *
     * @param text what one will see
     */
    record Suggestion(String text, String link) {}

    /**
     * A line under "what happened last".
     *
     * @param time as it is shown
     * @param tone good, watch, bad or unknown
     * @param status in a word
     */
    record Recent(String time, String text, String link, Tone tone, String status) {}
}
