package org.raceway.traceability;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.access.Requires;
import org.raceway.identifiers.gs1.KeyProblem;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Room;
import org.raceway.platform.Section;
import org.raceway.platform.Texts;
import org.raceway.traceability.GenealogyGraph.Gap;
import org.raceway.traceability.GenealogyGraph.Kind;
import org.raceway.traceability.GenealogyGraph.Node;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;

/** The genealogy page: a form, what is missing, the graph (drawn by a script from the API) and the same as a table. */
@Controller
@Requires(Permission.GENEALOGY_READ)
public class GenealogyPage {
    /** Rows of the table; the graph and the API have all. */
    private static final int ROWS = 500;

    private static final int WITH_HISTORY = 300;

    private final Genealogy genealogy;
    private final GenealogyFaces faces;
    private final JsonMapper json;

    GenealogyPage(Genealogy genealogy, GenealogyFaces faces, JsonMapper json) {
        this.genealogy = genealogy;
        this.faces = faces;
        this.json = json;
    }

    /** The room's entry in the rail. */
    @Configuration(proxyBeanMethods = false)
    static class Entry {
        @Bean
        Room genealogyRoom() {
            return new Room(
                    "/genealogy",
                    "genealogy.room",
                    "genealogy",
                    Section.TRACEABILITY,
                    10,
                    Set.of(Permission.GENEALOGY_READ.code()),
                    true);
        }
    }

    /**
     * What the template shows.
     *
     * @param asked what was typed
     * @param problem text of what is wrong with it; absent when nothing is
     * @param graph absent when nothing was asked or it cannot be asked
     * @param enterprises names by id
     * @param products names by GTIN
     * @param texts for the script, JSON
     */
    public record View(
            String asked,
            String direction,
            String at,
            @Nullable String problem,
            @Nullable GenealogyGraph graph,
            Map<UUID, String> enterprises,
            Map<String, String> products,
            String texts) {

        /** Rows of the table. */
        public List<Node> rows() {
            return graph == null
                    ? List.of()
                    : graph.nodes().stream().limit(ROWS).toList();
        }

        /** Whether there is nothing to show: nothing is known of what was asked, or nothing that the caller may see. */
        public boolean nothingKnown() {
            return graph != null
                    && graph.nodes().size() == 1
                    && graph.nodes().getFirst().history().isEmpty();
        }

        /** What to say then. */
        public String nothingKey() {
            return graph != null && graph.nodes().getFirst().redacted()
                    ? "genealogy.unknownOrHidden"
                    : at.isEmpty() ? "genealogy.unknown" : "genealogy.unknownThen";
        }

        /** Whose events the graph asks for at once; in a large one each node's are asked for when it is opened. */
        public String historyOf() {
            return graph != null && graph.nodes().size() <= WITH_HISTORY ? "all" : "start";
        }

        /** The enterprise's name, empty when it is not to be told. */
        public String owner(Node node) {
            return node.owner() == null ? "" : enterprises.getOrDefault(node.owner(), "");
        }

        /** What a trade item's node is called. */
        public String product(Node node) {
            int start = node.id().indexOf("/01/");
            return start < 0 || node.id().length() < start + 18
                    ? ""
                    : products.getOrDefault(node.id().substring(start + 4, start + 18), "");
        }

        /** A gap's values in words. */
        public Object[] words(Gap gap, Texts words) {
            return gap.values().stream()
                    .map(value -> String.join(
                            ", ",
                            Arrays.stream(value.split(","))
                                    .map(part -> part.equals("KGM") ? "kg" : step(part, words))
                                    .toList()))
                    .toArray();
        }

        /** A step in words. */
        public String step(@Nullable String step, Texts words) {
            return GenealogyPage.step(step, words);
        }

        /** Name of the node that a gap is at. */
        public String place(Gap gap) {
            return graph == null
                    ? ""
                    : graph.nodes().stream()
                            .filter(node -> node.id().equals(gap.node()))
                            .findFirst()
                            .map(node -> node.kind() == Kind.STEP ? owner(node) : node.label())
                            .orElse("");
        }
    }

    @GetMapping("/genealogy")
    String page(
            @RequestParam(defaultValue = "") String id,
            @RequestParam(defaultValue = "both") String direction,
            @RequestParam(defaultValue = "") String at,
            Caller caller,
            Locale locale,
            Model model) {
        Texts texts = Texts.of(locale);
        model.addAttribute("view", view(id.strip(), direction, at, caller, texts));
        return "genealogy";
    }

    /** The search in the top bar. */
    @GetMapping("/find")
    String find(@RequestParam(defaultValue = "") String identifier) {
        return "redirect:"
                + UriComponentsBuilder.fromPath("/genealogy")
                        .queryParam("id", "{id}")
                        .encode()
                        .buildAndExpand(identifier.strip())
                        .toUriString();
    }

    private View view(String asked, String direction, String at, Caller caller, Texts texts) {
        Map<String, String> words = EventWords.all(texts);
        for (String key : texts.keys()) {
            if (key.startsWith("genealogy.")) {
                words.put(key.substring("genealogy.".length()), texts.get(key));
            }
        }
        String script = json.writeValueAsString(words);
        Question question = Question.of(asked);
        String problem = asked.isEmpty() ? null : problem(question, texts);
        if (asked.isEmpty() || problem != null) {
            return new View(asked, direction, at, problem, null, Map.of(), Map.of(), script);
        }
        Direction way;
        Instant moment;
        try {
            way = GenealogyController.direction(direction);
            moment = GenealogyController.moment(at);
        } catch (ProblemException e) {
            String text = texts.get("genealogy.badTime");
            return new View(asked, direction, at, text, null, Map.of(), Map.of(), script);
        }
        GenealogyGraph graph = genealogy.trace(question.id(), way, moment, GenealogyGraph.Bounds.DEFAULT, caller);
        Map<UUID, String> names = new HashMap<>();
        faces.enterprises(graph)
                .forEach(face -> names.put(face.id(), texts.english() ? face.englishName() : face.name()));
        Map<String, String> products = new HashMap<>();
        faces.products(graph).forEach(product -> {
            String name = product.designation() != null
                    ? product.designation()
                    : (texts.english() ? product.englishName() : product.name());
            if (name != null) {
                products.put(product.gtin(), name);
            }
        });
        return new View(asked, direction, at, null, graph, names, products, script);
    }

    /** The trade's word for a step comes before the standard's. */
    private static String step(@Nullable String step, Texts texts) {
        String key = "genealogy.step." + step;
        return texts.has(key) ? texts.get(key) : EventWords.step(step, texts);
    }

    private static @Nullable String problem(Question question, Texts texts) {
        KeyProblem problem = question.problem();
        if (problem != null) {
            String key = "scan.problem." + problem.code().code();
            return problem.expected() == null
                    ? texts.get(key, problem.part())
                    : texts.get(key + ".expected", problem.part(), problem.expected());
        }
        return question.id().contains(":") ? null : texts.get("genealogy.noIdentifier");
    }
}
