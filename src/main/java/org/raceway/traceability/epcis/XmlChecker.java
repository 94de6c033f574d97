package org.raceway.traceability.epcis;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.raceway.traceability.epcis.XmlComplexType.AttributeUse;
import org.raceway.traceability.epcis.XmlComplexType.Model;
import org.raceway.traceability.epcis.XmlComplexType.Particle;

/** Holds elements to their types, and keeps what is wrong with them. */
final class XmlChecker {
    static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";

    /** Enough to mend a document by, and a bound on what a hostile one can ask for. */
    private static final int MOST_VIOLATIONS = 20;

    private static final Set<String> INSTANCE_ATTRIBUTES =
            Set.of("type", "nil", "schemaLocation", "noNamespaceSchemaLocation");

    private final XmlSchema schema;
    private final int eventIndex;
    private final List<Violation> violations;

    XmlChecker(XmlSchema schema, int eventIndex, List<Violation> violations) {
        this.schema = schema;
        this.eventIndex = eventIndex;
        this.violations = violations;
    }

    /** Follows the children of one element through its content model. */
    final class Progress {
        private final XmlNode parent;
        private final XmlComplexType type;
        private final int[] counts;
        private int position;

        Progress(XmlNode parent, XmlComplexType type) {
            this.parent = parent;
            this.type = type;
            this.counts = new int[type.particles().size()];
        }

        /** The particle that the child stands for; absent when it has no place in the parent. */
        @Nullable
        Particle next(XmlNode child) {
            int found = type.find(child.namespace, child.localName);
            if (found < 0) {
                report(child, Rule.XML_ELEMENT, child.qualifiedName(), parent.qualifiedName());
                return null;
            }
            Particle particle = type.particles().get(found);
            counts[found]++;
            switch (type.model()) {
                case SEQUENCE -> {
                    if (counts[found] > particle.max()) {
                        report(child, Rule.XML_REPEATED, child.qualifiedName(), parent.qualifiedName());
                    } else if (found < position) {
                        report(
                                child,
                                Rule.XML_ORDER,
                                child.qualifiedName(),
                                type.particles().get(position).name());
                    } else {
                        position = found;
                    }
                }
                case ONE_OF -> {
                    int total = 0;
                    for (int count : counts) {
                        total += count;
                    }
                    if (total > 1) {
                        report(child, Rule.XML_REPEATED, child.qualifiedName(), parent.qualifiedName());
                    }
                }
                case ANY_ORDER, ANYTHING -> {
                    // neither order nor number matters
                }
            }
            return particle;
        }

        /** Called where the parent ends. */
        void end() {
            if (type.value() != null) {
                return;
            }
            List<Particle> particles = type.particles();
            switch (type.model()) {
                case SEQUENCE -> {
                    for (int i = 0; i < counts.length; i++) {
                        Particle particle = particles.get(i);
                        if (counts[i] < particle.min()) {
                            report(parent, Rule.XML_MISSING, null, nameOf(particle));
                        }
                    }
                    if (type.name().equals("QuantityElementType") && counts[2] > 0 && counts[1] == 0) {
                        report(parent, Rule.XML_MISSING, null, "quantity");
                    }
                }
                case ONE_OF -> {
                    for (int count : counts) {
                        if (count > 0) {
                            return;
                        }
                    }
                    report(parent, Rule.XML_MISSING, null, nameOf(particles.getFirst()));
                }
                case ANY_ORDER, ANYTHING -> {
                    // nothing is required
                }
            }
        }

        private String nameOf(Particle particle) {
            return switch (particle.kind()) {
                case ELEMENT -> particle.name();
                case FOREIGN -> "*:*";
                case LOCAL -> "*";
            };
        }
    }

    Progress progress(XmlNode parent, XmlComplexType type) {
        return new Progress(parent, type);
    }

    /** The element as what a particle of its parent declares. */
    void check(XmlNode node, Particle particle) {
        XmlType declared = particle.type();
        if (declared == null) {
            checkLax(node);
        } else {
            check(node, declared, true, particle.nillable());
        }
    }

    /** An element that a wildcard admits: held to its declaration where there is one. */
    private void checkLax(XmlNode node) {
        XmlType global = schema.global(node.namespace, node.localName);
        if (global == null) {
            check(node, schema.anything, false, false);
        } else {
            check(node, global, true, false);
        }
    }

    /** The element, with all that stands in it, as an element of the type. */
    void check(XmlNode node, XmlType declaredType, boolean declared, boolean nillable) {
        XmlType type = actualType(node, declaredType);
        boolean nil = isNil(node, declared, nillable);
        switch (type) {
            case XmlSimpleType simple -> {
                checkAttributes(node, List.of(), false);
                checkValue(node, simple, nil);
            }
            case XmlComplexType complex -> {
                checkAttributes(node, complex.attributes(), complex.anyAttribute());
                XmlSimpleType value = complex.value();
                if (value != null) {
                    checkValue(node, value, nil);
                } else {
                    checkContent(node, complex);
                }
            }
        }
    }

    /** What an element that streams by says of itself, before its children. */
    void checkHead(XmlNode node, XmlComplexType type) {
        actualType(node, type);
        isNil(node, true, false);
        checkAttributes(node, type.attributes(), type.anyAttribute());
    }

    private void checkValue(XmlNode node, XmlSimpleType type, boolean nil) {
        for (XmlNode child : node.children) {
            report(child, Rule.XML_ELEMENT, child.qualifiedName(), node.qualifiedName());
        }
        if (nil) {
            if (!node.text.isEmpty()) {
                report(node, Rule.XML_VALUE, node.text, "xsi:nil");
            }
        } else if (!type.accepts(node.text)) {
            report(node, Rule.XML_VALUE, node.text, type.name());
        }
    }

    private void checkContent(XmlNode node, XmlComplexType type) {
        checkText(node, type);
        Progress progress = new Progress(node, type);
        for (XmlNode child : node.children) {
            Particle particle = progress.next(child);
            if (particle != null) {
                check(child, particle);
            }
        }
        progress.end();
    }

    /** Character data has no place between elements. */
    void checkText(XmlNode node, XmlComplexType type) {
        if (type.model() != Model.ANYTHING && !isWhiteSpace(node.text)) {
            report(node, Rule.XML_TEXT, node.text.strip(), null);
        } else if (type.particles().isEmpty() && type.value() == null && !node.text.isEmpty()) {
            report(node, Rule.XML_TEXT, node.text, null);
        }
    }

    static boolean isWhiteSpace(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != ' ' && c != '\n' && c != '\t' && c != '\r') {
                return false;
            }
        }
        return true;
    }

    void checkAttributes(XmlNode node, List<AttributeUse> uses, boolean any) {
        for (XmlNode.Attribute attribute : node.attributes) {
            if (attribute.namespace().equals(XSI) && INSTANCE_ATTRIBUTES.contains(attribute.localName())) {
                if (attribute.localName().endsWith("chemaLocation") && !areUris(attribute.value())) {
                    reportAttribute(node, attribute, Rule.XML_VALUE, attribute.value(), "anyURI");
                }
                continue;
            }
            AttributeUse use = attribute.namespace().isEmpty() ? find(uses, attribute.localName()) : null;
            if (use != null) {
                if (!use.type().accepts(attribute.value())) {
                    reportAttribute(
                            node,
                            attribute,
                            Rule.XML_VALUE,
                            attribute.value(),
                            use.type().name());
                }
            } else if (!any) {
                reportAttribute(node, attribute, Rule.XML_ATTRIBUTE, attribute.value(), node.qualifiedName());
            }
        }
        for (AttributeUse use : uses) {
            if (use.required() && node.attribute(use.name()) == null) {
                report(node, Rule.XML_MISSING_ATTRIBUTE, null, use.name());
            }
        }
    }

    private static boolean areUris(String list) {
        for (String uri : XmlSimpleType.collapse(list).split(" ")) {
            if (!XmlSimpleType.ANY_URI.accepts(uri)) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable AttributeUse find(List<AttributeUse> uses, String name) {
        for (AttributeUse use : uses) {
            if (use.name().equals(name)) {
                return use;
            }
        }
        return null;
    }

    /** The type that {@code xsi:type} names, where that is the declared type or derives from it. */
    XmlType actualType(XmlNode node, XmlType declared) {
        if (node.attributes.isEmpty()) {
            return declared;
        }
        String name = node.attribute(XSI, "type");
        if (name == null) {
            return declared;
        }
        XmlType named = namedType(node, name);
        if (named == null || !mayReplace(named, declared)) {
            report(node, Rule.XML_VALUE, name, "xsi:type");
            return declared;
        }
        return named;
    }

    private @Nullable XmlType namedType(XmlNode node, String name) {
        String trimmed = XmlSimpleType.collapse(name);
        int colon = trimmed.indexOf(':');
        String prefix = colon < 0 ? "" : trimmed.substring(0, colon);
        String namespace = node.namespaceOf(prefix);
        if (namespace == null && colon >= 0) {
            return null;
        }
        return schema.type(namespace == null ? "" : namespace, trimmed.substring(colon + 1));
    }

    private boolean mayReplace(XmlType named, XmlType declared) {
        if (named.equals(declared) || declared == schema.anything) {
            return true;
        }
        if (declared instanceof XmlSimpleType declaredSimple) {
            return switch (named) {
                case XmlSimpleType simple -> simple.derivesFrom(declaredSimple);
                case XmlComplexType complex ->
                    complex.value() != null && complex.value().derivesFrom(declaredSimple);
            };
        }
        return false;
    }

    private boolean isNil(XmlNode node, boolean declared, boolean nillable) {
        if (node.attributes.isEmpty()) {
            return false;
        }
        String nil = node.attribute(XSI, "nil");
        if (nil == null) {
            return false;
        }
        if (!XmlSimpleType.BOOLEAN_TYPE.accepts(nil) || (declared && !nillable)) {
            report(node, Rule.XML_ATTRIBUTE, nil, "xsi:nil");
            return false;
        }
        String value = XmlSimpleType.collapse(nil);
        return nillable && (value.equals("true") || value.equals("1"));
    }

    void report(XmlNode node, Rule rule, @Nullable String value, @Nullable String detail) {
        if (violations.size() < MOST_VIOLATIONS) {
            violations.add(new Violation(eventIndex, node.path(), rule, shorten(value), detail));
        }
    }

    /**
     * Reports a rule of the model.
     *
     * @param fields where, as {@link EventRules.Reporter} has it
     */
    void report(Rule rule, XmlNode event, String fields, @Nullable String value, @Nullable String detail) {
        if (violations.size() < MOST_VIOLATIONS) {
            violations.add(new Violation(eventIndex, pathOf(event, fields), rule, shorten(value), detail));
        }
    }

    /** The XPath of what the JSON binding's names lead to: lists have wrappers here, and some fields are attributes. */
    private static String pathOf(XmlNode event, String fields) {
        if (fields.isEmpty()) {
            return event.path();
        }
        XmlNode node = event;
        String[] steps = fields.split("/");
        for (int i = 0; i < steps.length; i++) {
            String step = steps[i];
            boolean position = Character.isDigit(step.charAt(0));
            XmlNode next = position ? nth(node, Integer.parseInt(step)) : descend(node, step);
            if (next == null && position && node.children.isEmpty()) {
                continue;
            }
            if (next == null) {
                boolean attribute = node.attribute(step) != null;
                // the identifier of a reference is the text of its element
                return attribute ? node.path() + "/@" + step : node.path();
            }
            node = next;
            if (step.equals("sensorReport") && i + 1 < steps.length && node.parent != null) {
                XmlNode report = nth(node.parent, "sensorReport", Integer.parseInt(steps[++i]));
                node = report == null ? node : report;
            } else if (node.parent != null && (step.equals("set") || step.equals("unset")) && i + 1 < steps.length) {
                XmlNode found = nth(node.parent, step, Integer.parseInt(steps[++i]));
                node = found == null ? node : found;
            }
        }
        return node.path();
    }

    private static @Nullable XmlNode nth(XmlNode parent, int index) {
        return index < parent.children.size() ? parent.children.get(index) : null;
    }

    private static @Nullable XmlNode nth(XmlNode parent, String name, int index) {
        for (XmlNode child : parent.children) {
            if (child.localName.equals(name) && child.ordinal == index + 1) {
                return child;
            }
        }
        return null;
    }

    /** A child without namespace, looked for inside the wrappers too. */
    private static @Nullable XmlNode descend(XmlNode parent, String name) {
        for (XmlNode child : parent.children) {
            if (!child.namespace.isEmpty()) {
                continue;
            }
            if (child.localName.equals(name)) {
                return child;
            }
            if (child.localName.equals("extension") || child.localName.equals("baseExtension")) {
                XmlNode found = descend(child, name);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private void reportAttribute(
            XmlNode node, XmlNode.Attribute attribute, Rule rule, @Nullable String value, @Nullable String detail) {
        if (violations.size() < MOST_VIOLATIONS) {
            String name = attribute.prefix().isEmpty()
                    ? attribute.localName()
                    : attribute.prefix() + ":" + attribute.localName();
            violations.add(new Violation(eventIndex, node.path() + "/@" + name, rule, shorten(value), detail));
        }
    }

    static @Nullable String shorten(@Nullable String value) {
        return value == null || value.length() <= 200 ? value : value.substring(0, 200);
    }
}
