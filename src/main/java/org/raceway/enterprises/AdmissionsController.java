package org.raceway.enterprises;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.access.Requires;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Texts;
import org.raceway.platform.Times;
import org.raceway.platform.uploads.UploadProblem;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.multipart.MultipartFile;

/** Admission from a workbook: template, upload, report, confirmation; as pages and for machines. */
@Controller
@Requires(Permission.ENTERPRISES_ADMIT)
class AdmissionsController {
    /** Errors on the page; all of them are in the file. */
    static final int SHOWN = 200;

    private static final String WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private final Admissions admissions;

    AdmissionsController(Admissions admissions) {
        this.admissions = admissions;
    }

    @GetMapping("/enterprises/admissions")
    String list(Locale locale, Model model) {
        return list(Texts.of(locale), model, "");
    }

    @PostMapping("/enterprises/admissions")
    String send(
            @RequestParam(required = false) @Nullable MultipartFile file,
            Caller caller,
            Locale locale,
            Model model,
            HttpServletResponse response) {
        Texts texts = Texts.of(locale);
        try {
            return "redirect:/enterprises/admissions/"
                    + admissions.check(file, caller, Actor.of(caller), texts).id();
        } catch (ProblemException refused) {
            if (!(refused.problem() instanceof UploadProblem)
                    && refused.problem() != EnterpriseProblem.NO_ADMISSION_TABLE) {
                throw refused;
            }
            response.setStatus(refused.problem().status());
            return list(texts, model, refused.text(texts));
        }
    }

    @GetMapping("/enterprises/admissions/{id}")
    String one(@PathVariable UUID id, Locale locale, Model model) {
        Texts texts = Texts.of(locale);
        model.addAttribute("admission", view(admissions.get(id), admissions.rows(id), texts));
        return "enterprise/admission";
    }

    @PostMapping("/enterprises/admissions/{id}/confirm")
    String confirm(@PathVariable UUID id, Caller caller) {
        admissions.confirm(id, Actor.of(caller));
        return "redirect:/enterprises/admissions/" + id;
    }

    @GetMapping({"/enterprises/admissions/template.xlsx", "/api/v1/enterprises/admissions/template.xlsx"})
    @ResponseBody
    void template(Locale locale, HttpServletResponse response) throws IOException {
        download(response, "enterprises-template.xlsx");
        Admissions.writeTemplate(response.getOutputStream(), Texts.of(locale));
    }

    @GetMapping({"/enterprises/admissions/{id}/errors.xlsx", "/api/v1/enterprises/admissions/{id}/errors.xlsx"})
    @ResponseBody
    void errors(@PathVariable UUID id, Locale locale, HttpServletResponse response) throws IOException {
        List<AdmissionRow> rows = admissions.rows(id);
        download(response, "enterprises-errors.xlsx");
        Admissions.writeErrors(rows, response.getOutputStream(), Texts.of(locale));
    }

    /** Checks a workbook; nothing is admitted. */
    @PostMapping("/api/v1/enterprises/admissions")
    @ResponseBody
    Checked check(@RequestParam MultipartFile file, Caller caller, Locale locale) {
        Texts texts = Texts.of(locale);
        Admission admission = admissions.check(file, caller, Actor.of(caller), texts);
        return new Checked(admission, errors(admissions.rows(admission.id()), texts));
    }

    /** A workbook with what is wrong in it. */
    @GetMapping("/api/v1/enterprises/admissions/{id}")
    @ResponseBody
    Checked checked(@PathVariable UUID id, Locale locale) {
        return new Checked(admissions.get(id), errors(admissions.rows(id), Texts.of(locale)));
    }

    /** Admits the rows that are in order and new. */
    @PostMapping("/api/v1/enterprises/admissions/{id}/confirm")
    @ResponseBody
    Admission confirmed(@PathVariable UUID id, Caller caller) {
        return admissions.confirm(id, Actor.of(caller));
    }

    /** A workbook and its errors: row, column, value, what is wrong and what to do. */
    record Checked(Admission admission, List<Map<String, Object>> errors) {}

    private static List<Map<String, Object>> errors(List<AdmissionRow> rows, Texts texts) {
        return rows.stream()
                .flatMap(row -> row.errors().stream()
                        .map(error -> Map.<String, Object>of(
                                "row", row.row(),
                                "column", Admissions.column(error, texts),
                                "value", error.value(),
                                "problem", error.problem(),
                                "detail", error.words(texts))))
                .toList();
    }

    private String list(Texts texts, Model model, String error) {
        model.addAttribute(
                "admissions",
                admissions.latest().stream()
                        .map(admission -> view(admission, List.of(), texts))
                        .toList());
        model.addAttribute("error", error);
        return "enterprise/admissions";
    }

    private static AdmissionView view(Admission admission, List<AdmissionRow> rows, Texts texts) {
        List<AdmissionView.ErrorLine> errors = rows.stream()
                .flatMap(row -> row.errors().stream()
                        .map(error -> new AdmissionView.ErrorLine(
                                row.row(), Admissions.column(error, texts), error.value(), error.words(texts))))
                .toList();
        Integer admitted = admission.admitted();
        return new AdmissionView(
                admission.id(),
                admission.file(),
                texts.english() ? admission.englishName() : admission.name(),
                Times.minute(admission.createdAt()),
                admission.total(),
                admission.fresh(),
                admission.existing(),
                admission.wrong(),
                errors.subList(0, Math.min(SHOWN, errors.size())),
                Math.max(0, errors.size() - SHOWN),
                admission.confirmedAt() != null,
                admitted == null ? 0 : admitted);
    }

    private static void download(HttpServletResponse response, String name) {
        response.setContentType(WORKBOOK);
        response.setHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
    }
}
