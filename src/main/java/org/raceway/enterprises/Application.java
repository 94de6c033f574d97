package org.raceway.enterprises;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A registration, or a change of facts that must be reviewed.
 *
 * @param enterprise whose facts change; absent until a registration is approved
 * @param version grows with everything that happens to it
 */
record Application(
        UUID id,
        Purpose purpose,
        @Nullable UUID enterprise,
        UUID applicant,
        String applicantName,
        String applicantEnglishName,
        ApplicationState state,
        int version,
        EnterpriseForm form,
        Instant createdAt,
        Instant updatedAt) {

    /** What it asks for. */
    enum Purpose {
        REGISTRATION,
        CHANGE
    }

    /** The name under which people look for it. */
    String title(String untitled) {
        return form.name().isEmpty() ? untitled : form.name();
    }
}
