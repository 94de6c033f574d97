package org.raceway.traceability;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.enterprises.Enterprises;
import org.raceway.identifiers.gs1.Gs1Identifiers;
import org.raceway.identifiers.gs1.Keys;
import org.raceway.traceability.GenealogyGraph.Node;
import org.springframework.stereotype.Component;

/** What people call the enterprises and trade items of a graph. */
@Component
class GenealogyFaces {
    private static final String RACEWAY = "https://w3id.org/raceway/vocabulary#";

    private final Enterprises enterprises;
    private final EventStore store;

    GenealogyFaces(Enterprises enterprises, EventStore store) {
        this.enterprises = enterprises;
        this.store = store;
    }

    List<GenealogyController.Face> enterprises(GenealogyGraph graph) {
        List<UUID> owners = graph.nodes().stream()
                .map(Node::owner)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return enterprises.byIds(owners).stream()
                .map(GenealogyController.Face::of)
                .toList();
    }

    List<GenealogyController.Product> products(GenealogyGraph graph) {
        Set<String> gtins = new HashSet<>();
        for (Node node : graph.nodes()) {
            int start = node.id().indexOf("/01/");
            if (!node.redacted() && start >= 0 && node.id().length() >= start + 18) {
                gtins.add(node.id().substring(start + 4, start + 18));
            }
        }
        Map<UUID, String> keys = new HashMap<>();
        gtins.forEach(gtin -> keys.put(Keys.of(Gs1Identifiers.tradeItem(gtin)), gtin));
        List<GenealogyController.Product> products = new ArrayList<>();
        if (!keys.isEmpty()) {
            store.masterData(keys.keySet())
                    .forEach((key, data) -> products.add(new GenealogyController.Product(
                            Objects.requireNonNull(keys.get(key)),
                            data.attributes().get(RACEWAY + "designation"),
                            data.attributes().get(RACEWAY + "name"),
                            english(data.attributes()))));
        }
        return products;
    }

    /** A plant that has typed a product once has given it one name. */
    private static @Nullable String english(Map<String, String> attributes) {
        String name = attributes.get(RACEWAY + "nameEnglish");
        return name == null ? attributes.get(RACEWAY + "name") : name;
    }
}
