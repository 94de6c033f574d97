package org.raceway.people.keys;

import java.time.Clock;
import java.util.UUID;
import org.raceway.audit.AuditEntry;
import org.raceway.audit.AuditTrail;
import org.raceway.enterprises.EnterpriseLeft;
import org.raceway.enterprises.EnterprisesMerged;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Ends the keys and clients of an enterprise that is no more, in the transaction that ends it. One that is suspended keeps them: like its
 * people, its machines may read and not write for as long as that lasts.
 */
@Component
final class EnterpriseKeys {
    private final StoredKeys keys;
    private final LiveKeys live;
    private final AuditTrail trail;
    private final Clock clock;

    EnterpriseKeys(StoredKeys keys, LiveKeys live, AuditTrail trail, Clock clock) {
        this.keys = keys;
        this.live = live;
        this.trail = trail;
        this.clock = clock;
    }

    @EventListener
    void left(EnterpriseLeft left) {
        end(left.enterprise(), left.enterprise(), "enterprise-left");
    }

    /** Nobody looks after the keys of the record that is no more; the enterprise makes new ones where they are missed. */
    @EventListener
    void merged(EnterprisesMerged merged) {
        end(merged.from(), merged.into(), "enterprises-merged");
    }

    private void end(UUID enterprise, UUID about, String reason) {
        for (MachineKey key : keys.revokeAll(enterprise, clock.instant())) {
            trail.record(AuditEntry.done("people.key-revoked", "access-key", key.id())
                    .about(about)
                    .with("name", key.name())
                    .with("reason", reason));
            live.changed(key.publicId());
        }
    }
}
