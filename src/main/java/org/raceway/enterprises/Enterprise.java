package org.raceway.enterprises;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An enterprise of the cluster.
 *
 * @param uscc Unified Social Credit Code (GB 32100), 18 characters
 * @param gln Global Location Number, 13 digits; absent for none yet
 * @param gs1Prefix GS1 company prefix, 4 to 12 digits; absent for none yet: what it sends then goes under others' numbers
 * @param kind the principal one
 * @param name Chinese name
 * @param county GB/T 2260 code, 6 digits
 * @param latitude degrees, WGS 84
 * @param longitude degrees, WGS 84
 * @param sandbox true for an enterprise of the simulated cluster
 */
public record Enterprise(
        UUID id,
        String uscc,
        @Nullable String gln,
        @Nullable String gs1Prefix,
        EnterpriseKind kind,
        String name,
        String englishName,
        String county,
        @Nullable Double latitude,
        @Nullable Double longitude,
        boolean sandbox) {}
