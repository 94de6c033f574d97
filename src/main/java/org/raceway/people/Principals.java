package org.raceway.people;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Accounts as they sign in: read fresh from the database, with what they may do right now. */
public interface Principals {

    /**
     * The account with this login, or with this confirmed e-mail address, whatever its status; acting for the enterprise
     * that it used last.
     */
    Optional<AccountPrincipal> ofLogin(String login);

    /** The account, whatever its status, acting for the enterprise that it used last. */
    Optional<AccountPrincipal> of(UUID account);

    /**
     * The account in one of its memberships; empty if that has ended or is suspended.
     *
     * @param membership absent for a person who has none
     */
    Optional<AccountPrincipal> of(UUID account, @Nullable UUID membership);

    /** Remembers that the person came in, and by which membership. */
    void signedIn(AccountPrincipal principal);
}
