package org.raceway.platform;

import org.springframework.http.HttpStatusCode;

/** What can be wrong with any request, whatever room it is for. */
public enum PlatformProblem implements Problem {
    /** Neither a code of ours nor worth one. */
    BAD_REQUEST("bad-request", Blame.CALLER, 400),
    /** The body can't be read as what it says it is. */
    MALFORMED_BODY("malformed-body", Blame.CALLER, 400),
    /** A parameter is missing or has no such value. Arguments: its name. */
    BAD_PARAMETER("bad-parameter", Blame.CALLER, 400),
    /** No or wrong credentials. */
    UNAUTHENTICATED("unauthenticated", Blame.CALLER, 401),
    /** Not with this role. */
    FORBIDDEN("forbidden", Blame.CALLER, 403),
    /** Nothing at this address. */
    NOT_FOUND("not-found", Blame.CALLER, 404),
    /** Arguments: the method. */
    METHOD_NOT_ALLOWED("method-not-allowed", Blame.CALLER, 405),
    /** None of the media types that the caller accepts. */
    NOT_ACCEPTABLE("not-acceptable", Blame.CALLER, 406),
    /** The request stands against what is there. */
    CONFLICT("conflict", Blame.CALLER, 409),
    /** More bytes than allowed. */
    TOO_LARGE("too-large", Blame.CALLER, 413),
    /** Arguments: the media type. */
    UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", Blame.CALLER, 415),
    /** Too many requests at once. */
    TOO_MANY_REQUESTS("too-many-requests", Blame.CAPACITY, 429),
    /** Our fault. */
    INTERNAL("internal", Blame.PLATFORM, 500),
    /** The database does not answer. */
    STORAGE_UNAVAILABLE("storage-unavailable", Blame.PLATFORM, 503),
    /** Not just now. */
    BUSY("busy", Blame.CAPACITY, 503);

    private final String code;
    private final Blame blame;
    private final int status;

    PlatformProblem(String code, Blame blame, int status) {
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

    /** The problem for a bare HTTP status. */
    static PlatformProblem of(HttpStatusCode status) {
        return switch (status.value()) {
            case 401 -> UNAUTHENTICATED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 409 -> CONFLICT;
            case 413 -> TOO_LARGE;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 429 -> TOO_MANY_REQUESTS;
            case 503 -> BUSY;
            default -> status.is4xxClientError() ? BAD_REQUEST : INTERNAL;
        };
    }
}
