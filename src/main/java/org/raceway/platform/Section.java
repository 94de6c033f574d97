package org.raceway.platform;

import java.util.Locale;

/** What the entries of the rail are gathered under, in this order. One that holds nothing for a visitor is not shown. */
public enum Section {
    /** Where a day begins: the start page, what is to be done, what has been told. */
    TODAY,
    /** What happened to things and where they are: captures, events, genealogy, cards and labels, scans. */
    TRACEABILITY,
    /** Whether things are as they should be: certificates, inspections, recalls. */
    QUALITY,
    /** What enterprises do with each other: subcontracting, matching, purchasing, finance. */
    TRADE,
    /** Who may read what: consents, rules of sharing. */
    CONSENTS,
    /** The enterprise and its people, and the other enterprises. */
    ENTERPRISE,
    /** What keeps it running: machines' keys, identifiers, webhooks, audit, the sandbox. */
    SYSTEM;

    /** Its name, a key of {@link Texts}. */
    public String textKey() {
        return "shell.section." + name().toLowerCase(Locale.ROOT);
    }
}
