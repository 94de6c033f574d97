package org.raceway.people.signin;

import org.jspecify.annotations.Nullable;
import org.raceway.people.AccountPrincipal;
import org.raceway.people.signin.Passwords.Answer;
import org.raceway.platform.Times;
import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.transaction.CannotCreateTransactionException;

/** HTTP Basic, which machines still use: the password alone, so not for accounts that have or need a second factor. */
final class BasicSignIn implements AuthenticationProvider {
    private final Passwords passwords;
    private final SecondFactors secondFactors;
    private final SecondFactorPolicy policy;

    BasicSignIn(Passwords passwords, SecondFactors secondFactors, SecondFactorPolicy policy) {
        this.passwords = passwords;
        this.secondFactors = secondFactors;
        this.policy = policy;
    }

    /** Refused for a reason that the caller may know. */
    static final class Refused extends AuthenticationException {
        private static final long serialVersionUID = 1L;

        private final SignInProblem problem;
        private final String argument;

        Refused(SignInProblem problem, String argument) {
            super(problem.code());
            this.problem = problem;
            this.argument = argument;
        }

        SignInProblem problem() {
            return problem;
        }

        String argument() {
            return argument;
        }
    }

    @Override
    public @Nullable Authentication authenticate(Authentication asked) {
        String address =
                asked.getDetails() instanceof WebAuthenticationDetails details ? details.getRemoteAddress() : "";
        Answer answer;
        try {
            answer = passwords.check(
                    asked.getName(),
                    asked.getCredentials() instanceof String password ? password : "",
                    new Origin(address, "", null),
                    Way.BASIC);
        } catch (DataAccessException | CannotCreateTransactionException e) {
            throw new AuthenticationServiceException(e.getMessage(), e);
        }
        return switch (answer) {
            case Answer.Right right -> {
                AccountPrincipal principal = right.principal();
                if (secondFactors.has(principal.caller().accountId()) || policy.demands(principal)) {
                    throw new Refused(SignInProblem.SECOND_FACTOR_ACCOUNT, "");
                }
                UsernamePasswordAuthenticationToken token =
                        UsernamePasswordAuthenticationToken.authenticated(principal, null, principal.getAuthorities());
                token.setDetails(asked.getDetails());
                yield token;
            }
            case Answer.Wrong wrong -> throw new BadCredentialsException("wrong login or password");
            case Answer.Paused paused -> throw new Refused(SignInProblem.SIGN_IN_PAUSED, Times.second(paused.until()));
            case Answer.AddressPaused paused -> throw new Refused(SignInProblem.ADDRESS_PAUSED, "");
        };
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
