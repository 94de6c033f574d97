package org.raceway.enterprises;

/** What a licence or certificate is. */
enum LicenceKind {
    BUSINESS_LICENCE,
    ISO_9001,
    IATF_16949,
    ISO_14001,
    ISO_45001,
    SAFETY_STANDARD,
    POLLUTANT_PERMIT,
    HIGH_TECH,
    OTHER
}
