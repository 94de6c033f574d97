package org.raceway.traceability;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.raceway.traceability.epcis.EpcisJson;
import org.raceway.traceability.epcis.Extension;

/**
 * An extension field as a query names it: {@code prefix:name} with a prefix that the header {@code GS1-Extensions} or the
 * GS1 context declares, {@code namespace#name}, or the field's whole URI. A prefix that nothing declares is the one that
 * the event was sent with.
 */
record FieldName(@Nullable String namespace, String prefix, String name, String whole) {

    /** The name; nothing where the text is none. */
    static @Nullable FieldName of(String text, Map<String, String> declared) {
        int hash = text.lastIndexOf('#');
        if (hash > 0 && hash < text.length() - 1) {
            return new FieldName(text.substring(0, hash), "", text.substring(hash + 1), text);
        }
        int colon = text.indexOf(':');
        if (colon <= 0 || colon == text.length() - 1) {
            return null;
        }
        String prefix = text.substring(0, colon);
        String namespace = declared.get(prefix);
        if (namespace == null) {
            namespace = EpcisJson.namespace(prefix);
        }
        return new FieldName(namespace, prefix, text.substring(colon + 1), text);
    }

    boolean names(Extension field) {
        if (field.uri().equals(whole)) {
            return true;
        }
        if (!field.localName().equals(name)) {
            return false;
        }
        return namespace == null
                ? field.prefix().equals(prefix)
                : bare(field.namespace()).equals(bare(namespace));
    }

    /** The full names under which a document may have written this one. */
    List<String> fullNames() {
        if (namespace == null) {
            return List.of(whole);
        }
        String bare = bare(namespace);
        return List.of(whole, bare + "#" + name, bare + ":" + name, bare + "/" + name, bare + name);
    }

    /** XML and JSON write one namespace with and without what stands between it and a name. */
    private static String bare(String namespace) {
        int end = namespace.length();
        while (end > 0 && "#/:".indexOf(namespace.charAt(end - 1)) >= 0) {
            end--;
        }
        return namespace.substring(0, end);
    }
}
