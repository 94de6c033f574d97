package org.raceway.people.signin;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something that happened at the door; the audit trail and the person's notices are made of these. */
sealed interface SignInEvent {

    /** Whose account. */
    UUID account();

    /**
     * Somebody has come in.
     *
     * @param provider absent unless they came by one
     */
    record SignedIn(
            UUID account,
            @Nullable UUID enterprise,
            Way way,
            @Nullable String provider,
            Origin origin,
            boolean newDevice)
            implements SignInEvent {}

    /** Somebody was turned away. */
    record SignInRefused(UUID account, Way way, Origin origin, String reason) implements SignInEvent {}

    /** Too many wrong attempts: devices that the account does not know have to wait. */
    record AccountPaused(UUID account, Instant until, Origin origin) implements SignInEvent {}

    /** A remembered phone's secret came a second time: it was copied. All remembered phones were forgotten. */
    record DeviceStolen(UUID account, Origin origin) implements SignInEvent {}

    /** By the person, or by a link that they or the operator had made. */
    record PasswordChanged(UUID account, @Nullable UUID by, boolean byLink) implements SignInEvent {}

    /** A one-time link to a new password. */
    record PasswordLinkMade(UUID account, @Nullable UUID by) implements SignInEvent {}

    /** The operator has ended the pauses. */
    record AccountOpened(UUID account, UUID by) implements SignInEvent {}

    /** The operator has closed the account. */
    record AccountSuspended(UUID account, UUID by, String reason, int sessions) implements SignInEvent {}

    /** The operator has opened it again. */
    record AccountReadmitted(UUID account, UUID by, String reason) implements SignInEvent {}

    /** A second factor, a passkey or another provider's login was added. */
    record WayAdded(UUID account, Way way, String label) implements SignInEvent {}

    /** It was taken away. */
    record WayRemoved(UUID account, Way way, String label, UUID by) implements SignInEvent {}

    /** A recovery code was used in the place of the second factor. */
    record RecoveryCodeUsed(UUID account, int left) implements SignInEvent {}

    /** A session was ended from another one. */
    record SessionsEnded(UUID account, int sessions) implements SignInEvent {}
}
