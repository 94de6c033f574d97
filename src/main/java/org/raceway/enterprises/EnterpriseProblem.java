package org.raceway.enterprises;

import org.raceway.platform.Problem;

/** Why the registry refuses. */
enum EnterpriseProblem implements Problem {
    /** A field of an enterprise is no such thing. Arguments: which and why. */
    INVALID_ENTERPRISE("invalid-enterprise", 400),
    /** Fields of a form are missing or wrong; the answer lists them. Arguments: how many. */
    INVALID_FORM("invalid-enterprise-form", 422),
    /** The credit code is known already. Whose it is, and as what, is nobody's business. Arguments: whom to ask. */
    DUPLICATE("enterprise-exists", 409),
    /** Neither there nor the caller's. */
    NO_SUCH_APPLICATION("no-such-application", 404),
    /** Not from where the application stands. Arguments: where it stands. */
    ACTION_NOT_ALLOWED("application-action-not-allowed", 409),
    /** Somebody else has acted since the caller looked. Arguments: who, when, and what. */
    CHANGED_MEANWHILE("application-changed-meanwhile", 409),
    /** Nobody reviews what they applied for. */
    OWN_APPLICATION("own-application", 403),
    /** Why something is refused, suspended or merged must be said. */
    REASON_MISSING("reason-missing", 422),
    /** Not a colleague who reviews. */
    NO_SUCH_REVIEWER("no-such-reviewer", 422),
    /** Once a day is enough. Arguments: when again. */
    URGED_TODAY("urged-already", 429),
    /** As many open drafts as one person may have. Arguments: the number. */
    TOO_MANY_APPLICATIONS("too-many-applications", 409),
    /** Neither there nor the caller's to see. */
    NO_SUCH_FILE("no-such-file", 404),
    /** Neither there nor open to the caller. */
    NO_SUCH_ENTERPRISE("no-such-enterprise", 404),
    /** A row of a workbook, or the whole of it, can't be read as enterprises. Arguments: what is missing. */
    NO_ADMISSION_TABLE("admission-table", 422),
    /** Neither there nor waiting to be confirmed. */
    NO_SUCH_ADMISSION("no-such-admission", 404),
    /** The caller's enterprise is suspended: it reads, but does not write. Arguments: until when, why. */
    SUSPENDED("enterprise-suspended", 403),
    /** Not as the enterprise stands. Arguments: how it stands. */
    STANDING("enterprise-standing", 409),
    /** A record can't be merged so. Arguments: why. */
    CANNOT_MERGE("enterprises-cannot-merge", 409),
    /** A date that is none, or lies in the past. */
    BAD_DAY("bad-day", 422);

    private final String code;
    private final int status;

    EnterpriseProblem(String code, int status) {
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
