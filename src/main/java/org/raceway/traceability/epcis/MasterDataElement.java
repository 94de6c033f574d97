package org.raceway.traceability.epcis;

import java.util.List;

/**
 * A vocabulary element of a document's header (EPCIS 2.0 clause 6.5).
 *
 * @param vocabulary the vocabulary type's URI, such as {@code urn:epcglobal:epcis:vtype:EPCClass}
 * @param id the identifier it describes
 * @param attributes in the order sent; {@link Extension#uri()} is the attribute's full name
 * @param children identifiers below it in the hierarchy
 */
public record MasterDataElement(String vocabulary, String id, List<Extension> attributes, List<String> children) {
    public MasterDataElement {
        attributes = List.copyOf(attributes);
        children = List.copyOf(children);
    }
}
