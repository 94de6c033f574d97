package org.raceway.certificates;

import org.raceway.platform.PlatformProblem;
import org.raceway.platform.ProblemException;
import org.raceway.traceability.Genealogy;

/** Reads what somebody typed, pasted or scanned for a thing. */
final class CertificateThings {
    private CertificateThings() {}

    /**
     * Its canonical identifier.
     *
     * @param parameter that it came in
     * @throws ProblemException if it is none
     */
    static String identify(String typed, String parameter) {
        return Genealogy.identify(typed)
                .orElseThrow(() -> new ProblemException(PlatformProblem.BAD_PARAMETER, parameter));
    }
}
