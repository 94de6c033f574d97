package org.raceway.recalls;

import org.raceway.platform.Problem;

/** Why a recall is refused. */
public enum RecallProblem implements Problem {
    /** The ledger knows nothing of what was asked for, or nothing of it is left anywhere. */
    NOTHING_AFFECTED("recall-nothing", Blame.CALLER, 422),
    /** What it begins with was made by somebody else. */
    NOT_MAKER("recall-not-maker", Blame.CALLER, 403),
    /** What it begins with was made by several enterprises: one recall for each. */
    SEVERAL_MAKERS("recall-several-makers", Blame.CALLER, 422),
    /** More goods or events than one recall looks at. */
    TOO_MANY("recall-too-many", Blame.CALLER, 422),
    /** A recall of the same is open. Arguments: its number. */
    ALREADY_OPEN("recall-already-open", Blame.CALLER, 409),
    /** The recall has moved on. */
    WRONG_STATE("recall-state", Blame.CALLER, 409),
    /** Goods have not been returned or disposed of. Arguments: how many entries, the first of them. */
    OPEN_ITEMS("recall-open-items", Blame.CALLER, 409),
    /** More than there is. Arguments: how much is left to be dealt with. */
    TOO_MUCH("recall-too-much", Blame.CALLER, 422),
    /** A part of the request is missing or makes no sense. Arguments: which, as the API calls it. */
    INVALID("recall-invalid", Blame.CALLER, 400),
    /** The goods lie with the enterprise that recalls them. */
    OWN_GOODS("recall-own-goods", Blame.CALLER, 422);

    private final String code;
    private final Blame blame;
    private final int status;

    RecallProblem(String code, Blame blame, int status) {
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
