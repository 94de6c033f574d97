package org.raceway.enterprises;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where an application stands, and what may follow. */
enum ApplicationPhase {
    DRAFT,
    IN_REVIEW,
    REJECTED,
    WITHDRAWN,
    APPROVED;

    private static final Map<ApplicationPhase, Map<ApplicationAction, ApplicationPhase>> ALLOWED = Map.of(
            DRAFT, Map.of(ApplicationAction.SUBMIT, IN_REVIEW, ApplicationAction.WITHDRAW, WITHDRAWN),
            IN_REVIEW,
                    Map.of(
                            ApplicationAction.APPROVE, APPROVED,
                            ApplicationAction.REJECT, REJECTED,
                            ApplicationAction.TRANSFER, IN_REVIEW,
                            ApplicationAction.URGE, IN_REVIEW,
                            ApplicationAction.WITHDRAW, WITHDRAWN),
            REJECTED, Map.of(ApplicationAction.SUBMIT, IN_REVIEW, ApplicationAction.WITHDRAW, WITHDRAWN),
            WITHDRAWN, Map.of(ApplicationAction.SUBMIT, IN_REVIEW),
            APPROVED, Map.of());

    /** Where an action leads; empty where it is not allowed. */
    Optional<ApplicationPhase> after(ApplicationAction action) {
        return Optional.ofNullable(allowed().get(action));
    }

    /** What is allowed. */
    Set<ApplicationAction> actions() {
        return allowed().keySet();
    }

    /** Whether the applicant may change the form. */
    boolean editable() {
        return this == DRAFT || this == REJECTED || this == WITHDRAWN;
    }

    private Map<ApplicationAction, ApplicationPhase> allowed() {
        return ALLOWED.getOrDefault(this, Map.of());
    }
}
