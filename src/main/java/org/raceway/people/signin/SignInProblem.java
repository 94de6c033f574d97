package org.raceway.people.signin;

import org.raceway.platform.Problem;

/** What can be wrong with signing in and with what belongs to it. */
public enum SignInProblem implements Problem {
    /** Too many wrong attempts; the login has to pause. Arguments: until when. */
    SIGN_IN_PAUSED("sign-in-paused", Blame.CALLER, 429),
    /** Too many wrong attempts from this address. */
    ADDRESS_PAUSED("address-paused", Blame.CALLER, 429),
    /** The password is not the person's. */
    WRONG_PASSWORD("wrong-password", Blame.CALLER, 403),
    /** The new password may not be chosen. Arguments: why. */
    PASSWORD_REFUSED("password-refused", Blame.CALLER, 422),
    /** The account has, or has to have, a second factor, which HTTP Basic can't show. */
    SECOND_FACTOR_ACCOUNT("second-factor-account", Blame.CALLER, 401),
    /** The person has to set up a second factor before anything else. */
    SECOND_FACTOR_MISSING("second-factor-missing", Blame.CALLER, 403),
    /** The code is wrong, was used before, or is too old. */
    WRONG_CODE("wrong-code", Blame.CALLER, 422),
    /** No such session, passkey, phone or linked login. */
    NO_SUCH_WAY("no-such-way", Blame.CALLER, 404),
    /** Without it nobody could come in any more. */
    LAST_WAY("last-way", Blame.CALLER, 409),
    /** The link was used, is too old, or never was one. */
    LINK_USED("link-used", Blame.CALLER, 410),
    /** Nobody has this login. */
    NO_SUCH_ACCOUNT("no-such-account", Blame.CALLER, 404),
    /** It is so already, or the person's data is erased. */
    NOT_NOW("account-state", Blame.CALLER, 409),
    /** Why must be said. Arguments: the most characters. */
    NO_REASON("no-reason", Blame.CALLER, 422),
    /** The account of a linked login is suspended or closed. */
    ACCOUNT_CLOSED("account-closed", Blame.CALLER, 403),
    /** The identity provider does not answer, or not as one. */
    PROVIDER_AWAY("provider-away", Blame.PLATFORM, 503),
    /** The person, or the provider, has said no there. */
    PROVIDER_DECLINED("provider-declined", Blame.CALLER, 403),
    /** What the provider answered can't be believed. */
    PROVIDER_ANSWER("provider-answer", Blame.PLATFORM, 502),
    /** An answer that this browser has not asked for, or that comes a second time, or too late. */
    PROVIDER_STALE("provider-stale", Blame.CALLER, 400),
    /** The provider's login belongs to another account. */
    LOGIN_LINKED("login-linked", Blame.CALLER, 409),
    /** As many logins are linked as may be. Arguments: how many. */
    LINKS_FULL("links-full", Blame.CALLER, 409);

    private final String code;
    private final Blame blame;
    private final int status;

    SignInProblem(String code, Blame blame, int status) {
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
}
