package org.raceway.certificates;

import java.util.Locale;
import java.util.Optional;

/** Kinds of inspection documents for metallic products, EN 10204 (GB/T 18253). */
public enum CertificateKind {
    /** 2.2: test report, by the manufacturer, not of this delivery. */
    REPORT_2_2,
    /** 3.1: inspection certificate, validated by the manufacturer's authorised inspector. */
    INSPECTION_3_1,
    /** 3.2: the same, validated by the purchaser's or an official inspector as well. */
    INSPECTION_3_2;

    /** {@code 3.1}. */
    public String number() {
        return name().substring(name().length() - 3).replace('_', '.');
    }

    static Optional<CertificateKind> read(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        for (CertificateKind kind : values()) {
            if (wanted.equals(kind.number()) || wanted.equals(kind.name().toLowerCase(Locale.ROOT))) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
