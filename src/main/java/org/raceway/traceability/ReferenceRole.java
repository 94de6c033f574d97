package org.raceway.traceability;

import java.util.List;

/** As what an event names an identifier. The ordinal is what the ledger stores: append, never reorder. */
enum ReferenceRole {
    /** In an object or transaction event's {@code epcList}. */
    EPC,
    /** The {@code parentID}. */
    PARENT,
    /** A child of an aggregation or association, instance or class. */
    CHILD,
    /** An input of a transformation, instance or class. */
    INPUT,
    /** An output of a transformation, instance or class. */
    OUTPUT,
    /** A class in an object or transaction event's {@code quantityList}. */
    CLASS,
    /** The {@code transformationID}. */
    TRANSFORMATION,
    /** The key is the identity digest of an event that an error declaration names as its correction. */
    CORRECTIVE_EVENT,
    /** The lot that the ILMD of a unit's first event names. */
    LOT,
    /** A business transaction. */
    BUSINESS_TRANSACTION,
    /** The key is the identity digest of the event that this event declares to have been in error. */
    ERROR_DECLARATION,
    /** A source: a party or a place that a transfer starts from. */
    SOURCE,
    /** A destination: a party or a place that a transfer ends at. */
    DESTINATION;

    private static final List<ReferenceRole> ALL = List.of(values());

    static ReferenceRole of(int ordinal) {
        return ALL.get(ordinal);
    }
}
