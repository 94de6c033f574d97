package org.raceway.people.limits;

import org.raceway.platform.Problem;

/**
 * More requests or bytes than the limit. Arguments: the limit a minute, after how many seconds something is left.
 *
 * @param retrySeconds until then
 */
public record RateLimited(int retrySeconds) implements Problem {
    @Override
    public String code() {
        return "rate-limited";
    }

    @Override
    public Blame blame() {
        return Blame.CAPACITY;
    }

    @Override
    public int status() {
        return 429;
    }
}
