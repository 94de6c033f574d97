package org.raceway.scans;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.access.Requires;
import org.raceway.platform.Texts;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Scans, suspicious codes and buyers' reports for machines. */
@RestController
@Requires(Permission.SCANS_READ)
@RequestMapping("/api/v1/scans")
class ScansApi {
    private static final int LARGEST_PAGE = 1_000;

    private final Findings findings;
    private final Reports reports;
    private final StoredRules rules;
    private final StoredScans scans;
    private final JdbcClient database;

    ScansApi(Findings findings, Reports reports, StoredRules rules, StoredScans scans, JdbcClient database) {
        this.findings = findings;
        this.reports = reports;
        this.rules = rules;
        this.scans = scans;
        this.database = database;
    }

    /** Suspicious codes, the newest first. */
    @GetMapping("/findings")
    List<Item> findings(
            @RequestParam(required = false) @Nullable FindingState state,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(defaultValue = "0") int offset,
            Locale locale) {
        Texts texts = Texts.of(locale);
        return database
                .sql("select " + Findings.COLUMNS + """
                         from code_finding where state <> 'WAITING' and (cast(:state as text) is null or state = :state)
                        order by id desc limit :limit offset :offset
                        """)
                .param("state", state == null ? null : state.name())
                .param("limit", Math.clamp(limit, 1, LARGEST_PAGE))
                .param("offset", Math.max(0, offset))
                .query(findings::finding)
                .list()
                .stream()
                .map(finding -> Item.of(finding, texts))
                .toList();
    }

    /** One suspicious code, with the scans that are weighed. */
    @GetMapping("/findings/{id}")
    Detail finding(@PathVariable UUID id, Locale locale) {
        Finding finding = findings.visible(id);
        return new Detail(
                Item.of(finding, Texts.of(locale)),
                scans.of(finding.code()).stream().map(Look::of).toList(),
                reports.of(finding.code()).stream().map(ReportItem::of).toList());
    }

    /** Decides: a false code, a false alarm (with a note), or open again. */
    @PostMapping("/findings/{id}/decision")
    @Requires(Permission.SCANS_HANDLE)
    Item decide(@PathVariable UUID id, @RequestBody Decision body, Caller caller, Locale locale) {
        findings.decide(caller, id, body.state(), Objects.requireNonNullElse(body.note(), ""));
        return Item.of(findings.visible(id), Texts.of(locale));
    }

    /** Buyers' reports, the newest first. */
    @GetMapping("/reports")
    List<ReportItem> reports(
            @RequestParam(required = false) Report.@Nullable State state,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(defaultValue = "0") int offset) {
        return database
                .sql("select " + Reports.COLUMNS + """
                         from code_report where (cast(:state as text) is null or state = :state)
                        order by id desc limit :limit offset :offset
                        """)
                .param("state", state == null ? null : state.name())
                .param("limit", Math.clamp(limit, 1, LARGEST_PAGE))
                .param("offset", Math.max(0, offset))
                .query(Reports::report)
                .list()
                .stream()
                .map(ReportItem::of)
                .toList();
    }

    /** Answers a report. */
    @PostMapping("/reports/{id}/answer")
    @Requires(Permission.SCANS_HANDLE)
    ReportItem answer(@PathVariable UUID id, @RequestBody Answer body, Caller caller) {
        reports.answer(caller, id, body.state(), Objects.requireNonNullElse(body.answer(), ""));
        return ReportItem.of(reports.visible(id));
    }

    /**
     * The rules that hold.
     *
     * @param product GTIN; absent for all without rules of their own
     */
    @GetMapping("/rules")
    @Requires(Permission.SCANS_RULES)
    Rules rules(@RequestParam(defaultValue = "") String product, Caller caller) {
        return rules.of(StoredRules.maker(caller), product.isBlank() ? "" : Codes.product(product));
    }

    /** Sets rules. */
    @PutMapping("/rules")
    @Requires(Permission.SCANS_RULES)
    Rules set(@RequestParam(defaultValue = "") String product, @RequestBody Rules body, Caller caller) {
        rules.set(caller, product, body);
        return body;
    }

    /** Goes back to the general rules of a product, or to the usual ones of all. */
    @DeleteMapping("/rules")
    @Requires(Permission.SCANS_RULES)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void drop(@RequestParam(defaultValue = "") String product, Caller caller) {
        rules.drop(caller, product);
    }

    /**
     * A suspicious code.
     *
     * @param because the sentence that explains it, in the caller's language
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Item(
            UUID id,
            String code,
            FindingCause cause,
            FindingState state,
            String because,
            int visitors,
            Instant foundAt,
            Instant lastAt,
            @Nullable Instant decidedAt,
            String note) {
        static Item of(Finding finding, Texts texts) {
            return new Item(
                    finding.id(),
                    finding.code(),
                    finding.cause(),
                    finding.state(),
                    finding.explained(texts),
                    finding.visitors(),
                    finding.foundAt(),
                    finding.lastAt(),
                    finding.decidedAt(),
                    finding.note());
        }
    }

    /** A suspicious code with what stands behind it. */
    record Detail(Item finding, List<Look> scans, List<ReportItem> reports) {}

    /**
     * A scan.
     *
     * @param visitor anonymous, another one every day
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Look(
            Instant at,
            String verdict,
            UUID visitor,
            @Nullable Place place) {
        static Look of(Scan scan) {
            return new Look(scan.at(), scan.verdict(), scan.visitor(), scan.place());
        }
    }

    /** A buyer's report. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ReportItem(
            UUID id,
            String number,
            String code,
            String verdict,
            Instant at,
            @Nullable String region,
            String seller,
            String note,
            Report.State state,
            String answer,
            @Nullable Instant answeredAt) {
        static ReportItem of(Report report) {
            return new ReportItem(
                    report.id(),
                    report.number(),
                    report.code(),
                    report.verdict(),
                    report.at(),
                    report.region(),
                    report.seller(),
                    report.note(),
                    report.state(),
                    report.answer(),
                    report.answeredAt());
        }
    }

    /** A decision: CONFIRMED, DISMISSED or OPEN. */
    record Decision(FindingState state, @Nullable String note) {}

    /** An answer: ANSWERED or DISMISSED. */
    record Answer(Report.State state, @Nullable String answer) {}
}
