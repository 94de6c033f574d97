package org.raceway.certificates;

import org.raceway.platform.Texts;

/**
 * What is wrong with a field of a certificate.
 *
 * @param field a component of {@link CertificateForm}, or {@code composition.Cr}
 * @param problem a word of {@code certificates.error.*}
 * @param value as it was typed
 */
record CertificateError(String field, String problem, String value) {

    String words(Texts texts) {
        return texts.get("certificates.error." + problem, value);
    }
}
