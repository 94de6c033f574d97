package org.raceway.sharing;

import org.raceway.platform.Problem;

/** Why a rule is refused. */
public enum SharingProblem implements Problem {
    /** A part of the request is missing or makes no sense. Arguments: which, as the API calls it. */
    INVALID("sharing-invalid", Blame.CALLER, 400),
    /** More rules than an enterprise may set. Arguments: how many. */
    TOO_MANY("sharing-too-many", Blame.CALLER, 422);

    private final String code;
    private final Blame blame;
    private final int status;

    SharingProblem(String code, Blame blame, int status) {
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
