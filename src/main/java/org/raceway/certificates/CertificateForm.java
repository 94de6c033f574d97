package org.raceway.certificates;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A certificate as it was typed.
 *
 * @param heat identifier of the heat in any form, or its number where the enterprise melted it itself
 * @param composition mass percent by element symbol, empty where not stated
 */
public record CertificateForm(
        String number,
        String kind,
        String issuer,
        String grade,
        String standard,
        String heat,
        String massKilograms,
        String product,
        String issuedOn,
        Map<String, String> composition) {
    /** The elements that a form asks for; a list may have more. */
    public static final List<String> ELEMENTS =
            List.of("C", "Si", "Mn", "Cr", "P", "S", "Ni", "Mo", "Cu", "Al", "Ti", "O");

    public CertificateForm {
        composition = Collections.unmodifiableMap(new LinkedHashMap<>(composition));
    }

    static CertificateForm empty(String issuer) {
        return new CertificateForm(
                "", CertificateKind.INSPECTION_3_1.number(), issuer, "", "", "", "", "", "", Map.of());
    }
}
