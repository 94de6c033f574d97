package org.raceway.certificates;

import org.raceway.platform.Problem;

/** Why a certificate or a balance is not taken or not shown. */
enum CertificateProblem implements Problem {
    NO_SUCH_CERTIFICATE("certificate-unknown", 404),
    NO_SUCH_IMPORT("certificate-import-unknown", 404),
    /** It was confirmed before, or nothing in it is in order. */
    NOTHING_TO_IMPORT("certificate-import-nothing", 409),
    /** Arguments: the missing columns. */
    NO_CERTIFICATE_TABLE("certificate-columns-missing", 422),
    /** Who acts for no enterprise keeps no certificates. */
    NO_ENTERPRISE("certificate-needs-enterprise", 403),
    /** Arguments: the field, what stands in it. */
    WRONG_FIELD("certificate-field", 422),
    NO_SUCH_HEAT("heat-unknown", 404),
    /** Neither the caller's nor made of by them. */
    NOT_YOUR_HEAT("heat-not-yours", 403),
    WITHDRAWN_ALREADY("certificate-withdrawn", 409),
    NO_SUCH_RUN("balance-run-unknown", 404),
    /** Another one is under way. */
    RUNNING_ALREADY("balance-running", 409),
    /** Arguments: the most days. */
    BAD_SPAN("balance-span", 422);

    private final String code;
    private final int status;

    CertificateProblem(String code, int status) {
        this.code = code;
        this.status = status;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public Blame blame() {
        return Blame.CALLER;
    }

    @Override
    public int status() {
        return status;
    }
}
