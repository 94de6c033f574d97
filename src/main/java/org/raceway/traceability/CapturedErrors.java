package org.raceway.traceability;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.raceway.traceability.epcis.Rule;
import org.raceway.traceability.epcis.Violation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A job's errors as they are stored: codes and places, never sentences, so that each reader gets their language. */
final class CapturedErrors {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Map<String, Rule> RULES = rules();

    private CapturedErrors() {}

    static String write(List<Violation> violations) {
        if (violations.isEmpty()) {
            return "[]";
        }
        ArrayNode array = JSON.createArrayNode();
        for (Violation violation : violations) {
            ObjectNode node = array.addObject();
            node.put("event", violation.eventIndex());
            node.put("path", Storable.text(violation.path()));
            node.put("rule", violation.rule().code());
            String value = violation.value();
            if (value != null) {
                node.put("value", Storable.text(value));
            }
            String detail = violation.detail();
            if (detail != null) {
                node.put("detail", Storable.text(detail));
            }
        }
        return Storable.json(JSON.writeValueAsString(array));
    }

    static List<Violation> read(String json) {
        List<Violation> violations = new ArrayList<>();
        for (JsonNode node : JSON.readTree(json)) {
            Rule rule = RULES.get(node.path("rule").asString());
            if (rule == null) {
                throw new IllegalStateException("a job names a rule that this version does not have: " + node);
            }
            violations.add(new Violation(
                    node.path("event").asInt(),
                    node.path("path").asString(),
                    rule,
                    optional(node, "value"),
                    optional(node, "detail")));
        }
        return violations;
    }

    private static @Nullable String optional(JsonNode node, String name) {
        return node.has(name) ? node.path(name).asString() : null;
    }

    private static Map<String, Rule> rules() {
        Map<String, Rule> rules = new HashMap<>();
        for (Rule rule : Rule.values()) {
            rules.put(rule.code(), rule);
        }
        return Map.copyOf(rules);
    }
}
