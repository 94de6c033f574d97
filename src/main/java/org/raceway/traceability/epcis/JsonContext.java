package org.raceway.traceability.epcis;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The prefixes that a JSON-LD {@code @context} declares, on top of those of the GS1 context. */
final class JsonContext {
    /** The address that documents name the GS1 context by. */
    static final String ADDRESS = "https://ref.gs1.org/standards/epcis/epcis-context.jsonld";

    private static final Map<String, String> BUILT_IN = Map.of(
            "epcis", "https://ref.gs1.org/epcis/",
            "cbv", "https://ref.gs1.org/cbv/",
            "cbvmda", "urn:epcglobal:cbv:mda:",
            "gs1", "https://gs1.org/voc/",
            "rdfs", "http://www.w3.org/2000/01/rdf-schema#",
            "owl", "http://www.w3.org/2002/07/owl#",
            "xsd", "http://www.w3.org/2001/XMLSchema#",
            "dcterms", "http://purl.org/dc/terms/");

    static final JsonContext EMPTY = new JsonContext(Map.of());

    private final Map<String, String> declared;

    private JsonContext(Map<String, String> declared) {
        this.declared = declared;
    }

    /** The namespace that the GS1 context itself gives a prefix. */
    static @Nullable String builtIn(String prefix) {
        return BUILT_IN.get(prefix);
    }

    /** This context and what the given {@code @context} adds to it; what is no declaration is passed over. */
    JsonContext with(@Nullable JsonValue context) {
        Map<String, String> all = new HashMap<>(declared);
        collect(context, all);
        return all.size() == declared.size() && all.equals(declared) ? this : new JsonContext(Map.copyOf(all));
    }

    private static void collect(@Nullable JsonValue context, Map<String, String> into) {
        if (context instanceof JsonValue.Array array) {
            for (JsonValue item : array.items()) {
                if (item instanceof JsonValue.Fields) {
                    collect(item, into);
                }
            }
        } else if (context instanceof JsonValue.Fields fields) {
            for (int i = 0; i < fields.size(); i++) {
                String prefix = fields.name(i);
                if (prefix.isEmpty() || prefix.startsWith("@") || prefix.indexOf(':') >= 0) {
                    continue;
                }
                JsonValue meaning = fields.value(i);
                if (meaning instanceof JsonValue.Fields definition) {
                    meaning = definition.get("@id");
                }
                if (meaning instanceof JsonValue.Text text && !text.value().startsWith("@")) {
                    into.put(prefix, text.value());
                }
            }
        }
    }

    /** An extension's name taken apart. */
    Extension extension(String name, Extension.Content content) {
        int colon = name.indexOf(':');
        if (colon > 0 && !name.startsWith("//", colon + 1)) {
            String prefix = name.substring(0, colon);
            String namespace = declared.get(prefix);
            if (namespace == null) {
                namespace = BUILT_IN.get(prefix);
            }
            if (namespace != null) {
                return new Extension(namespace, prefix, name.substring(colon + 1), content);
            }
        }
        return new Extension("", "", name, content);
    }

    /** An identifier or term whose prefix the document itself declares, in full; every other one as it is. */
    String expand(String iri) {
        if (declared.isEmpty()) {
            return iri;
        }
        int colon = iri.indexOf(':');
        if (colon <= 0 || iri.startsWith("//", colon + 1)) {
            return iri;
        }
        String namespace = declared.get(iri.substring(0, colon));
        return namespace == null ? iri : namespace + iri.substring(colon + 1);
    }
}
