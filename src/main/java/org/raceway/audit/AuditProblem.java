package org.raceway.audit;

import org.raceway.platform.Problem;

/** Why the trail or the register of personal data refuses. */
enum AuditProblem implements Problem {
    /** As much of the trail is being verified or exported as can be at one time. */
    BUSY("audit-busy", Blame.CAPACITY, 503),
    /** Hidden data is shown for a reason only. */
    REASON_MISSING("reason-missing", Blame.CALLER, 422),
    /** Somebody has decided the request for erasure already. */
    ERASURE_DECIDED("erasure-decided", Blame.CALLER, 409);

    private final String code;
    private final Blame blame;
    private final int status;

    AuditProblem(String code, Blame blame, int status) {
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
