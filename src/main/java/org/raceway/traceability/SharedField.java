package org.raceway.traceability;

/** What of a node of the genealogy can be shown or kept to oneself. */
public enum SharedField {
    /** Its identifier, and the lot or serial number. */
    IDENTIFIER,
    /** Who made it. */
    MAKER,
    /** When it was made and seen. */
    TIME,
    /** How much there is. */
    QUANTITY,
    /** Hardness and whatever else inspections found. */
    INSPECTION,
    /** The heat number of the steel. */
    HEAT,
    /** The certificates' numbers. */
    CERTIFICATE,
    /** Furnace, machine, and all other facts of the making. */
    PROCESS,
    /** The maker's own event, with its place and parties. */
    HISTORY;

    /** The one that a fact of a node belongs to. */
    public static SharedField ofFact(String name) {
        if (name.equals("heatNumber") || name.startsWith("composition")) {
            return HEAT;
        }
        if (name.startsWith("certificate")) {
            return CERTIFICATE;
        }
        return name.startsWith("inspection") || name.startsWith("hardness") ? INSPECTION : PROCESS;
    }
}
