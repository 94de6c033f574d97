package org.raceway.platform;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ends a request with a {@link Problem}. Rooms may extend it. */
public class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final transient @Nullable Object[] arguments;

    /** With the arguments of the problem's detail text. */
    public ProblemException(Problem problem, @Nullable Object... arguments) {
        this((Throwable) null, problem, arguments);
    }

    /** With the cause, and the arguments of the problem's detail text. */
    public ProblemException(@Nullable Throwable cause, Problem problem, @Nullable Object... arguments) {
        super(problem.code(), cause);
        this.problem = problem;
        this.arguments = arguments.clone();
    }

    /** What is wrong. */
    public final Problem problem() {
        return problem;
    }

    /** For the detail text. */
    public final @Nullable Object[] arguments() {
        return arguments.clone();
    }

    /** What is wrong and what to do about it, in one language: for a note beside the field of a form. */
    public final String text(Texts texts) {
        String key = Problems.textKey(problem);
        String title = texts.get(key);
        return texts.has(key + ".detail")
                ? title + (texts.english() ? ": " : "：") + texts.get(key + ".detail", arguments)
                : title;
    }

    /** Further members of the answer, such as a list of the fields that are wrong. */
    public Map<String, Object> members() {
        return Map.of();
    }
}
