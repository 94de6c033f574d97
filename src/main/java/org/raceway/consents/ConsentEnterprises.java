package org.raceway.consents;

import org.raceway.enterprises.EnterpriseLeft;
import org.raceway.enterprises.EnterprisesMerged;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** What becomes of consents when an enterprise changes; in the transaction that changes it. */
@Component
final class ConsentEnterprises {
    private final StoredConsents consents;

    ConsentEnterprises(StoredConsents consents) {
        this.consents = consents;
    }

    /** The remaining record holds the consents and logs of both. */
    @EventListener
    void merged(EnterprisesMerged merged) {
        consents.follow(merged.from(), merged.into());
    }

    /** Who is gone neither grants nor reads. */
    @EventListener
    void left(EnterpriseLeft left) {
        consents.endAllOf(left.enterprise());
    }
}
