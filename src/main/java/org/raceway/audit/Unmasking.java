package org.raceway.audit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.platform.ProblemException;
import org.springframework.stereotype.Component;

/** Showing personal data that pages hide by {@link Masked}: for a reason, which is recorded. */
@Component
public final class Unmasking {
    /** The fewest characters of a reason. */
    public static final int SHORTEST_REASON = 4;

    private final AuditTrail trail;

    Unmasking(AuditTrail trail) {
        this.trail = trail;
    }

    /**
     * Records that the caller is about to see it. Whether they may is the room's to check first.
     *
     * @param subjectKind whose or what data, as in an {@link AuditEntry}
     * @param enterprise whose data is touched
     * @param fields what is shown, such as {@code phone}
     * @throws ProblemException if no reason is given
     */
    public void show(
            String subjectKind, Object subject, @Nullable UUID enterprise, String fields, @Nullable String reason) {
        if (reason == null || reason.strip().length() < SHORTEST_REASON) {
            throw new ProblemException(AuditProblem.REASON_MISSING, SHORTEST_REASON);
        }
        trail.record(AuditEntry.done("privacy.unmask", subjectKind, subject)
                .about(enterprise)
                .with("fields", fields)
                .with("reason", reason.strip()));
    }
}
