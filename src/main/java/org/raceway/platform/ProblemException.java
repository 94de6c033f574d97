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

    /** Further members of the answer, such as a list of the fields that are wrong. */
    public Map<String, Object> members() {
        return Map.of();
    }
}
