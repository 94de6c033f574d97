package org.raceway.recalls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.raceway.access.Caller;
import org.raceway.enterprises.Enterprises;
import org.raceway.platform.Texts;
import org.raceway.platform.Times;
import org.raceway.platform.documents.Report;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** A recall as a document: what was wrong, what was affected, what was done. Tells each reader what the page tells them. */
@Component
class RecallReports {
    /** The most goods that it lists; all are in the Excel file. */
    private static final int LISTED = 2_000;

    private static final int STEPS = 200;

    private final StoredRecalls recalls;
    private final Enterprises enterprises;
    private final Clock clock;

    RecallReports(StoredRecalls recalls, Enterprises enterprises, Clock clock) {
        this.recalls = recalls;
        this.enterprises = enterprises;
        this.clock = clock;
    }

    ResponseEntity<byte[]> pdf(Recall recall, Caller caller, Texts texts) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header("Content-Disposition", "inline; filename=\"" + recall.number() + ".pdf\"")
                .body(bytes(recall, caller, texts));
    }

    byte[] bytes(Recall recall, Caller caller, Texts texts) {
        Names names = new Names(enterprises);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Report report = new Report(texts.get("recalls.report.title", recall.number()), clock.instant())) {
            report.fact(texts.get("recalls.name"), recall.title())
                    .fact(texts.get("recalls.state"), texts.get("recalls.state." + recall.state()))
                    .fact(texts.get("recalls.initiator"), names.of(recall.initiator(), texts))
                    .fact(texts.get("recalls.reason"), texts.get("recalls.reason." + recall.reason()))
                    .fact(texts.get("recalls.origin"), RecallWords.origin(recall.origin(), texts));
            if (recall.openedAt() != null) {
                report.fact(texts.get("recalls.openedAt"), Times.minute(recall.openedAt()));
            }
            report.fact(texts.get("recalls.dueOn"), recall.dueOn().toString());
            if (recall.endedAt() != null) {
                report.fact(texts.get("recalls.endedAt"), Times.minute(recall.endedAt()));
            }
            report.heading(texts.get("recalls.description")).paragraph(recall.description());
            report.heading(texts.get("recalls.advice")).paragraph(recall.advice());
            if (caller.sees(recall.initiator())) {
                progress(report, recalls.progress(recall, caller), names, texts);
            }
            List<RecallItem> items = recalls.items(recall.id());
            goods(report, items, names, texts);
            steps(report, recalls.steps(recall.id(), STEPS), RecallWords.byId(items), names, texts);
            if (!recall.conclusion().isEmpty()) {
                report.heading(texts.get("recalls.conclusion")).paragraph(recall.conclusion());
            }
            report.paragraph(texts.get("recalls.report.made", Times.minute(clock.instant())));
            report.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void progress(Report report, Progress progress, Names names, Texts texts) {
        List<List<String>> rows = new ArrayList<>();
        for (Progress.Group group : progress.groups()) {
            rows.add(row(
                    group.enterprise() == null
                            ? texts.get("recalls.othersCount", group.enterprises())
                            : names.of(group.enterprise(), texts),
                    group,
                    texts));
        }
        rows.add(row(texts.get("recalls.all"), progress.all(), texts));
        report.heading(texts.get("recalls.progress"))
                .table(
                        List.of(
                                new Report.Column(texts.get("recalls.holder"), 3, false),
                                new Report.Column(texts.get("recalls.affected"), 2, true),
                                new Report.Column(texts.get("recalls.action.QUARANTINED"), 1.6f, true),
                                new Report.Column(texts.get("recalls.action.RETURNED"), 1.6f, true),
                                new Report.Column(texts.get("recalls.action.DESTROYED"), 1.6f, true),
                                new Report.Column(texts.get("recalls.action.UNREACHABLE"), 1.6f, true),
                                new Report.Column(texts.get("recalls.openQuantity"), 1.6f, true)),
                        rows);
    }

    private static List<String> row(String name, Progress.Group group, Texts texts) {
        return List.of(
                name,
                group.total().text(texts),
                group.quarantined().text(texts),
                group.returned().text(texts),
                group.destroyed().text(texts),
                group.unreachable().text(texts),
                group.open().text(texts));
    }

    private static void goods(Report report, List<RecallItem> items, Names names, Texts texts) {
        List<RecallItem> shown = items.stream().filter(item -> !item.gone()).toList();
        if (shown.isEmpty()) {
            return;
        }
        report.heading(texts.get("recalls.goods"));
        if (shown.size() > LISTED) {
            report.paragraph(texts.get("recalls.report.more", LISTED, shown.size()));
        }
        report.table(
                List.of(
                        new Report.Column(texts.get("recalls.thing"), 3, false),
                        new Report.Column(texts.get("recalls.product"), 2.4f, false),
                        new Report.Column(texts.get("recalls.holder"), 2.6f, false),
                        new Report.Column(texts.get("recalls.quantity"), 1.5f, true),
                        new Report.Column(texts.get("recalls.handled"), 3, false)),
                shown.stream()
                        .limit(LISTED)
                        .map(item -> List.of(
                                texts.get("recalls.kind." + item.kind()) + " " + item.label(),
                                RecallWords.product(item, texts),
                                names.of(item.holder(), texts),
                                Amounts.text(item.quantity(), item.unit(), texts),
                                RecallWords.done(item, texts)))
                        .toList());
    }

    private static void steps(
            Report report, List<Recall.Step> steps, Map<UUID, RecallItem> goods, Names names, Texts texts) {
        report.heading(texts.get("recalls.timeline"))
                .table(
                        List.of(
                                new Report.Column(texts.get("recalls.at"), 1.5f, false),
                                new Report.Column(texts.get("recalls.step"), 4, false),
                                new Report.Column(texts.get("recalls.note"), 3, false)),
                        steps.stream()
                                .map(step -> List.of(
                                        Times.minute(step.at()),
                                        RecallWords.step(step, goods, names, texts),
                                        step.note()))
                                .toList());
    }
}
