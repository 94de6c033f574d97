package org.raceway.traceability.epcis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field from another vocabulary: in an event, in ILMD, in a sensor element, in an error declaration.
 *
 * @param namespace the vocabulary's URI, empty when the name is a bare URI without a declared prefix
 * @param prefix the prefix it was sent with, empty when none
 * @param localName the name inside the vocabulary, or the whole URI when the namespace is empty
 * @param content what it holds; siblings of one name are one {@link Content.Sequence}
 */
public record Extension(String namespace, String prefix, String localName, Content content) {

    /** The full name: namespace and local name. */
    public String uri() {
        return namespace + localName;
    }

    /** What an extension holds. */
    public sealed interface Content permits Content.Text, Content.Sequence, Content.Fields {

        /**
         * A scalar, as its characters stood.
         *
         * @param kind which JSON scalar it was, or which {@code xsi:type} the XML named
         */
        record Text(String value, Kind kind) implements Content {}

        /** A JSON array, or the repeated elements of one name in XML. */
        record Sequence(List<Content> items) implements Content {
            public Sequence {
                items = List.copyOf(items);
            }
        }

        /**
         * A JSON object, or an XML element with element children.
         *
         * @param fields in the order sent
         * @param text the character data of an XML element that also has attributes
         */
        record Fields(List<Extension> fields, @Nullable String text) implements Content {
            public Fields {
                fields = List.copyOf(fields);
            }
        }
    }

    /** Which scalar a {@link Content.Text} was. */
    public enum Kind {
        STRING,
        NUMBER,
        BOOLEAN,
        NULL
    }
}
