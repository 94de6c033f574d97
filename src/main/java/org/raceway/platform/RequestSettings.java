package org.raceway.platform;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param concurrent requests that are worked on at one time
 * @param patience how long a request may wait for its turn; then it is told to come again
 */
@ConfigurationProperties("raceway.requests")
record RequestSettings(
        @DefaultValue("256") int concurrent,
        @DefaultValue("20s") Duration patience) {}
