package org.raceway.traceability.epcis;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A complex type: which elements in which order, which attributes, or which simple value. */
final class XmlComplexType implements XmlType {
    static final int UNBOUNDED = Integer.MAX_VALUE;

    /** How the particles combine. */
    enum Model {
        SEQUENCE,
        ONE_OF,
        ANY_ORDER,
        /** Mixed content of anything, checked where a declaration is known. */
        ANYTHING
    }

    /** Who a particle is for. */
    enum Kind {
        ELEMENT,
        /** Elements of any foreign namespace. */
        FOREIGN,
        /** Elements without namespace. */
        LOCAL
    }

    /**
     * A member of the content model.
     *
     * @param type absent for a wildcard
     */
    record Particle(
            Kind kind,
            String namespace,
            String name,
            @Nullable XmlType type,
            int min,
            int max,
            boolean nillable) {}

    /** A declared attribute, without namespace. */
    record AttributeUse(String name, XmlSimpleType type, boolean required) {}

    private final String namespace;
    private final String name;
    private final Model model;
    private final List<Particle> particles;
    private final @Nullable XmlSimpleType value;
    private final List<AttributeUse> attributes;
    private final boolean anyAttribute;
    private final Map<String, Integer> byName = new HashMap<>();
    private final int foreign;
    private final int local;

    XmlComplexType(
            String namespace,
            String name,
            Model model,
            List<Particle> particles,
            @Nullable XmlSimpleType value,
            List<AttributeUse> attributes,
            boolean anyAttribute) {
        this.namespace = namespace;
        this.name = name;
        this.model = model;
        this.particles = List.copyOf(particles);
        this.value = value;
        this.attributes = List.copyOf(attributes);
        this.anyAttribute = anyAttribute;
        int foundForeign = -1;
        int foundLocal = -1;
        for (int i = 0; i < particles.size(); i++) {
            Particle particle = particles.get(i);
            switch (particle.kind) {
                case ELEMENT -> byName.put(key(particle.namespace, particle.name), i);
                case FOREIGN -> foundForeign = i;
                case LOCAL -> foundLocal = i;
            }
        }
        this.foreign = foundForeign;
        this.local = foundLocal;
    }

    @Override
    public String namespace() {
        return namespace;
    }

    @Override
    public String name() {
        return name;
    }

    Model model() {
        return model;
    }

    List<Particle> particles() {
        return particles;
    }

    /** The type of the character data; absent when the content is elements. */
    @Nullable
    XmlSimpleType value() {
        return value;
    }

    List<AttributeUse> attributes() {
        return attributes;
    }

    boolean anyAttribute() {
        return anyAttribute;
    }

    /** The particle that an element belongs to; -1 when it has no place here. */
    int find(String elementNamespace, String localName) {
        Integer found = byName.get(key(elementNamespace, localName));
        if (found != null) {
            return found;
        }
        if (elementNamespace.isEmpty()) {
            return local;
        }
        return elementNamespace.equals(namespace) ? -1 : foreign;
    }

    private static String key(String namespace, String name) {
        return namespace.isEmpty() ? name : "{" + namespace + "}" + name;
    }
}
