package org.raceway.people;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The people who may log in. */
public interface Accounts {

    /**
     * Opens an account; the password is stored as a salted, slow hash only.
     *
     * @throws IllegalArgumentException if the login is taken, empty or longer than 64 characters, or the password is
     *     shorter than 10 or longer than 128 characters; what people choose themselves is checked by {@link PasswordPolicy} before
     */
    UUID create(NewAccount account);

    /** Whether somebody has this login. */
    boolean exists(String login);

    /** Makes somebody with an account a member of another enterprise; nothing changes where they are one already. */
    void join(String login, UUID enterprise, Role role);

    /** How many accounts there are. */
    long count();

    /**
     * An account to open.
     *
     * @param displayName Chinese name
     * @param role absent for who belongs to nothing yet and has no role either
     * @param enterprise absent for the cluster's operator
     */
    record NewAccount(
            String login,
            String password,
            String displayName,
            String englishName,
            @Nullable Role role,
            @Nullable UUID enterprise) {

        /** Without the password, so that no log line ever holds it. */
        @Override
        public String toString() {
            return "NewAccount[" + login + ", " + role + "]";
        }
    }
}
