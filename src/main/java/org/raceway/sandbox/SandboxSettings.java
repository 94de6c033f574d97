package org.raceway.sandbox;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which simulated cluster this installation shows.
 *
 * @param size none, small, town or benchmark
 * @param seed the same seed makes the same cluster
 */
@ConfigurationProperties("raceway.sandbox")
record SandboxSettings(
        @DefaultValue("none") Choice size,
        @DefaultValue("" + SandboxCluster.SEED) long seed) {

    /** {@link SandboxSize}, or none. */
    enum Choice {
        NONE,
        SMALL,
        TOWN,
        BENCHMARK
    }
}
