package org.raceway.platform.outgoing;

import org.raceway.platform.Problem;

/** Why an address is not taken, or a request to it had no answer. The argument of each is the host. */
public enum OutgoingProblem implements Problem {
    /** No absolute address with a host, or one with a user name, or with a name that is only digits. */
    MALFORMED("outgoing-address-malformed", Blame.CALLER, 422),
    /** Not by HTTPS. */
    NOT_SECURE("outgoing-not-secure", Blame.CALLER, 422),
    /** A port that is not allowed. */
    FORBIDDEN_PORT("outgoing-port-forbidden", Blame.CALLER, 422),
    /** A host that is not allowed, or that lies inside: which of its addresses is not said. */
    FORBIDDEN_HOST("outgoing-host-forbidden", Blame.CALLER, 422),
    /** No such name. */
    UNKNOWN_HOST("outgoing-host-unknown", Blame.CALLER, 422),
    /** Nobody answers there, or the connection broke. */
    UNREACHABLE("outgoing-unreachable", Blame.CALLER, 502),
    /** Its certificate is not trusted, or is for another name. */
    UNTRUSTED("outgoing-untrusted", Blame.CALLER, 502),
    /** No whole answer in time. */
    TIMEOUT("outgoing-timeout", Blame.CALLER, 504),
    /** More bytes than are read. */
    ANSWER_TOO_LARGE("outgoing-answer-too-large", Blame.CALLER, 502);

    private final String code;
    private final Blame blame;
    private final int status;

    OutgoingProblem(String code, Blame blame, int status) {
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

    /** Whether the same request may succeed later without anybody's help. */
    public boolean mayPass() {
        return switch (this) {
            case UNKNOWN_HOST, UNREACHABLE, UNTRUSTED, TIMEOUT -> true;
            case MALFORMED, NOT_SECURE, FORBIDDEN_PORT, FORBIDDEN_HOST, ANSWER_TOO_LARGE -> false;
        };
    }
}
