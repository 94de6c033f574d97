package org.raceway.identifiers.gs1;

/** What a GS1 key names, and at which level (EPC Tag Data Standard 2.0 clause 6, GS1 Digital Link). */
public enum KeyType {
    GTIN(Level.CLASS),
    LGTIN(Level.CLASS),
    SGTIN(Level.INSTANCE),
    UPUI(Level.INSTANCE),
    SSCC(Level.INSTANCE),
    SGLN(Level.PLACE),
    PGLN(Level.PARTY),
    PAYMENT_SLIP(Level.INSTANCE),
    GRAI_TYPE(Level.CLASS),
    GRAI(Level.INSTANCE),
    GIAI(Level.INSTANCE),
    GSRN(Level.INSTANCE),
    GSRNP(Level.INSTANCE),
    GDTI_TYPE(Level.CLASS),
    GDTI(Level.INSTANCE),
    CPI_PART(Level.CLASS),
    CPI(Level.INSTANCE),
    GCN(Level.CLASS),
    SGCN(Level.INSTANCE),
    GINC(Level.INSTANCE),
    GSIN(Level.INSTANCE),
    ITIP_TYPE(Level.CLASS),
    ITIP_LOT(Level.CLASS),
    ITIP(Level.INSTANCE),
    GMN(Level.CLASS);

    private final Level level;

    KeyType(Level level) {
        this.level = level;
    }

    /** Whether it names one thing, a class of things, a place or a party. */
    public Level level() {
        return level;
    }

    /** What a key names. */
    public enum Level {
        INSTANCE,
        CLASS,
        PLACE,
        PARTY
    }
}
