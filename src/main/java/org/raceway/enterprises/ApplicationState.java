package org.raceway.enterprises;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How an application stands, with what is known then. */
sealed interface ApplicationState {
    /** The applicant works on it. */
    record Draft() implements ApplicationState {}

    /**
     * Reviewers have it.
     *
     * @param reviewer that it was transferred to; absent while anybody of them may take it
     * @param urgedAt when the applicant last asked for haste
     */
    record InReview(
            Instant since,
            @Nullable UUID reviewer,
            String reviewerName,
            @Nullable Instant urgedAt) implements ApplicationState {}

    /** Given back. */
    record Rejected(Instant at, String reason) implements ApplicationState {}

    /** Taken back by the applicant. */
    record Withdrawn(Instant at) implements ApplicationState {}

    /** The facts are the registry's. */
    record Approved(Instant at, UUID enterprise) implements ApplicationState {}

    /** Its place in the table of transitions. */
    default ApplicationPhase phase() {
        return switch (this) {
            case Draft draft -> ApplicationPhase.DRAFT;
            case InReview review -> ApplicationPhase.IN_REVIEW;
            case Rejected rejected -> ApplicationPhase.REJECTED;
            case Withdrawn withdrawn -> ApplicationPhase.WITHDRAWN;
            case Approved approved -> ApplicationPhase.APPROVED;
        };
    }
}
