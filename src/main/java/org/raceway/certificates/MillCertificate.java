package org.raceway.certificates;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A mill certificate (EN 10204, fields after EN 10168).
 *
 * @param owner enterprise that keeps it
 * @param issuer the mill's name as it stands on the certificate
 * @param heat canonical identifier of the heat
 * @param massKilograms that it covers
 * @param product form and size, such as {@code bar 55 mm}
 * @param composition mass percent by element symbol
 * @param file the scan; absent where only the figures were entered
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MillCertificate(
        UUID id,
        UUID owner,
        String number,
        CertificateKind kind,
        String issuer,
        String grade,
        String standard,
        String heat,
        String heatNumber,
        BigDecimal massKilograms,
        String product,
        LocalDate issuedOn,
        Map<String, BigDecimal> composition,
        @Nullable File file,
        Instant createdAt,
        @Nullable Instant withdrawnAt,
        String withdrawnWhy) {
    public MillCertificate {
        composition = Collections.unmodifiableMap(new TreeMap<>(composition));
    }

    /** A scan without its content. */
    public record File(String name, String mediaType, int size, String sha256) {}

    /** Its composition against its grade. */
    public CompositionCheck check() {
        return CompositionCheck.of(grade, composition);
    }
}
