package org.raceway.enterprises;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An enterprise has come into the registry. Published in the transaction that admits it: a listener that throws keeps it out.
 *
 * @param applicant the account that applied; absent where the operator admitted it without an application
 */
public record EnterpriseAdmitted(
        Enterprise enterprise, @Nullable UUID applicant) {}
