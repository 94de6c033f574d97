package org.raceway.people;

import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which passwords may be chosen, wherever somebody chooses one. The sign-in has the rules. */
public interface PasswordPolicy {

    /**
     * Why this password may not be chosen, as the key of a text; empty if it may.
     *
     * @param names of the person: login, name, e-mail address, phone; absent ones are passed over
     */
    Optional<String> refusal(String password, Collection<? extends @Nullable String> names);
}
