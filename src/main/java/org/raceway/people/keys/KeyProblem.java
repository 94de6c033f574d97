package org.raceway.people.keys;

import org.raceway.platform.Problem;

/** Why a key is not made, not changed or not let in. */
enum KeyProblem implements Problem {
    /** Not written like a key, or mistyped. */
    MALFORMED("key-malformed", 401, ""),
    /** No such key, or the secret is wrong. */
    WRONG("key-wrong", 401, ""),
    EXPIRED("key-expired", 401, ""),
    REVOKED("key-revoked", 401, ""),
    /** A token is forged, cut or of somebody else. */
    BAD_TOKEN("token-invalid", 401, ""),
    TOKEN_EXPIRED("token-expired", 401, ""),
    /** Arguments: the address. */
    WRONG_ADDRESS("key-address-refused", 403, ""),
    /** Machines have an API, not pages. */
    NO_PAGES("key-opens-no-pages", 403, ""),

    NO_SUCH_KEY("key-unknown", 404, ""),
    /** Who acts for no enterprise makes no keys. */
    NO_ENTERPRISE("key-needs-enterprise", 403, "name"),
    /** Arguments: the most. */
    TOO_MANY("too-many-keys", 409, "name"),
    /** Arguments: the most characters. */
    BAD_NAME("key-name", 422, "name"),
    NO_PERMISSION("key-permissions-missing", 422, "permissions"),
    /** Arguments: which. */
    NOT_FOR_MACHINES("key-permission-not-for-machines", 422, "permissions"),
    /** Arguments: which. */
    NOT_HELD("key-permission-not-held", 403, "permissions"),
    /** Arguments: the most days. */
    BAD_EXPIRY("key-expiry", 422, "days"),
    /** Arguments: which, the most. */
    BAD_ADDRESS("key-address", 422, "addresses"),
    BAD_PUBLIC_KEYS("key-public-keys", 422, "publicKeys"),
    /** It has ended already. */
    ENDED("key-ended", 409, "overlap"),
    /** A client that signs has no secret to rotate. */
    NO_SECRET("key-has-no-secret", 409, "overlap"),
    /** Arguments: the most hours. */
    BAD_OVERLAP("key-overlap", 422, "overlap"),
    /** Arguments: the ceiling. */
    ABOVE_CEILING("key-limit-above-ceiling", 403, "requests"),
    BAD_LIMIT("key-limit", 422, "requests");

    private final String code;
    private final int status;
    private final String field;

    KeyProblem(String code, int status, String field) {
        this.code = code;
        this.status = status;
        this.field = field;
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

    /** The form's field that it is about; empty for none. */
    String field() {
        return field;
    }
}
