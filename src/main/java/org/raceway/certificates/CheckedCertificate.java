package org.raceway.certificates;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A certificate whose fields have been read.
 *
 * @param heat canonical identifier
 * @param composition mass percent by element symbol
 */
record CheckedCertificate(
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
        Map<String, BigDecimal> composition) {
    CheckedCertificate {
        composition = Collections.unmodifiableMap(new TreeMap<>(composition));
    }
}
