package org.raceway.certificates;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.access.Requires;
import org.raceway.enterprises.Enterprise;
import org.raceway.enterprises.Enterprises;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Tables;
import org.raceway.platform.Texts;
import org.raceway.platform.Times;
import org.raceway.platform.uploads.UploadProblem;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/** The pages of mill certificates. */
@Controller
@Requires(Permission.CERTIFICATES_READ)
class CertificatesController {
    static final int ERRORS_SHOWN = 200;

    private final Certificates certificates;
    private final CertificateChecks checks;
    private final CertificateImports imports;
    private final Enterprises enterprises;
    private final Tables tables;
    private final CertificateTable table;

    CertificatesController(
            Certificates certificates,
            CertificateChecks checks,
            CertificateImports imports,
            Enterprises enterprises,
            Tables tables,
            CertificateTable table) {
        this.certificates = certificates;
        this.checks = checks;
        this.imports = imports;
        this.enterprises = enterprises;
        this.tables = tables;
        this.table = table;
    }

    @GetMapping("/certificates")
    @Nullable
    ModelAndView all(Caller caller, HttpServletRequest request, HttpServletResponse response) {
        ModelAndView page =
                tables.show("certificate/certificates", CertificateTable.DEFINITION, table, request, response);
        if (page != null) {
            page.addObject("mayAdd", mayAdd(caller));
        }
        return page;
    }

    /** The certificates of the steel in a thing. */
    @GetMapping("/certificates/of")
    ModelAndView of(@RequestParam String id, Caller caller) {
        String thing = CertificateThings.identify(id, "id");
        return new ModelAndView(
                "certificate/of", Map.of("asked", thing, "certificates", certificates.ofThing(thing, caller)));
    }

    @GetMapping("/certificates/new")
    @Requires(Permission.CERTIFICATES_ADD)
    ModelAndView form(Caller caller, Locale locale) {
        UUID enterprise = caller.enterprise();
        String issuer = enterprise == null
                ? ""
                : enterprises.byId(enterprise).map(Enterprise::name).orElse("");
        return form(caller, CertificateForm.empty(issuer), Map.of());
    }

    @PostMapping("/certificates")
    @Requires(Permission.CERTIFICATES_ADD)
    ModelAndView add(
            @RequestParam(required = false) @Nullable MultipartFile file,
            @RequestParam Map<String, String> fields,
            Caller caller,
            HttpServletResponse response,
            Locale locale) {
        Texts texts = Texts.of(locale);
        CertificateForm form = form(fields);
        CertificateChecks.Reading reading = checks.read(form, caller.enterprise());
        Map<String, String> errors = new LinkedHashMap<>();
        reading.errors().forEach(error -> errors.putIfAbsent(error.field(), error.words(texts)));
        Certificates.Scan scan = null;
        try {
            scan = certificates.scan(file).orElse(null);
        } catch (ProblemException refused) {
            errors.put("file", refused.text(texts));
        }
        CheckedCertificate checked = reading.certificate().orElse(null);
        if (checked == null || !errors.isEmpty()) {
            response.setStatus(422);
            return form(caller, form, errors);
        }
        return new ModelAndView("redirect:/certificates/"
                + certificates.add(checked, scan, caller).id());
    }

    @GetMapping("/certificates/{id}")
    ModelAndView one(@PathVariable UUID id, Caller caller) {
        MillCertificate certificate = certificates.get(id, caller);
        return new ModelAndView(
                "certificate/certificate",
                Map.of(
                        "certificate",
                        certificate,
                        "check",
                        certificate.check(),
                        "keeper",
                        enterprises.byId(certificate.owner()).orElseThrow(),
                        "own",
                        certificate.owner().equals(caller.enterprise()),
                        "createdAt",
                        Times.minute(certificate.createdAt()),
                        "mayWithdraw",
                        certificate.owner().equals(caller.enterprise())
                                && certificate.withdrawnAt() == null
                                && caller.may(Permission.CERTIFICATES_ADD)));
    }

    /** The scan, byte for byte as it was sent. */
    @GetMapping("/certificates/{id}/file")
    ResponseEntity<byte[]> file(@PathVariable UUID id, Caller caller) {
        return download(certificates, id, caller);
    }

    static ResponseEntity<byte[]> download(Certificates certificates, UUID id, Caller caller) {
        Certificates.Scan scan = certificates
                .scan(certificates.get(id, caller))
                .orElseThrow(() -> new ProblemException(CertificateProblem.NO_SUCH_CERTIFICATE));
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(scan.mediaType()))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(scan.name(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(scan.content());
    }

    @PostMapping("/certificates/{id}/withdraw")
    @Requires(Permission.CERTIFICATES_ADD)
    String withdraw(@PathVariable UUID id, @RequestParam(defaultValue = "") String why, Caller caller) {
        certificates.withdraw(id, why.strip(), caller);
        return "redirect:/certificates/" + id;
    }

    @GetMapping("/certificates/imports")
    @Requires(Permission.CERTIFICATES_ADD)
    ModelAndView importForm() {
        return importForm("");
    }

    @PostMapping("/certificates/imports")
    @Requires(Permission.CERTIFICATES_ADD)
    ModelAndView check(
            @RequestParam(required = false) @Nullable MultipartFile file,
            Caller caller,
            Locale locale,
            HttpServletResponse response) {
        Texts texts = Texts.of(locale);
        try {
            return new ModelAndView("redirect:/certificates/imports/"
                    + imports.check(file, caller, texts).id());
        } catch (ProblemException refused) {
            if (!(refused.problem() instanceof UploadProblem)
                    && refused.problem() != CertificateProblem.NO_CERTIFICATE_TABLE) {
                throw refused;
            }
            response.setStatus(refused.problem().status());
            return importForm(refused.text(texts));
        }
    }

    @GetMapping("/certificates/imports/{id}")
    @Requires(Permission.CERTIFICATES_ADD)
    ModelAndView checked(@PathVariable UUID id, Locale locale) {
        CertificateImports.Import found = imports.get(id);
        return new ModelAndView(
                "certificate/import",
                Map.of(
                        "id", id,
                        "file", found.file(),
                        "total", found.total(),
                        "wrong", found.wrong(),
                        "confirmed", found.confirmedAt() != null,
                        "errors",
                                lines(imports.rows(id), Texts.of(locale)).stream()
                                        .limit(ERRORS_SHOWN)
                                        .toList()));
    }

    @PostMapping("/certificates/imports/{id}/confirm")
    @Requires(Permission.CERTIFICATES_ADD)
    String confirm(@PathVariable UUID id, Caller caller) {
        imports.confirm(id, caller);
        return "redirect:/certificates/imports/" + id;
    }

    @GetMapping("/certificates/template.xlsx")
    @ResponseBody
    void template(Locale locale, HttpServletResponse response) throws IOException {
        response.setContentType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        response.setHeader("Content-Disposition", "attachment; filename=\"certificates-template.xlsx\"");
        CertificateImports.writeTemplate(response.getOutputStream(), Texts.of(locale));
    }

    static List<ErrorLine> lines(List<CertificateImports.Row> rows, Texts texts) {
        return rows.stream()
                .flatMap(row -> row.errors().stream()
                        .map(error -> new ErrorLine(
                                row.row(),
                                error.field(),
                                column(error.field(), texts),
                                error.value(),
                                error.words(texts))))
                .toList();
    }

    private static String column(String field, Texts texts) {
        return field.startsWith("composition.")
                ? field.substring(field.indexOf('.') + 1)
                : texts.get("certificates." + field);
    }

    static boolean mayAdd(Caller caller) {
        return caller.may(Permission.CERTIFICATES_ADD) && caller.enterprise() != null;
    }

    private static ModelAndView importForm(String error) {
        return new ModelAndView("certificate/importForm", Map.of("error", error));
    }

    private static ModelAndView form(Caller caller, CertificateForm form, Map<String, String> errors) {
        return new ModelAndView(
                "certificate/form",
                Map.of(
                        "form",
                        form,
                        "errors",
                        errors,
                        "mayAdd",
                        mayAdd(caller),
                        "grades",
                        SteelGrades.onFile().all().stream()
                                .map(SteelGrade::grade)
                                .toList()));
    }

    private static CertificateForm form(Map<String, String> fields) {
        Map<String, String> composition = new LinkedHashMap<>();
        for (String element : CertificateForm.ELEMENTS) {
            composition.put(element, fields.getOrDefault("composition." + element, ""));
        }
        return new CertificateForm(
                fields.getOrDefault("number", ""),
                fields.getOrDefault("kind", ""),
                fields.getOrDefault("issuer", ""),
                fields.getOrDefault("grade", ""),
                fields.getOrDefault("standard", ""),
                fields.getOrDefault("heat", ""),
                fields.getOrDefault("massKilograms", ""),
                fields.getOrDefault("product", ""),
                fields.getOrDefault("issuedOn", ""),
                composition);
    }
}
