package org.raceway.recalls;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.access.Requires;
import org.raceway.access.WhileBarred;
import org.raceway.enterprises.Enterprises;
import org.raceway.platform.PlatformProblem;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Texts;
import org.raceway.traceability.AffectedSet;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Recalls for machines. */
@RestController
@Requires(Permission.RECALLS_READ)
@RequestMapping("/api/v1/recalls")
class RecallsApi {
    private static final int LARGEST_PAGE = 1_000;
    private static final int STEPS = 200;

    private final StoredRecalls recalls;
    private final Assessments assessments;
    private final RecallReports reports;
    private final Enterprises enterprises;
    private final JdbcClient database;

    RecallsApi(
            StoredRecalls recalls,
            Assessments assessments,
            RecallReports reports,
            Enterprises enterprises,
            JdbcClient database) {
        this.recalls = recalls;
        this.assessments = assessments;
        this.reports = reports;
        this.enterprises = enterprises;
        this.database = database;
    }

    /** The recalls that the caller's enterprise has initiated or is affected by, newest first. */
    @GetMapping
    List<Answer> list(
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "0") int offset,
            @RequestParam(defaultValue = "100") int limit) {
        return database
                .sql("select " + StoredRecalls.COLUMNS
                        + " from recall where (? = '' or state = ?) order by id desc limit ? offset ?")
                .params(
                        state.toUpperCase(Locale.ROOT),
                        state.toUpperCase(Locale.ROOT),
                        Math.clamp(limit, 1, LARGEST_PAGE),
                        Math.max(0, offset))
                .query(recalls::recall)
                .list()
                .stream()
                .map(Answer::of)
                .toList();
    }

    /** What would be affected. Nothing is written and nobody is told. */
    @PostMapping("/assessment")
    @Requires(Permission.RECALLS_ASSESS)
    Assessed assess(@RequestBody Origin body, Caller caller) {
        Assessment assessment = assessments.assess(body.origin(), caller, body.enterprise());
        return new Assessed(
                assessment.initiator(),
                assessment.things(),
                progress(recalls.progress(assessment, caller)),
                assessment.items().stream()
                        .filter(item -> caller.sees(item.holder()))
                        .map(Item::of)
                        .toList());
    }

    /** Writes a draft. */
    @PostMapping
    @Requires(Permission.RECALLS_OPEN)
    ResponseEntity<Answer> draft(@RequestBody Draft body, Caller caller) {
        UUID id = recalls.draft(
                caller,
                Objects.requireNonNullElse(body.origin(), Origin.NONE).origin(),
                body.words(),
                body.origin() == null ? null : body.origin().enterprise());
        return ResponseEntity.created(URI.create("/api/v1/recalls/" + id)).body(Answer.of(recalls.visible(id)));
    }

    /** How many recalls there are and how far they have got, without names. */
    @GetMapping("/totals")
    @Requires(Permission.RECALLS_TOTALS)
    StoredRecalls.Totals totals() {
        return recalls.totals();
    }

    /** One recall, how far it has got, and what was done. */
    @GetMapping("/{id}")
    Detail one(@PathVariable UUID id, Caller caller) {
        Recall recall = recalls.visible(id);
        return new Detail(
                Answer.of(recall),
                caller.sees(recall.initiator()) ? progress(recalls.progress(recall, caller)) : null,
                recalls.partiesOf(id),
                recalls.steps(id, STEPS));
    }

    /**
     * The goods that the caller's enterprise holds, the operator's of everybody.
     *
     * @param open only what waits
     */
    @GetMapping("/{id}/items")
    List<Item> items(@PathVariable UUID id, @RequestParam(defaultValue = "false") boolean open, Caller caller) {
        recalls.visible(id);
        return recalls.items(id).stream()
                .filter(item -> !open || item.isOpen())
                .map(Item::of)
                .toList();
    }

    /** Opens a draft: each affected enterprise is told. */
    @PostMapping("/{id}/open")
    @Requires(Permission.RECALLS_OPEN)
    Answer open(@PathVariable UUID id, Caller caller) {
        recalls.open(caller, id);
        return Answer.of(recalls.visible(id));
    }

    /** Looks again for goods that came to light since. */
    @PostMapping("/{id}/search")
    @Requires(Permission.RECALLS_OPEN)
    Map<String, Integer> search(@PathVariable UUID id, Caller caller) {
        return Map.of("added", recalls.search(caller, id));
    }

    /** Reminds who has not dealt with everything. */
    @PostMapping("/{id}/reminders")
    @Requires(Permission.RECALLS_OPEN)
    Map<String, Integer> remind(@PathVariable UUID id, Caller caller) {
        return Map.of("reminded", recalls.remind(caller, id));
    }

    /**
     * Acknowledges the notice. A second time changes nothing.
     *
     * @param enterprise on whose behalf, for the operator
     */
    @PostMapping("/{id}/acknowledgement")
    @WhileBarred
    @Requires(Permission.RECALLS_HANDLE)
    Answer acknowledge(
            @PathVariable UUID id, @RequestParam(required = false) @Nullable UUID enterprise, Caller caller) {
        recalls.visible(id);
        recalls.acknowledge(caller, id, enterprise);
        return Answer.of(recalls.visible(id));
    }

    /** Records what was done to goods: quarantined, returned, destroyed, or that they are out of reach. */
    @PostMapping("/{id}/items/{item}/actions")
    @WhileBarred
    @Requires(Permission.RECALLS_HANDLE)
    Item handle(@PathVariable UUID id, @PathVariable UUID item, @RequestBody Action body, Caller caller) {
        recalls.visible(id);
        recalls.handle(caller, id, item, body.done(), body.quantity(), Objects.requireNonNullElse(body.note(), ""));
        return recalls.items(id).stream()
                .filter(found -> found.id().equals(item))
                .findFirst()
                .map(Item::of)
                .orElseThrow(() -> new ProblemException(PlatformProblem.NOT_FOUND));
    }

    /** Closes a recall of which everything was dealt with. */
    @PostMapping("/{id}/close")
    @Requires(Permission.RECALLS_CLOSE)
    Answer close(@PathVariable UUID id, @RequestBody Conclusion body, Caller caller) {
        recalls.close(caller, id, Objects.requireNonNullElse(body.conclusion(), ""));
        return Answer.of(recalls.visible(id));
    }

    /** Gives a recall up. */
    @PostMapping("/{id}/cancel")
    @Requires(Permission.RECALLS_CLOSE)
    Answer cancel(@PathVariable UUID id, @RequestBody Conclusion body, Caller caller) {
        recalls.cancel(caller, id, Objects.requireNonNullElse(body.conclusion(), ""));
        return Answer.of(recalls.visible(id));
    }

    /** The report, as far as the caller may know what stands in it. */
    @GetMapping(value = "/{id}/report", produces = MediaType.APPLICATION_PDF_VALUE)
    ResponseEntity<byte[]> report(@PathVariable UUID id, Caller caller, Locale locale) {
        return reports.pdf(recalls.visible(id), caller, Texts.of(locale));
    }

    private List<Group> progress(Progress progress) {
        List<Group> groups = new ArrayList<>();
        for (Progress.Group group : progress.groups()) {
            UUID id = group.enterprise();
            groups.add(Group.of(
                    group,
                    id == null
                            ? null
                            : enterprises
                                    .byId(id)
                                    .map(org.raceway.enterprises.Enterprise::name)
                                    .orElse(null)));
        }
        return groups;
    }

    /**
     * What a recall begins with.
     *
     * @param ids heats, lots, units, boxes; absent for what was done in a stretch of time
     * @param from RFC 3339 moment
     * @param enterprise whose steps are meant, for the operator
     */
    record Origin(
            @Nullable List<String> ids,
            @Nullable Instant from,
            @Nullable Instant until,
            @Nullable String step,
            @Nullable String place,
            @Nullable String machine,
            @Nullable UUID enterprise) {
        static final Origin NONE = new Origin(null, null, null, null, null, null, null);

        RecallOrigin origin() {
            return new RecallOrigin(Objects.requireNonNullElse(ids, List.of()), from, until, step, place, machine);
        }
    }

    /** A draft. */
    record Draft(
            @Nullable Origin origin,
            @Nullable String title,
            @Nullable String reason,
            @Nullable String description,
            @Nullable String advice,
            @Nullable LocalDate dueOn) {
        Recall.Words words() {
            return new Recall.Words(
                    Objects.requireNonNullElse(title, ""),
                    RecallsApi.reason(reason),
                    Objects.requireNonNullElse(description, ""),
                    Objects.requireNonNullElse(advice, ""),
                    dueOn);
        }
    }

    static RecallReason reason(@Nullable String reason) {
        for (RecallReason known : RecallReason.values()) {
            if (known.name().equalsIgnoreCase(reason)) {
                return known;
            }
        }
        throw new ProblemException(RecallProblem.INVALID, "reason");
    }

    /** What was done. */
    record Action(
            @Nullable String action,
            @Nullable BigDecimal quantity,
            @Nullable String note) {
        RecallAction done() {
            return goods(action);
        }
    }

    static RecallAction goods(@Nullable String action) {
        for (RecallAction known : RecallAction.values()) {
            if (known.isOfGoods() && known.name().equalsIgnoreCase(action)) {
                return known;
            }
        }
        throw new ProblemException(RecallProblem.INVALID, "action");
    }

    /** Why, or with what result. */
    record Conclusion(@Nullable String conclusion) {}

    /** A recall. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Answer(
            UUID id,
            String number,
            UUID initiator,
            RecallState state,
            String title,
            RecallReason reason,
            String description,
            String advice,
            RecallOrigin origin,
            LocalDate dueOn,
            @Nullable Instant openedAt,
            @Nullable Instant searchedAt,
            @Nullable Instant endedAt,
            String conclusion) {
        static Answer of(Recall recall) {
            return new Answer(
                    recall.id(),
                    recall.number(),
                    recall.initiator(),
                    recall.state(),
                    recall.title(),
                    recall.reason(),
                    recall.description(),
                    recall.advice(),
                    recall.origin(),
                    recall.dueOn(),
                    recall.openedAt(),
                    recall.searchedAt(),
                    recall.endedAt(),
                    recall.conclusion());
        }
    }

    /** A recall with all that may be known of it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Detail(Answer recall, @Nullable List<Group> progress, List<Recall.Party> parties, List<Recall.Step> steps) {}

    /**
     * What a recall would reach.
     *
     * @param things affected lots and units, used up ones included
     * @param items what the caller's enterprise holds
     */
    record Assessed(UUID initiator, int things, List<Group> groups, List<Item> items) {}

    /**
     * Goods of one enterprise, or of all that may not be named together. Quantities by unit, pieces under the empty one.
     *
     * @param enterprise absent for several together
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Group(
            @Nullable UUID enterprise,
            @Nullable String name,
            int enterprises,
            int acknowledged,
            int entries,
            int openEntries,
            Map<AffectedSet.State, Map<String, BigDecimal>> states,
            Map<String, BigDecimal> total,
            Map<String, BigDecimal> quarantined,
            Map<String, BigDecimal> returned,
            Map<String, BigDecimal> destroyed,
            Map<String, BigDecimal> unreachable) {
        static Group of(Progress.Group group, @Nullable String name) {
            Map<AffectedSet.State, Map<String, BigDecimal>> states = new LinkedHashMap<>();
            for (AffectedSet.State state : AffectedSet.State.values()) {
                if (group.entriesOf(state) > 0) {
                    states.put(state, group.of(state).sums());
                }
            }
            return new Group(
                    group.enterprise(),
                    name,
                    group.enterprises(),
                    group.acknowledged(),
                    group.entries(),
                    group.openEntries(),
                    states,
                    group.total().sums(),
                    group.quarantined().sums(),
                    group.returned().sums(),
                    group.destroyed().sums(),
                    group.unreachable().sums());
        }
    }

    /** Affected goods at one place. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Item(
            @Nullable UUID id,
            UUID holder,
            RecallItem.Kind kind,
            String thing,
            String product,
            List<String> contents,
            @Nullable String outer,
            AffectedSet.State state,
            @Nullable String place,
            @Nullable UUID destination,
            @Nullable BigDecimal quantity,
            @Nullable String unit,
            BigDecimal quarantined,
            BigDecimal returned,
            BigDecimal destroyed,
            BigDecimal unreachable,
            boolean open) {
        static Item of(RecallItem item) {
            return new Item(
                    item.id().equals(new UUID(0, 0)) ? null : item.id(),
                    item.holder(),
                    item.kind(),
                    item.thing(),
                    item.product(),
                    item.contents(),
                    item.outer(),
                    item.placeState(),
                    item.place(),
                    item.destination(),
                    item.quantity(),
                    item.unit(),
                    item.done().quarantined(),
                    item.done().returned(),
                    item.done().destroyed(),
                    item.done().unreachable(),
                    item.isOpen());
        }
    }
}
