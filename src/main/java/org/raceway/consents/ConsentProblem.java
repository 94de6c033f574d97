package org.raceway.consents;

import org.raceway.platform.Problem;

/** Why the consent ledger refuses. */
public enum ConsentProblem implements Problem {
    /** No consent for this purpose lives. */
    NO_CONSENT("consent-missing", Blame.CALLER, 403),
    /** The consent does not name this field. Arguments: the field. */
    FIELD_NOT_GRANTED("consent-field", Blame.CALLER, 403),
    /** The consent does not cover these days. Arguments: the first and the last day that it covers. */
    PERIOD_NOT_GRANTED("consent-period", Blame.CALLER, 403),
    /** The consent has moved on. */
    WRONG_STATE("consent-state", Blame.CALLER, 409),
    /** A request for the same matter waits already. */
    ALREADY_ASKED("consent-asked", Blame.CALLER, 409),
    /** More is granted than was asked for. */
    WIDER_THAN_ASKED("consent-wider", Blame.CALLER, 400),
    /** The published rule does not let this enterprise ask for this. Arguments: what, as the API calls it. */
    AGAINST_RULE("consent-rule", Blame.CALLER, 400),
    /** A part of the request is missing or makes no sense. Arguments: which, as the API calls it. */
    INVALID("consent-invalid", Blame.CALLER, 400),
    /** A suspended enterprise, or one that has left, neither reads nor grants. */
    NOT_ACTIVE("consent-standing", Blame.CALLER, 403),
    /** More rows than one read hands over. */
    DATA_TOO_LARGE("consent-data-too-large", Blame.CALLER, 422);

    private final String code;
    private final Blame blame;
    private final int status;

    ConsentProblem(String code, Blame blame, int status) {
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
