package org.raceway.people.signin;

import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.raceway.people.PasswordPolicy;
import org.springframework.stereotype.Component;

/** {@link PasswordRules} for those who open an account. */
@Component
final class SignInPasswordPolicy implements PasswordPolicy {

    @Override
    public Optional<String> refusal(String password, Collection<? extends @Nullable String> names) {
        return PasswordRules.refusal(password, names).map(refusal -> "signin.password." + refusal.name());
    }
}
