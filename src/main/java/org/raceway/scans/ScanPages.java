package org.raceway.scans;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.access.Requires;
import org.raceway.platform.Cell;
import org.raceway.platform.Fact;
import org.raceway.platform.Page;
import org.raceway.platform.Room;
import org.raceway.platform.Section;
import org.raceway.platform.Tables;
import org.raceway.platform.Texts;
import org.raceway.platform.Times;
import org.raceway.traceability.CodeRecord;
import org.raceway.traceability.CodeRecords;
import org.raceway.traceability.GenealogyGraph.HistoryEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The maker's pages. */
@Controller
@Requires(Permission.SCANS_READ)
class ScanPages {
    private static final int MOST_LINES = 300;

    private final Tables tables;
    private final FindingTable findingTable;
    private final ReportTable reportTable;
    private final Findings findings;
    private final Reports reports;
    private final StoredRules rules;
    private final StoredScans scans;
    private final CodeRecords records;

    ScanPages(
            Tables tables,
            FindingTable findingTable,
            ReportTable reportTable,
            Findings findings,
            Reports reports,
            StoredRules rules,
            StoredScans scans,
            CodeRecords records) {
        this.tables = tables;
        this.findingTable = findingTable;
        this.reportTable = reportTable;
        this.findings = findings;
        this.reports = reports;
        this.rules = rules;
        this.scans = scans;
        this.records = records;
    }

    @Configuration(proxyBeanMethods = false)
    static class Rooms {

        @Bean
        Room scansRoom() {
            return new Room(
                    "/scans",
                    "scans.room",
                    "scan",
                    Section.TRACEABILITY,
                    60,
                    Set.of(Permission.SCANS_READ.code()),
                    false);
        }
    }

    @GetMapping("/scans")
    @Nullable
    ModelAndView findings(HttpServletRequest request, HttpServletResponse response) {
        return tables.show("scans/findings", FindingTable.DEFINITION, findingTable, request, response);
    }

    @GetMapping("/scans/reports")
    @Nullable
    ModelAndView reports(HttpServletRequest request, HttpServletResponse response) {
        return tables.show("scans/reports", ReportTable.DEFINITION, reportTable, request, response);
    }

    @GetMapping("/scans/findings/{id}")
    ModelAndView finding(@PathVariable UUID id, Caller caller, Locale locale) {
        Texts texts = Texts.of(locale);
        Finding finding = findings.visible(id);
        List<Fact> facts = new ArrayList<>();
        facts.add(fact("scans.state", FindingTable.state(finding, texts), texts));
        facts.add(fact("scans.cause", Cell.of(texts.get("scans.cause." + finding.cause())), texts));
        facts.add(fact("scans.what", Cell.of(finding.explained(texts)), texts));
        facts.add(fact("scans.foundAt", Cell.of(Times.minute(finding.foundAt())), texts));
        facts.add(fact("scans.lastAt", Cell.of(Times.minute(finding.lastAt())), texts));
        Instant decided = finding.decidedAt();
        if (decided != null) {
            facts.add(fact("scans.decidedAt", Cell.of(Times.minute(decided)), texts));
            facts.add(fact("scans.decided", Cell.of(finding.note()), texts));
        }
        List<Scan> all = scans.of(finding.code());
        List<Report> itsReports = reports.of(finding.code());
        List<ScanMap.Numbered> places = new ArrayList<>();
        List<ScanView.Line> lines = lines(finding, all, itsReports, caller, texts, places);
        return new ModelAndView("scans/finding")
                .addObject("id", id.toString())
                .addObject("code", Codes.shown(finding.code()))
                .addObject("path", Codes.path(finding.code()))
                .addObject("trace", "/genealogy?id=" + Page.encode(finding.code()))
                .addObject("cause", finding.cause().name())
                .addObject("state", finding.state().name())
                .addObject("facts", facts)
                .addObject("lines", lines)
                .addObject("cut", all.size() >= StoredScans.MOST || lines.size() >= MOST_LINES)
                .addObject("map", ScanMap.of(places, texts))
                .addObject(
                        "others",
                        findings.of(finding.code()).stream()
                                .filter(other -> !other.id().equals(id))
                                .map(other -> new ScanView.Other(
                                        "/scans/findings/" + other.id(),
                                        texts.get("scans.cause." + other.cause()),
                                        texts.get("scans.state." + other.state())))
                                .toList())
                .addObject(
                        "reports",
                        itsReports.stream()
                                .map(report -> new ScanView.Other(
                                        "/scans/reports/" + report.id(),
                                        report.number(),
                                        texts.get("scans.report.state." + report.state())))
                                .toList());
    }

    private record Moment(
            Instant at,
            String what,
            String who,
            String where,
            @Nullable Place place) {}

    /** What others did is told without their names: the genealogy tells what the caller may see of it. */
    private List<ScanView.Line> lines(
            Finding finding,
            List<Scan> all,
            List<Report> itsReports,
            Caller caller,
            Texts texts,
            List<ScanMap.Numbered> places) {
        List<Moment> moments = new ArrayList<>();
        Map<UUID, Integer> visitors = new HashMap<>();
        for (Scan scan : all.reversed()) {
            int visitor = visitors.computeIfAbsent(scan.visitor(), name -> visitors.size() + 1);
            Place place = scan.place();
            moments.add(new Moment(
                    scan.at(),
                    texts.get("scans.timeline.scan", texts.get("scan.verdict." + scan.verdict())),
                    texts.get("scans.timeline.visitor", Integer.toString(visitor)),
                    place == null ? texts.get("scans.nowhere") : ScanMap.label(place, texts),
                    place));
        }
        Optional<CodeRecord> record = records.of(finding.code());
        if (record.isPresent()) {
            for (HistoryEntry entry : record.get().history()) {
                boolean own = entry.owner() != null && caller.sees(entry.owner());
                String step = entry.step() == null ? entry.type() : step(entry.step(), texts);
                moments.add(new Moment(
                        entry.time(),
                        texts.get("scans.timeline.event", step),
                        texts.get(own ? "scans.timeline.own" : "scans.timeline.other"),
                        "",
                        null));
            }
        }
        for (Report report : itsReports) {
            moments.add(new Moment(
                    report.at(),
                    texts.get("scans.timeline.report", report.number()),
                    "",
                    report.region() == null ? "" : texts.get("scans.region." + report.region()),
                    null));
        }
        moments.sort(Comparator.comparing(Moment::at));
        List<Moment> shown = moments.subList(Math.max(0, moments.size() - MOST_LINES), moments.size());
        List<ScanView.Line> lines = new ArrayList<>();
        for (Moment moment : shown) {
            String number = "";
            Place place = moment.place();
            if (place != null) {
                int next = places.size() + 1;
                number = Integer.toString(next);
                places.add(new ScanMap.Numbered(next, place, isOneOfThePair(finding, moment, place)));
            }
            lines.add(
                    new ScanView.Line(Times.second(moment.at()), moment.what(), moment.who(), moment.where(), number));
        }
        return lines;
    }

    private static boolean isOneOfThePair(Finding finding, Moment moment, Place place) {
        List<String> figures = finding.figures();
        String minute = Times.minute(moment.at());
        return finding.cause() == FindingCause.TOO_FAR
                && ((figures.get(0).equals(minute) && figures.get(1).equals(place.figure()))
                        || (figures.get(2).equals(minute) && figures.get(3).equals(place.figure())));
    }

    private static String step(String step, Texts texts) {
        String key = "events.step." + step;
        return texts.has(key) ? texts.get(key) : step;
    }

    @PostMapping("/scans/findings/{id}")
    @Requires(Permission.SCANS_HANDLE)
    String decide(
            @PathVariable UUID id,
            @RequestParam FindingState state,
            @RequestParam(defaultValue = "") String note,
            Caller caller) {
        findings.decide(caller, id, state, note);
        return "redirect:/scans/findings/" + id;
    }

    @GetMapping("/scans/reports/{id}")
    ModelAndView report(@PathVariable UUID id, Locale locale) {
        Texts texts = Texts.of(locale);
        Report report = reports.visible(id);
        List<Fact> facts = new ArrayList<>();
        facts.add(fact("scans.state", ReportTable.state(report, texts), texts));
        facts.add(fact("scans.code", Cell.of(Codes.shown(report.code())), texts));
        facts.add(fact("scans.report.at", Cell.of(Times.minute(report.at())), texts));
        facts.add(fact("scans.report.verdict", Cell.of(texts.get("scan.verdict." + report.verdict())), texts));
        String region = Reports.regionKey(report);
        facts.add(fact("scans.report.region", Cell.of(texts.get(region == null ? "scans.nowhere" : region)), texts));
        facts.add(fact("scans.report.seller", Cell.of(report.seller()), texts));
        facts.add(fact("scans.report.note", Cell.of(report.note()), texts));
        Instant answered = report.answeredAt();
        if (answered != null) {
            facts.add(fact("scans.report.answeredAt", Cell.of(Times.minute(answered)), texts));
            facts.add(fact("scans.report.answer", Cell.of(report.answer()), texts));
        }
        return new ModelAndView("scans/report")
                .addObject("id", id.toString())
                .addObject("number", report.number())
                .addObject("path", Codes.path(report.code()))
                .addObject("open", report.state() == Report.State.OPEN)
                .addObject("facts", facts)
                .addObject(
                        "findings",
                        findings.of(report.code()).stream()
                                .map(finding -> new ScanView.Other(
                                        "/scans/findings/" + finding.id(),
                                        texts.get("scans.cause." + finding.cause()),
                                        texts.get("scans.state." + finding.state())))
                                .toList());
    }

    @PostMapping("/scans/reports/{id}")
    @Requires(Permission.SCANS_HANDLE)
    String answer(
            @PathVariable UUID id,
            @RequestParam Report.State state,
            @RequestParam(defaultValue = "") String answer,
            Caller caller) {
        reports.answer(caller, id, state, answer);
        return "redirect:/scans/reports/" + id;
    }

    @GetMapping("/scans/rules")
    @Requires(Permission.SCANS_RULES)
    ModelAndView rules(
            @RequestParam(defaultValue = "") String product,
            @RequestParam(defaultValue = "false") boolean saved,
            Caller caller,
            Locale locale) {
        UUID maker = StoredRules.maker(caller);
        String item = product.isBlank() ? "" : Codes.product(product);
        Rules its = rules.of(maker, item);
        List<StoredRules.Set> all = rules.of(maker);
        return new ModelAndView("scans/rules")
                .addObject("gtin", gtin(item))
                .addObject("own", all.stream().anyMatch(set -> set.product().equals(item)))
                .addObject("saved", saved)
                .addObject("fields", fields(its))
                .addObject(
                        "products",
                        all.stream()
                                .filter(set -> !set.product().isEmpty())
                                .map(set -> new ScanView.ProductRules(
                                        gtin(set.product()),
                                        Integer.toString(set.rules().visitorsADay()),
                                        Times.minute(set.changedAt())))
                                .toList());
    }

    private static String gtin(String product) {
        return product.substring(product.lastIndexOf('/') + 1);
    }

    private static List<ScanView.Field> fields(Rules its) {
        return List.of(
                new ScanView.Field("neverIssuedVisitors", its.neverIssuedVisitors(), 0, Rules.MOST),
                new ScanView.Field("graceHours", its.graceHours(), 0, Rules.LONGEST_GRACE_HOURS),
                new ScanView.Field("endedVisitors", its.endedVisitors(), 0, Rules.MOST),
                new ScanView.Field("endedGraceHours", its.endedGraceHours(), 0, Rules.LONGEST_GRACE_HOURS),
                new ScanView.Field("farKilometres", its.farKilometres(), 0, Rules.FARTHEST_KILOMETRES),
                new ScanView.Field("farSpeed", its.farSpeed(), 1, Rules.FASTEST),
                new ScanView.Field("visitorsADay", its.visitorsADay(), 0, Rules.MOST),
                new ScanView.Field("placesADay", its.placesADay(), 0, Rules.MOST),
                new ScanView.Field("salesAllowed", its.salesAllowed(), 0, Rules.MOST_SALES));
    }

    @PostMapping("/scans/rules")
    @Requires(Permission.SCANS_RULES)
    String save(
            @RequestParam(defaultValue = "") String product,
            @RequestParam int neverIssuedVisitors,
            @RequestParam int graceHours,
            @RequestParam int endedVisitors,
            @RequestParam int endedGraceHours,
            @RequestParam int farKilometres,
            @RequestParam int farSpeed,
            @RequestParam int visitorsADay,
            @RequestParam int placesADay,
            @RequestParam int salesAllowed,
            Caller caller) {
        rules.set(
                caller,
                product,
                new Rules(
                        neverIssuedVisitors,
                        graceHours,
                        endedVisitors,
                        endedGraceHours,
                        farKilometres,
                        farSpeed,
                        visitorsADay,
                        placesADay,
                        salesAllowed));
        return "redirect:/scans/rules?saved=true" + (product.isBlank() ? "" : "&product=" + Page.encode(product));
    }

    @PostMapping("/scans/rules/drop")
    @Requires(Permission.SCANS_RULES)
    String drop(@RequestParam(defaultValue = "") String product, Caller caller) {
        rules.drop(caller, product);
        return "redirect:/scans/rules";
    }

    private static Fact fact(String key, Cell value, Texts texts) {
        return new Fact(texts.get(key), List.of(value));
    }
}
