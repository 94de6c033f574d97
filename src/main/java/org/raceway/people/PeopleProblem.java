package org.raceway.people;

import org.raceway.platform.Problem;

/** Why this room refuses. */
enum PeopleProblem implements Problem {
    NO_SUCH_MEMBER("no-such-member", 404),
    NO_SUCH_ROLE("no-such-role", 404),
    NO_SUCH_DEPARTMENT("no-such-department", 404),
    NO_SUCH_INVITATION("no-such-invitation", 404),
    NO_SUCH_DELEGATION("no-such-delegation", 404),
    /** Nobody gives what they don't hold themselves. Arguments: the permissions. */
    MORE_THAN_HELD("more-than-held", 403),
    /** Nobody changes somebody who may do more than they. Arguments: the permissions. */
    HOLDS_MORE("holds-more", 403),
    /** Nobody changes their own roles. */
    OWN_MEMBERSHIP("own-membership", 403),
    /** Only who appoints auditors makes or removes one. */
    AUDITORS_ONLY_BY_AUDITORS("auditors-only-by-auditors", 403),
    /** An auditor is nothing else beside. */
    AUDITOR_ALONE("auditor-alone", 409),
    /** Somebody has to answer for the enterprise. */
    LAST_OWNER("last-owner", 409),
    /** Arguments: how many members and open invitations have it. */
    ROLE_IN_USE("role-in-use", 409),
    /** Members or departments are in it. */
    DEPARTMENT_IN_USE("department-in-use", 409),
    /** A department can't be below itself. */
    DEPARTMENT_CIRCLE("department-circle", 409),
    /** Arguments: the name. */
    NAME_TAKEN("name-taken", 409),
    ALREADY_MEMBER("already-member", 409),
    /** Arguments: the login. */
    LOGIN_TAKEN("login-taken", 409),
    /** Arguments: the permissions that can't be lent. */
    NOT_LENDABLE("not-lendable", 403),
    /** Arguments: the most days. */
    LENT_TOO_LONG("lent-too-long", 400),
    NOTHING_CHOSEN("nothing-chosen", 400),
    /** Arguments: the field. */
    BAD_FIELD("bad-field", 400),
    /** Arguments: why. */
    BAD_PASSWORD("bad-password", 400),
    NO_CONSENT("no-consent", 400),
    /** Arguments: the most. */
    TOO_MANY("too-many", 409),
    TOO_MANY_SIGN_UPS("too-many-sign-ups", 429) {
        @Override
        public Blame blame() {
            return Blame.CAPACITY;
        }

        @Override
        public int retrySeconds() {
            return 600;
        }
    };

    private final String code;
    private final int status;

    PeopleProblem(String code, int status) {
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
