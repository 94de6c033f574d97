package org.raceway.traceability;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.raceway.platform.ProblemException;

/** No job came of a capture, or no result of a query. */
public final class CaptureRefusedException extends ProblemException {
    private static final long serialVersionUID = 1L;

    private final transient List<Map<String, Object>> errors;

    /** With the arguments of the problem's detail text. */
    CaptureRefusedException(CaptureProblem problem, @Nullable Object... arguments) {
        super(problem, arguments);
        errors = List.of();
    }

    CaptureRefusedException(@Nullable Throwable cause, CaptureProblem problem, @Nullable Object... arguments) {
        super(cause, problem, arguments);
        errors = List.of();
    }

    /** With what is wrong with an event, rendered in the caller's language. */
    CaptureRefusedException(CaptureProblem problem, List<Map<String, Object>> errors) {
        super(problem);
        this.errors = List.copyOf(errors);
    }

    @Override
    public Map<String, Object> members() {
        return errors.isEmpty() ? Map.of() : Map.of("errors", errors);
    }
}
