package org.raceway.traceability;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.access.Requires;
import org.raceway.enterprises.Enterprise;
import org.raceway.enterprises.EnterpriseKind;
import org.raceway.identifiers.gs1.KeyProblem;
import org.raceway.platform.PlatformProblem;
import org.raceway.platform.ProblemException;
import org.raceway.traceability.GenealogyGraph.Node;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Genealogy for machines and for the page's graph. */
@RestController
@Requires(Permission.GENEALOGY_READ)
@RequestMapping("/api/v1/genealogy")
class GenealogyController {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final Genealogy genealogy;
    private final GenealogyFaces faces;
    private final GenealogyReads own;

    GenealogyController(Genealogy genealogy, GenealogyFaces faces, JdbcTemplate database) {
        this.genealogy = genealogy;
        this.faces = faces;
        this.own = new JdbcGenealogyReads(database);
    }

    /**
     * A graph and who is in it.
     *
     * @param products what the graph's trade items are called
     */
    record Answer(@JsonUnwrapped GenealogyGraph graph, List<Face> enterprises, List<Product> products) {}

    /** An enterprise as its neighbours see it. */
    record Face(UUID id, String name, String englishName, EnterpriseKind kind) {
        static Face of(Enterprise enterprise) {
            return new Face(enterprise.id(), enterprise.name(), enterprise.englishName(), enterprise.kind());
        }
    }

    /** What a trade item is called. */
    record Product(
            String gtin,
            @Nullable String designation,
            @Nullable String name,
            @Nullable String englishName) {}

    /**
     * Everything upstream or downstream of an identifier.
     *
     * @param id URN, GS1 Digital Link, element string, GTIN or SSCC
     * @param direction {@code upstream}, {@code downstream} or {@code both}
     * @param at RFC 3339 moment, or a local date and time of the cluster
     * @param history whose events are told: of the {@code start}, of {@code all} nodes, of {@code none}
     */
    @GetMapping
    Answer trace(
            @RequestParam String id,
            @RequestParam(defaultValue = "both") String direction,
            @RequestParam(required = false) @Nullable String at,
            @RequestParam(defaultValue = "start") String history,
            Caller caller) {
        Question question = Question.of(id);
        KeyProblem problem = question.problem();
        if (problem != null || question.id().isEmpty()) {
            throw new ProblemException(PlatformProblem.BAD_PARAMETER, "id");
        }
        GenealogyGraph graph =
                genealogy.trace(question.id(), direction(direction), moment(at), GenealogyGraph.Bounds.DEFAULT, caller);
        GenealogyGraph told = graph.withHistoryOf(told(history));
        return new Answer(told, faces.enterprises(graph), faces.products(graph));
    }

    /** An event of a graph, as its owner and the operator may see it: EPCIS 2.0 JSON. */
    @GetMapping("/events/{event}")
    ResponseEntity<byte[]> event(@PathVariable UUID event, Caller caller) {
        return own.events(List.of(event)).stream()
                .filter(body -> caller.sees(body.owner()))
                .findFirst()
                .map(body -> ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(body.body()))
                .orElseThrow(() -> new ProblemException(PlatformProblem.NOT_FOUND));
    }

    private static Predicate<Node> told(String history) {
        return switch (history.toLowerCase(Locale.ROOT)) {
            case "start" -> node -> node.level() == 0;
            case "all" -> node -> true;
            case "none" -> node -> false;
            default -> throw new ProblemException(PlatformProblem.BAD_PARAMETER, "history");
        };
    }

    static Direction direction(String direction) {
        return switch (direction.toLowerCase(Locale.ROOT)) {
            case "upstream" -> Direction.UPSTREAM;
            case "downstream" -> Direction.DOWNSTREAM;
            case "both" -> Direction.BOTH;
            default -> throw new ProblemException(PlatformProblem.BAD_PARAMETER, "direction");
        };
    }

    static @Nullable Instant moment(@Nullable String at) {
        if (at == null || at.isBlank()) {
            return null;
        }
        String text = at.strip().replace(' ', 'T');
        try {
            return text.length() > 16 && (text.endsWith("Z") || text.lastIndexOf('+') > 0 || text.lastIndexOf('-') > 10)
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).atZone(ZONE).toInstant();
        } catch (DateTimeParseException e) {
            throw new ProblemException(e, PlatformProblem.BAD_PARAMETER, "at");
        }
    }
}
