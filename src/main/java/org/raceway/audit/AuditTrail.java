package org.raceway.audit;

/**
 * Where every change and every sensitive read is written down.
 *
 * <p>{@link AuditEntry.Outcome#DONE} is written in the caller's own transaction, so that a change and its record are committed
 * together or not at all; outside of one, and in one that only reads, it is written at once. {@link AuditEntry.Outcome#REFUSED} and
 * {@link AuditEntry.Outcome#FAILED} are always written at once, apart from the caller's transaction: the one that is refused is
 * rolled back, its record must stay.
 */
public interface AuditTrail {

    /**
     * Records what the current caller did. Who that is, where from, and in which request is taken from the request; outside of a
     * request it was {@link AuditActor#raceway()}, the platform itself.
     */
    void record(AuditEntry entry);

    /** Records what somebody else did: a machine, a person whose login is just under way, work in the background. */
    void recordAs(AuditActor actor, AuditEntry entry);
}
