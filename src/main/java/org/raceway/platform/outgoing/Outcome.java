package org.raceway.platform.outgoing;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.raceway.platform.ProblemException;

/** What came of a request. */
public sealed interface Outcome {

    /**
     * The other side has answered, with whatever status. A redirect is an answer: it is not followed.
     *
     * @param headers names in lower case, the first of each
     * @param body read as UTF-8
     */
    record Answered(int status, Map<String, String> headers, String body) implements Outcome {
        public Answered {
            headers = Map.copyOf(headers);
        }

        /** Whether the status is one of success. */
        public boolean succeeded() {
            return status >= 200 && status < 300;
        }
    }

    /** Nothing was sent, or nothing came back. */
    record Unanswered(OutgoingProblem problem, String host) implements Outcome {

        /** For a caller to whom it is a refusal. */
        public ProblemException exception(@Nullable Throwable cause) {
            return new ProblemException(cause, problem, host);
        }
    }
}
