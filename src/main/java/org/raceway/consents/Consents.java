package org.raceway.consents;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.raceway.access.Caller;
import org.raceway.access.DataScope;
import org.raceway.access.Permission;
import org.raceway.platform.ProblemException;
import org.springframework.security.access.AccessDeniedException;

/**
 * The consent ledger. Every step, every read and every refused read is recorded here and in the audit trail, in the transaction
 * that does it.
 *
 * <p>All methods begin their own transactions, because what a transaction sees is settled when it begins: call them outside of one.
 *
 * @see ConsentProblem for the refusals, which come as {@link ProblemException}
 */
public interface Consents {
    /** The most rows that one read hands over. */
    int MOST_ROWS = 10_000;

    /**
     * Asks for a consent. Needs {@link Permission#CONSENTS_REQUEST}.
     *
     * @return its id
     * @throws AccessDeniedException without the permission
     */
    UUID request(Caller reader, ConsentRequest request);

    /**
     * Grants a request, as it was asked or less of it. Needs {@link Permission#CONSENTS_GRANT}.
     *
     * @param terms no more than asked
     */
    void grant(Caller granter, UUID consent, Consent.Terms terms);

    /** Refuses a request. Needs {@link Permission#CONSENTS_GRANT}, and a reason. */
    void refuse(Caller granter, UUID consent, String reason);

    /** Takes a request back. Needs {@link Permission#CONSENTS_REQUEST}. */
    void withdraw(Caller reader, UUID consent, String reason);

    /**
     * Ends a consent: from the moment this returns nothing can be read under it, and what was derived from it is stale. Needs
     * {@link Permission#CONSENTS_GRANT}.
     */
    void revoke(Caller granter, UUID consent, String reason);

    /** A consent that this caller may see. Needs {@link Permission#CONSENTS_READ}. */
    Optional<Consent> byId(Caller caller, UUID consent);

    /** All consents between the caller's enterprise and another one, in both directions, newest first, at most 1,000. */
    List<Consent> with(Caller caller, UUID other);

    /** The consents that the caller's enterprise can read under now, of this granter or of all. */
    List<Consent> live(Caller reader, Optional<UUID> granter);

    /**
     * Reads another enterprise's data. The read is recorded in the transaction that checks the consent; data is handed out only
     * when that is committed. A revocation at the same time comes either after the read or before it, and then there is no data.
     * Needs {@link Permission#CONSENTS_REQUEST} with {@link DataScope#GRANTED}.
     */
    ConsentedData read(
            Caller reader, UUID granter, String field, Period period, PurposeReference purpose, ReadDoor door);

    /** The same under a consent that is known. */
    ConsentedData read(Caller reader, UUID consent, String field, Period period, ReadDoor door);

    /** What a reader would get of the caller's own enterprise: the same rows. Nothing is recorded. */
    ConsentedData preview(Caller granter, String field, Period period);

    /**
     * Registers what was made of data that was read. All consents must live; else there is nothing to register, and what was made
     * must not be kept.
     *
     * @return the result's id
     */
    UUID derive(Caller reader, Collection<UUID> consents, DerivedResult what);

    /** Whether a result stands on nothing any more: one of its consents has ended. A result that is not known is stale. */
    boolean isStale(Caller caller, UUID result);

    /** What was derived from a consent, newest first, as far as both sides may know it. */
    List<ConsentResult> results(Caller caller, UUID consent);

    /** The published rule, in its order. */
    List<ConsentPurpose> purposes();
}
