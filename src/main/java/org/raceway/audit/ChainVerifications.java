package org.raceway.audit;

import java.util.concurrent.Semaphore;
import org.raceway.platform.ProblemException;
import org.raceway.platform.WholeDatabase;
import org.springframework.stereotype.Component;

/** Verifies the chain on request. The whole of it, whoever asks: a part of a chain says nothing about the rest. */
@Component
class ChainVerifications {
    private final WholeDatabase whole;
    private final Sealer sealer;
    private final Semaphore one = new Semaphore(1);

    ChainVerifications(WholeDatabase whole, Sealer sealer) {
        this.whole = whole;
        this.sealer = sealer;
    }

    /**
     * All of it, against the heads that were noted.
     *
     * @throws ProblemException while another one is under way
     */
    Verification all() {
        if (!one.tryAcquire()) {
            throw new ProblemException(AuditProblem.BUSY);
        }
        try {
            return new ChainVerifier(whole.client())
                    .all(sealer.noted().stream().map(PublishedHeads.Noted::head).toList());
        } finally {
            one.release();
        }
    }

    /** Some links. */
    Verification some(long from, long to) {
        return new ChainVerifier(whole.client()).some(from, to);
    }

    /** How many entries wait for the sealer. */
    long unsealed() {
        return whole.client()
                .sql("select count(*) from audit_unsealed")
                .query(Long.class)
                .single();
    }

    Chain chain() {
        return new Chain(whole.client());
    }
}
