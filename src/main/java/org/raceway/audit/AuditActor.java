package org.raceway.audit;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who did something. Names of people are not among it: they live in the accounts, and can be erased there.
 *
 * @param account of a person or a machine; absent for the platform itself and for who is not logged in
 * @param enterprise that they acted for
 * @param part which part of the platform did it; only for {@link Kind#PLATFORM}
 * @param address of the client, as far as the request tells it
 * @param userAgent what the client says of itself, cut after {@value #LONGEST_USER_AGENT} characters
 * @param requestId of the request, as in the log and in every problem
 */
public record AuditActor(
        Kind kind,
        @Nullable UUID account,
        @Nullable UUID enterprise,
        @Nullable String part,
        @Nullable String address,
        @Nullable String userAgent,
        @Nullable String requestId) {

    static final int LONGEST_USER_AGENT = 256;
    private static final int LONGEST = 128;

    /** What kind of actor. */
    public enum Kind {
        /** Somebody who is logged in: a person or a machine. */
        ACCOUNT,
        /** Somebody who is not. */
        ANONYMOUS,
        /** Work in the background. */
        PLATFORM;

        private final String code = name().toLowerCase(Locale.ROOT);

        /** As it is stored and sent. */
        public String code() {
            return code;
        }
    }

    public AuditActor {
        if ((kind == Kind.ACCOUNT) != (account != null)) {
            throw new IllegalArgumentException("an account, and only that, has an id");
        }
        part = AuditEntry.cut(part, LONGEST);
        address = AuditEntry.cut(address, LONGEST);
        userAgent = AuditEntry.cut(userAgent, LONGEST_USER_AGENT);
        requestId = AuditEntry.cut(requestId, LONGEST);
    }

    /** The platform itself. */
    public static AuditActor raceway() {
        return raceway("raceway");
    }

    /** A part of the platform, such as {@code sandbox}. */
    public static AuditActor raceway(String part) {
        return new AuditActor(Kind.PLATFORM, null, null, part, null, null, null);
    }

    /** Somebody with an account, whose request tells no more than that. */
    public static AuditActor account(UUID account, @Nullable UUID enterprise) {
        return new AuditActor(Kind.ACCOUNT, account, enterprise, null, null, null, null);
    }

    /** The same with the address, the client and the id of the current request, if there is one. */
    public AuditActor fromCurrentRequest() {
        return CurrentActor.withRequest(this);
    }
}
