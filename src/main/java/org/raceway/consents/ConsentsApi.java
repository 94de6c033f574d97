package org.raceway.consents;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.DataScope;
import org.raceway.access.Permission;
import org.raceway.access.Requires;
import org.raceway.access.WhileBarred;
import org.raceway.platform.PlatformProblem;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Texts;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The consent ledger for machines. */
@RestController
@Requires(Permission.CONSENTS_READ)
@RequestMapping("/api/v1/consents")
class ConsentsApi {
    private static final int LARGEST_PAGE = 1_000;

    private final StoredConsents consents;
    private final ConsentViews views;
    private final ConsentFields fields;
    private final JdbcClient database;

    ConsentsApi(StoredConsents consents, ConsentViews views, ConsentFields fields, JdbcClient database) {
        this.consents = consents;
        this.views = views;
        this.fields = fields;
        this.database = database;
    }

    /**
     * The consents that the caller's enterprise has given or received, newest first.
     *
     * @param side {@code given} or {@code received}; both where it is absent
     */
    @GetMapping
    List<Answer> list(
            @RequestParam(defaultValue = "") String side,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "0") int offset,
            @RequestParam(defaultValue = "100") int limit,
            Caller caller) {
        UUID enterprise = caller.requireEnterprise();
        List<Object> values = new ArrayList<>(List.of(enterprise));
        String condition = switch (side) {
            case "given" -> "granter = ?";
            case "received" -> "reader = ?";
            case "" -> {
                values.add(enterprise);
                yield "(granter = ? or reader = ?)";
            }
            default -> throw new ProblemException(PlatformProblem.BAD_PARAMETER, "side");
        };
        if (!caller.scope(Permission.CONSENTS_READ).reaches(DataScope.ENTERPRISE)) {
            condition += " and (requested_by = ? or decided_by = ?)";
            values.add(caller.accountId());
            values.add(caller.accountId());
        }
        if (!state.isEmpty()) {
            condition += " and state = ?";
            values.add(state.toUpperCase(Locale.ROOT));
        }
        values.add(Math.clamp(limit, 1, LARGEST_PAGE));
        values.add(Math.max(0, offset));
        return database
                .sql("select " + StoredConsents.COLUMNS + " from consent where " + condition
                        + " order by id desc limit ? offset ?")
                .params(values)
                .query(StoredConsents::consent)
                .list()
                .stream()
                .map(Answer::of)
                .toList();
    }

    /** The published rule: who may ask for what, for which purpose. */
    @GetMapping("/purposes")
    List<ConsentPurpose> purposes() {
        return consents.purposes();
    }

    /** What can be asked for. */
    @GetMapping("/fields")
    List<FieldAnswer> fields(Locale locale) {
        Texts texts = Texts.of(locale);
        return fields.all().stream()
                .map(field -> new FieldAnswer(
                        field.code(),
                        texts.get(field.code()),
                        texts.get(field.code() + ".help"),
                        field.hasPeriod(),
                        columns(field.columns(), texts)))
                .toList();
    }

    /** Asks for a consent. */
    @PostMapping
    @Requires(Permission.CONSENTS_REQUEST)
    ResponseEntity<Answer> request(@RequestBody RequestBodyOfConsent body, Caller caller) {
        UUID id = consents.request(
                caller,
                ConsentBodies.request(
                        body.granter(),
                        body.purpose(),
                        body.reference(),
                        body.fields(),
                        body.from(),
                        body.to(),
                        body.lastDay(),
                        body.message()));
        return ResponseEntity.created(URI.create("/api/v1/consents/" + id)).body(answer(id, caller));
    }

    /** One consent, with everything that was done with it. */
    @GetMapping("/{id}")
    Detail one(@PathVariable UUID id, Caller caller) {
        Answer answer = answer(id, caller);
        return new Detail(
                answer,
                consents.steps(caller, id),
                consents.results(caller, id).stream().map(Result::of).toList());
    }

    /** Grants it, as it was asked or less of it: what is absent in the body stays as asked. */
    @PostMapping("/{id}/grant")
    @Requires(Permission.CONSENTS_GRANT)
    Answer grant(@PathVariable UUID id, @RequestBody(required = false) @Nullable Grant body, Caller caller) {
        Consent consent = visible(id, caller);
        Consent.Terms asked = consent.asked();
        consents.grant(
                caller,
                id,
                body == null
                        ? asked
                        : ConsentBodies.terms(
                                body.fields() == null ? asked.fields() : body.fields(),
                                or(body.from(), asked.period().from()),
                                or(body.to(), asked.period().to()),
                                or(body.lastDay(), asked.lastDay())));
        return answer(id, caller);
    }

    /** Refuses it, with a reason. */
    @PostMapping("/{id}/refuse")
    @WhileBarred
    @Requires(Permission.CONSENTS_GRANT)
    Answer refuse(@PathVariable UUID id, @RequestBody Reason body, Caller caller) {
        consents.refuse(caller, id, body.text());
        return answer(id, caller);
    }

    /** Ends it. */
    @PostMapping("/{id}/revoke")
    @WhileBarred
    @Requires(Permission.CONSENTS_GRANT)
    Answer revoke(@PathVariable UUID id, @RequestBody(required = false) @Nullable Reason body, Caller caller) {
        consents.revoke(caller, id, body == null ? "" : body.text());
        return answer(id, caller);
    }

    /** Takes one's own request back. */
    @PostMapping("/{id}/withdraw")
    @WhileBarred
    @Requires(Permission.CONSENTS_REQUEST)
    Answer withdraw(@PathVariable UUID id, @RequestBody(required = false) @Nullable Reason body, Caller caller) {
        consents.withdraw(caller, id, body == null ? "" : body.text());
        return answer(id, caller);
    }

    /** Who read under it, newest first: all reads to the granter, its own to the reader. */
    @GetMapping("/{id}/reads")
    List<ReadAnswer> reads(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "0") int offset,
            @RequestParam(defaultValue = "100") int limit,
            Caller caller,
            Locale locale) {
        visible(id, caller);
        Texts texts = Texts.of(locale);
        ConsentWords words = views.words();
        UUID enterprise = caller.requireEnterprise();
        boolean all = caller.scope(Permission.CONSENTS_READ).reaches(DataScope.ENTERPRISE);
        return database
                .sql(
                        "select " + StoredConsents.READ_COLUMNS
                                + " from consent_read where consent = ? and (? or account = ?) order by id desc limit ? offset ?")
                .params(id, all, caller.accountId(), Math.clamp(limit, 1, LARGEST_PAGE), Math.max(0, offset))
                .query(StoredConsents::read)
                .list()
                .stream()
                .map(read -> ReadAnswer.of(read, words.sentence(read, enterprise, texts)))
                .toList();
    }

    /** Reads a field. The read is recorded, and the granter sees it. */
    @GetMapping("/{id}/data/{field}")
    @Requires(Permission.CONSENTS_REQUEST)
    Data data(
            @PathVariable UUID id,
            @PathVariable String field,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            Caller caller,
            Locale locale) {
        Consent consent = visible(id, caller);
        Period period = from == null && to == null ? consent.terms().period() : ConsentBodies.period(from, to);
        return Data.of(consents.read(caller, id, field, period, ReadDoor.API), Texts.of(locale));
    }

    /** What a reader would get of a field of the caller's own enterprise. Nothing is recorded. */
    @GetMapping("/preview/{field}")
    Data preview(
            @PathVariable String field,
            @RequestParam String from,
            @RequestParam String to,
            Caller caller,
            Locale locale) {
        return Data.of(consents.preview(caller, field, ConsentBodies.period(from, to)), Texts.of(locale));
    }

    private Consent visible(UUID id, Caller caller) {
        return consents.byId(caller, id).orElseThrow(() -> new ProblemException(PlatformProblem.NOT_FOUND));
    }

    private Answer answer(UUID id, Caller caller) {
        return Answer.of(visible(id, caller));
    }

    private static String or(@Nullable String said, LocalDate otherwise) {
        return said == null ? otherwise.toString() : said;
    }

    private static List<ColumnAnswer> columns(List<ConsentField.ConsentColumn> columns, Texts texts) {
        return columns.stream()
                .map(column -> new ColumnAnswer(
                        column.name(),
                        texts.get(column.textKey()),
                        column.kind().name().toLowerCase(Locale.ROOT)))
                .toList();
    }

    /** A request. Days as {@code 2026-11-25}. */
    record RequestBodyOfConsent(
            @Nullable UUID granter,
            @Nullable String purpose,
            @Nullable String reference,
            @Nullable List<String> fields,
            @Nullable String from,
            @Nullable String to,
            @Nullable String lastDay,
            @Nullable String message) {}

    /** What is granted of what was asked for. */
    record Grant(
            @Nullable List<String> fields,
            @Nullable String from,
            @Nullable String to,
            @Nullable String lastDay) {}

    /** Why. */
    record Reason(@Nullable String reason) {
        String text() {
            return reason == null ? "" : reason;
        }
    }

    /** A consent. */
    record Answer(
            UUID id,
            UUID granter,
            UUID reader,
            String purpose,
            String reference,
            String message,
            ConsentState state,
            Terms asked,
            Terms terms,
            Instant requestedAt,
            @Nullable Instant decidedAt,
            @Nullable Instant endedAt) {
        static Answer of(Consent consent) {
            return new Answer(
                    consent.id(),
                    consent.granter(),
                    consent.reader(),
                    consent.purpose().purpose(),
                    consent.purpose().reference(),
                    consent.message(),
                    consent.state(),
                    Terms.of(consent.asked()),
                    Terms.of(consent.terms()),
                    consent.requestedAt(),
                    consent.decidedAt(),
                    consent.endedAt());
        }
    }

    /** What may be read. */
    record Terms(List<String> fields, LocalDate from, LocalDate to, LocalDate lastDay) {
        static Terms of(Consent.Terms terms) {
            return new Terms(
                    terms.fields(), terms.period().from(), terms.period().to(), terms.lastDay());
        }
    }

    /** A consent with its timeline and what was made of it. */
    record Detail(Answer consent, List<ConsentStep> steps, List<Result> results) {}

    /** What was made of it. */
    record Result(
            UUID id,
            String room,
            String subject,
            String description,
            String englishDescription,
            Instant madeAt,
            @Nullable Instant staleAt) {
        static Result of(ConsentResult result) {
            return new Result(
                    result.id(),
                    result.what().room(),
                    result.what().subject(),
                    result.what().description(),
                    result.what().englishDescription(),
                    result.madeAt(),
                    result.staleAt());
        }
    }

    /** A read, with its sentence in the caller's language. */
    record ReadAnswer(
            UUID id,
            String sentence,
            UUID reader,
            String field,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            int rows,
            ReadDoor door,
            Instant at) {
        static ReadAnswer of(ConsentRead read, String sentence) {
            Period period = read.period();
            return new ReadAnswer(
                    read.id(),
                    sentence,
                    read.reader(),
                    read.field(),
                    period == null ? null : period.from(),
                    period == null ? null : period.to(),
                    read.lines(),
                    read.door(),
                    read.at());
        }
    }

    /** A field. */
    record FieldAnswer(String code, String name, String help, boolean hasPeriod, List<ColumnAnswer> columns) {}

    /** A column. */
    record ColumnAnswer(String name, String title, String kind) {}

    /** Data, and under what it was read. */
    record Data(Provenance provenance, List<ColumnAnswer> columns, List<Map<String, @Nullable Object>> rows) {
        static Data of(ConsentedData data, Texts texts) {
            List<Map<String, @Nullable Object>> rows = new ArrayList<>();
            for (List<ConsentValue> row : data.rows()) {
                Map<String, @Nullable Object> values = new LinkedHashMap<>();
                for (int place = 0; place < row.size(); place++) {
                    values.put(data.columns().get(place).name(), row.get(place).json());
                }
                rows.add(values);
            }
            return new Data(data.provenance(), ConsentsApi.columns(data.columns(), texts), rows);
        }
    }
}
