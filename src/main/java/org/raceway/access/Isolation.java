package org.raceway.access;

import java.util.UUID;
import java.util.function.Supplier;
import org.raceway.platform.RowScope;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Whose rows SQL statements see: the caller's, unless code says otherwise for a stretch of work. Outside of a request, without
 * such a word, nothing that belongs to somebody is seen.
 */
@Component
public final class Isolation implements RowScope {
    private static final ScopedValue<Reach> SAID = ScopedValue.newInstance();

    private final CurrentCaller callers;

    Isolation(CurrentCaller callers) {
        this.callers = callers;
    }

    @Override
    public Reach current() {
        return SAID.isBound()
                ? SAID.get()
                : callers.find().map(Isolation::reachOf).orElse(Reach.NOTHING);
    }

    /** What a caller's statements see. */
    static Reach reachOf(Caller caller) {
        return new Reach(
                caller.enterprise(), caller.accountId(), caller.seesCluster(), caller.may(Permission.AUDIT_READ));
    }

    /**
     * Does the work as if for this enterprise: what its own people would see. Only for who has checked that the caller may, such
     * as a read under a consent.
     *
     * @throws IllegalStateException inside of a transaction, whose connection sees for somebody else already
     */
    public <T> T as(UUID enterprise, Supplier<T> work) {
        return within(new Reach(enterprise, null, false, false), work);
    }

    /**
     * Does the work with everybody's rows in sight: for what the house does by itself or before it knows who is asking, such as
     * a sign-in, an invitation's acceptance, a nightly run.
     *
     * @throws IllegalStateException inside of a transaction, whose connection sees for somebody else already
     */
    public <T> T everywhere(Supplier<T> work) {
        return within(Reach.EVERYTHING, work);
    }

    private <T> T within(Reach reach, Supplier<T> work) {
        if (TransactionSynchronizationManager.isActualTransactionActive()
                && !current().equals(reach)) {
            throw new IllegalStateException("the transaction under way sees the rows of " + current());
        }
        return ScopedValue.where(SAID, reach).call(work::get);
    }
}
