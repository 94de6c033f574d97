package org.raceway.traceability;

import org.raceway.platform.Problem;

/** Why a capture or an event query gets no answer of its own kind. */
public enum CaptureProblem implements Problem {
    /** More bytes than one capture may have. Arguments: the limit in bytes. */
    TOO_LARGE("capture-too-large", Blame.CALLER, 413, "epcisException:CaptureLimitExceededException"),
    /** No room just now: the same request will do later. */
    BUSY("capture-busy", Blame.CAPACITY, 503, "epcisException:ImplementationException"),
    /** The database does not answer, or has no room; whether the events were stored is settled by sending them again. */
    STORAGE_UNAVAILABLE("capture-storage-unavailable", Blame.PLATFORM, 503, "epcisException:ImplementationException"),
    /**
     * So little room is left on the disk that nothing more is written. Not 507, after which RFC 4918 wants a person to ask
     * again: a sender may go on by itself once there is room.
     */
    STORAGE_FULL("capture-storage-full", Blame.PLATFORM, 503, "epcisException:ImplementationException"),
    /** Neither EPCIS JSON nor EPCIS XML. Arguments: the media type. */
    UNSUPPORTED_MEDIA_TYPE("epcis-media-type", Blame.CALLER, 415, "epcisException:UnsupportedMediaTypeException"),
    /** The event breaks the standard's rules. The member {@code errors} says which. */
    INVALID("event-invalid", Blame.CALLER, 400, "epcisException:ValidationException"),
    /** Another event has this event ID. */
    EVENT_EXISTS("event-exists", Blame.CALLER, 409, "epcisException:ResourceAlreadyExistsException"),
    /** The body did not arrive whole. */
    INCOMPLETE_BODY("capture-incomplete", Blame.CALLER, 400, "epcisException:ValidationException"),
    /** Arguments: the header's name and its value. */
    BAD_HEADER("header-invalid", Blame.CALLER, 400, "epcisException:ValidationException"),
    /** Arguments: the query parameter's name. */
    UNKNOWN_PARAMETER("query-parameter-unknown", Blame.CALLER, 400, "epcisException:QueryParameterException"),
    /** The standard has it, but it is not answered here. Arguments: the query parameter's name. */
    UNSUPPORTED_PARAMETER("query-parameter-unsupported", Blame.CALLER, 400, "epcisException:QueryParameterException"),
    /** Arguments: the query parameter's name and its value. */
    BAD_PARAMETER("query-parameter-invalid", Blame.CALLER, 400, "epcisException:QueryParameterException"),
    /** The page token belongs to another query, or is none. */
    BAD_PAGE_TOKEN("page-token-invalid", Blame.CALLER, 400, "epcisException:QueryParameterException"),
    /** The query would touch too much. */
    QUERY_TOO_LARGE("query-too-large", Blame.CALLER, 413, "epcisException:QueryTooLargeException"),
    /** No such event, or not the caller's. */
    NO_SUCH_EVENT("event-not-found", Blame.CALLER, 404, "epcisException:NoSuchResourceException"),
    /** No such capture job, or not the caller's. */
    NO_SUCH_JOB("capture-job-not-found", Blame.CALLER, 404, "epcisException:NoSuchResourceException"),
    /** The caller acts for no enterprise, so that what it captures would belong to nobody. */
    NO_ENTERPRISE("capture-without-enterprise", Blame.CALLER, 403, "epcisException:SecurityException");

    private static final int STORAGE_FULL_RETRY_SECONDS = 30;

    private final String code;
    private final Blame blame;
    private final int status;
    private final String exception;

    CaptureProblem(String code, Blame blame, int status, String exception) {
        this.code = code;
        this.blame = blame;
        this.status = status;
        this.exception = exception;
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

    @Override
    public int retrySeconds() {
        return this == STORAGE_FULL ? STORAGE_FULL_RETRY_SECONDS : Problem.super.retrySeconds();
    }

    /** The exception of EPCIS 2.0 that this is. */
    @Override
    public String type() {
        return exception;
    }
}
