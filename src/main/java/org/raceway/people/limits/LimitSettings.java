package org.raceway.people.limits;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * All of them a minute.
 *
 * @param keyRequests requests of one API key or OAuth client; the operator raises it for single ones
 * @param keyBytes of request bodies of one API key or OAuth client
 * @param accountRequests requests of one person, with pages and HTTP Basic together
 * @param accountBytes of request bodies of one person
 * @param scanRequests public scan pages for one address
 * @param doorRequests sent login, sign-up and recovery forms and asked tokens from one address
 * @param wrongKeys unknown, wrong or ended keys from one address, before unknown ones are no longer looked up
 */
@ConfigurationProperties("raceway.limits")
public record LimitSettings(
        @DefaultValue("6000") long keyRequests,
        @DefaultValue("1GB") DataSize keyBytes,
        @DefaultValue("6000") long accountRequests,
        @DefaultValue("1GB") DataSize accountBytes,
        @DefaultValue("600") long scanRequests,
        @DefaultValue("60") long doorRequests,
        @DefaultValue("60") long wrongKeys) {

    /** Of a key with so many requests a minute. */
    public Budget.Limits key(long requests) {
        return Budget.Limits.of(Limit.requests("requests", requests), Limit.bytes("bytes", keyBytes.toBytes()));
    }

    /** Of a person. */
    Budget.Limits account() {
        return Budget.Limits.of(
                Limit.requests("requests", accountRequests), Limit.bytes("bytes", accountBytes.toBytes()));
    }
}
