package org.raceway.scans;

import org.raceway.platform.Problem;

/** Why this room refuses. */
enum ScansProblem implements Problem {
    /** A part of the request is missing or makes no sense. Arguments: which, as the API calls it, the least, the most. */
    INVALID("scans-invalid", 400),
    /** It can't be read as the code of a single thing. */
    NO_CODE("scans-no-code", 422),
    /** It has been decided or answered. */
    DECIDED("scans-decided", 409),
    /** More reports from one place than people write. */
    TOO_MANY_REPORTS("scans-too-many-reports", 429),
    /** Rules are an enterprise's own. */
    NO_ENTERPRISE("scans-no-enterprise", 422);

    private final String code;
    private final int status;

    ScansProblem(String code, int status) {
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
