package org.raceway.traceability;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.access.Requires;
import org.raceway.platform.Cell;
import org.raceway.platform.Fact;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Tables;
import org.raceway.platform.Texts;
import org.raceway.platform.Times;
import org.raceway.platform.uploads.Upload;
import org.raceway.platform.uploads.UploadKind;
import org.raceway.platform.uploads.Uploads;
import org.raceway.traceability.epcis.Violation;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** Capture by hand: the upload form, its report, and the list of all captures. */
@Controller
@Requires(Permission.EVENTS_READ)
class CapturePages {
    private final Capture capture;
    private final CaptureBudget budget;
    private final CaptureSettings settings;
    private final Uploads uploads;
    private final CaptureJobs jobs;
    private final JdbcClient database;
    private final Tables tables;

    CapturePages(
            Capture capture,
            CaptureBudget budget,
            CaptureSettings settings,
            Uploads uploads,
            CaptureJobs jobs,
            JdbcClient database,
            Tables tables) {
        this.capture = capture;
        this.budget = budget;
        this.settings = settings;
        this.uploads = uploads;
        this.jobs = jobs;
        this.database = database;
        this.tables = tables;
    }

    @Requires(Permission.EVENTS_CAPTURE)
    @GetMapping("/capture")
    String form(Model model) {
        return form(model, CaptureBehaviour.ROLLBACK, "", null, null);
    }

    @Requires(Permission.EVENTS_CAPTURE)
    @PostMapping("/capture")
    String send(
            @RequestParam(required = false) @Nullable MultipartFile file,
            @RequestParam(required = false, defaultValue = "") String text,
            @RequestParam(required = false, defaultValue = "rollback") String behaviour,
            Caller caller,
            Locale locale,
            Model model,
            HttpServletResponse response)
            throws IOException {
        Texts texts = Texts.of(locale);
        CaptureBehaviour chosen = behaviour.equals("proceed") ? CaptureBehaviour.PROCEED : CaptureBehaviour.ROLLBACK;
        boolean uploaded = file != null && !file.isEmpty();
        if (!uploaded && text.isBlank()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return form(model, chosen, text, "file", texts.get("capture.nothing"));
        }
        UUID owner = caller.enterprise();
        if (owner == null) {
            response.setStatus(HttpStatus.FORBIDDEN.value());
            return form(model, chosen, text, "file", texts.get("capture.noEnterprise"));
        }
        try (CaptureBudget.Body body = uploaded ? upload(file, response) : pasted(text, response)) {
            CaptureJob job = capture.capture(
                    owner,
                    Maker.of(caller),
                    body.bytes(),
                    mediaType(body.bytes()),
                    chosen,
                    uploaded ? "web-upload" : "web-paste");
            return "redirect:/captures/" + job.id();
        } catch (ProblemException refused) {
            response.setStatus(refused.problem().status());
            return form(model, chosen, text, uploaded ? "file" : "text", refused.text(texts));
        }
    }

    private CaptureBudget.Body upload(@Nullable MultipartFile file, HttpServletResponse response) throws IOException {
        Upload upload = uploads.receive(file, settings.bytes(), Set.of(UploadKind.JSON, UploadKind.XML));
        try (InputStream input = upload.open()) {
            return budget.read(input, upload.size(), response);
        }
    }

    private CaptureBudget.Body pasted(String text, HttpServletResponse response) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return budget.read(new ByteArrayInputStream(bytes), bytes.length, response);
    }

    @GetMapping("/captures")
    @Nullable
    ModelAndView list(Caller caller, HttpServletRequest request, HttpServletResponse response) {
        return tables.show(
                "captures",
                CaptureJobTable.DEFINITION,
                new CaptureJobTable(database, EventScope.of(caller)),
                request,
                response);
    }

    @GetMapping("/captures/{id}")
    String one(@PathVariable UUID id, Caller caller, Locale locale, Model model) {
        CaptureJob job = jobs.find(EventScope.of(caller), id)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        model.addAttribute("report", report(job, Texts.of(locale)));
        return "captureReport";
    }

    private static String form(
            Model model, CaptureBehaviour behaviour, String text, @Nullable String errorField, @Nullable String error) {
        model.addAttribute("behaviour", behaviour.headerValue());
        model.addAttribute("text", text);
        model.addAttribute("errorField", errorField == null ? "" : errorField);
        model.addAttribute("error", error == null ? "" : error);
        return "capture";
    }

    /** By its first character: what a browser says of a file's type depends on the machine that it runs on. */
    static String mediaType(byte[] body) {
        int at = body.length >= 3 && (body[0] & 0xFF) == 0xEF && (body[1] & 0xFF) == 0xBB ? 3 : 0;
        while (at < body.length && Character.isWhitespace(body[at])) {
            at++;
        }
        return at < body.length && body[at] == '<' ? "application/xml" : "application/json";
    }

    private static CaptureReport report(CaptureJob job, Texts texts) {
        List<Fact> facts = new ArrayList<>();
        facts.add(fact(texts, "captures.time", Cell.of(Times.second(job.createdAt()))));
        facts.add(fact(texts, "captures.events", Cell.of(job.events(), texts)));
        facts.add(fact(texts, "captures.stored", Cell.of(job.stored(), texts)));
        facts.add(fact(texts, "captures.repeated", Cell.of(job.repeated(), texts)));
        facts.add(fact(texts, "captures.errors", Cell.of(job.errors().size(), texts)));
        facts.add(fact(
                texts,
                "captures.behaviour",
                Cell.of(texts.get("captures.behaviour." + job.behaviour().headerValue()))));
        facts.add(fact(texts, "captures.source", Cell.of(CaptureJobTable.source(job.source(), texts))));
        facts.add(fact(texts, "captures.id", Cell.of(job.id().toString())));
        return new CaptureReport(
                job.id().toString(),
                job.success(),
                job.stored(),
                facts,
                job.errors().stream()
                        .map(violation -> failure(violation, texts))
                        .toList(),
                job.errors().size() >= CaptureJob.MAXIMUM_ERRORS);
    }

    private static Fact fact(Texts texts, String key, Cell value) {
        return new Fact(texts.get(key), List.of(value));
    }

    private static CaptureReport.Failure failure(Violation violation, Texts texts) {
        String mend =
                texts.english() ? violation.rule().english() : violation.rule().chinese();
        return new CaptureReport.Failure(
                violation.eventIndex() < 0
                        ? texts.get("captures.document")
                        : texts.get("captures.nth", violation.eventIndex() + 1),
                violation.path(),
                violation.value() == null ? "" : violation.value(),
                violation.detail() == null ? mend : mend + " (" + violation.detail() + ")",
                violation.rule().code(),
                violation.rule().clause());
    }
}
