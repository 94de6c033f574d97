package org.raceway.traceability.epcis;

/** What an XML Schema lets an element hold. */
sealed interface XmlType permits XmlSimpleType, XmlComplexType {
    String namespace();

    String name();
}
