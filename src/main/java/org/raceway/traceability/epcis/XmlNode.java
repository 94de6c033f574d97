package org.raceway.traceability.epcis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One XML element with what stands below it, and its place in the document. */
final class XmlNode {
    /** One attribute that is not a namespace declaration. */
    record Attribute(String namespace, String prefix, String localName, String value) {}

    final @Nullable XmlNode parent;
    final String namespace;
    final String prefix;
    final String localName;

    /** Which of its parent's children with the same name it is, from 1. */
    final int ordinal;

    final List<Attribute> attributes;

    /** Declarations made here, by prefix; empty for most elements. */
    final Map<String, String> declarations;

    List<XmlNode> children = List.of();

    /** The character data that stands directly in the element. */
    String text = "";

    XmlNode(
            @Nullable XmlNode parent,
            String namespace,
            String prefix,
            String localName,
            int ordinal,
            List<Attribute> attributes,
            Map<String, String> declarations) {
        this.parent = parent;
        this.namespace = namespace;
        this.prefix = prefix;
        this.localName = localName;
        this.ordinal = ordinal;
        this.attributes = attributes;
        this.declarations = declarations;
    }

    void add(XmlNode child) {
        if (children.isEmpty()) {
            children = new ArrayList<>();
        }
        children.add(child);
    }

    /** The value of an attribute without namespace. */
    @Nullable
    String attribute(String name) {
        return attribute("", name);
    }

    @Nullable
    String attribute(String attributeNamespace, String name) {
        for (Attribute attribute : attributes) {
            if (attribute.localName.equals(name) && attribute.namespace.equals(attributeNamespace)) {
                return attribute.value;
            }
        }
        return null;
    }

    /** The namespace that a prefix stands for here. */
    @Nullable
    String namespaceOf(String wantedPrefix) {
        for (XmlNode node = this; node != null; node = node.parent) {
            String found = node.declarations.get(wantedPrefix);
            if (found != null) {
                return found.isEmpty() ? null : found;
            }
        }
        return null;
    }

    /** An XPath with the names as they were sent. */
    String path() {
        StringBuilder path = new StringBuilder();
        appendPath(path);
        return path.toString();
    }

    private void appendPath(StringBuilder path) {
        if (parent != null) {
            parent.appendPath(path);
        }
        path.append('/').append(qualifiedName());
        if (parent != null && (ordinal > 1 || isListMember())) {
            path.append('[').append(ordinal).append(']');
        }
    }

    private boolean isListMember() {
        return switch (localName) {
            case "epc",
                    "quantityElement",
                    "bizTransaction",
                    "source",
                    "destination",
                    "sensorElement",
                    "sensorReport",
                    "correctiveEventID",
                    "set",
                    "unset",
                    "Vocabulary",
                    "VocabularyElement",
                    "attribute" -> true;
            default -> localName.endsWith("Event");
        };
    }

    String qualifiedName() {
        return prefix.isEmpty() ? localName : prefix + ":" + localName;
    }

    boolean isBlank() {
        return text.isBlank();
    }
}
