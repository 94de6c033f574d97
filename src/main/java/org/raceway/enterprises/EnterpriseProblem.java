package org.raceway.enterprises;

import org.raceway.platform.Problem;

/** Why the registry refuses. */
enum EnterpriseProblem implements Problem {
    /** A field of an enterprise is no such thing. Arguments: which and why. */
    INVALID_ENTERPRISE("invalid-enterprise", Blame.CALLER, 400);

    private final String code;
    private final Blame blame;
    private final int status;

    EnterpriseProblem(String code, Blame blame, int status) {
        this.code = code;
        this.blame = blame;
        this.status = status;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public Blame blame() {
        return blame;
    }

    @Override
    public int status() {
        return status;
    }
}
