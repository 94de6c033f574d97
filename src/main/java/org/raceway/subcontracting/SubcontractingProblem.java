package org.raceway.subcontracting;

import org.raceway.platform.Problem;

/** Why something about subcontracting is refused. */
public enum SubcontractingProblem implements Problem {
    /** A part of the request is missing or makes no sense. Arguments: which, as the API calls it. */
    INVALID("subcontracting-invalid", Blame.CALLER, 400),
    /** Something has been agreed for the same partner, product and step. */
    ALREADY_SET("subcontracting-already-set", Blame.CALLER, 409),
    /** More than an enterprise may set. Arguments: how many. */
    TOO_MANY("subcontracting-too-many", Blame.CALLER, 422);

    private final String code;
    private final Blame blame;
    private final int status;

    SubcontractingProblem(String code, Blame blame, int status) {
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
