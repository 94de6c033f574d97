package org.raceway.audit;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The bounds of the trail.
 *
 * @param originsKept how long the address and the client of who did something are kept; at least 184 days
 */
@ConfigurationProperties("raceway.audit")
record AuditSettings(@DefaultValue("365d") Duration originsKept) {
    private static final int LEAST_DAYS = 184;

    AuditSettings {
        if (originsKept.toDays() < LEAST_DAYS) {
            throw new IllegalArgumentException("raceway.audit.origins-kept is less than " + LEAST_DAYS
                    + " days: network logs are kept for six months");
        }
    }
}
