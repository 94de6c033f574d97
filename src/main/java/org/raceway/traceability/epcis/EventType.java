package org.raceway.traceability.epcis;

/** The event types of EPCIS 2.0 clause 7.4, and {@link #EXTENDED} for a type from another vocabulary. */
public enum EventType {
    OBJECT("ObjectEvent"),
    AGGREGATION("AggregationEvent"),
    TRANSACTION("TransactionEvent"),
    TRANSFORMATION("TransformationEvent"),
    ASSOCIATION("AssociationEvent"),
    EXTENDED("");

    private final String standardName;

    EventType(String standardName) {
        this.standardName = standardName;
    }

    /** The name that JSON's {@code type} and the XML element carry; empty for {@link #EXTENDED}. */
    public String standardName() {
        return standardName;
    }
}
