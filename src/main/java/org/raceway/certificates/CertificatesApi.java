package org.raceway.certificates;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.access.Requires;
import org.raceway.platform.Texts;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Mill certificates for machines. */
@RestController
@Requires(Permission.CERTIFICATES_READ)
@RequestMapping("/api/v1/certificates")
class CertificatesApi {
    private final Certificates certificates;
    private final CertificateChecks checks;
    private final CertificateImports imports;

    CertificatesApi(Certificates certificates, CertificateChecks checks, CertificateImports imports) {
        this.certificates = certificates;
        this.checks = checks;
        this.imports = imports;
    }

    /** A certificate and what its composition comes to. */
    record Checked(MillCertificate certificate, CompositionCheck check) {
        static Checked of(MillCertificate certificate) {
            return new Checked(certificate, certificate.check());
        }
    }

    /** What is wrong with a certificate that was not taken. */
    record Refused(List<FieldError> errors) {}

    /**
     * A field.
     *
     * @param problem stable word
     * @param detail what is wrong and how to mend it
     */
    record FieldError(String field, String problem, String value, String detail) {}

    /**
     * A certificate as it is sent.
     *
     * @param kind {@code 2.2}, {@code 3.1} or {@code 3.2} (EN 10204); 3.1 when left out
     * @param heat identifier in any form, or the number of a heat that the caller's enterprise melted
     * @param issuedOn {@code 2025-06-30}
     * @param composition mass percent by element symbol
     */
    record Sent(
            @Nullable String number,
            @Nullable String kind,
            @Nullable String issuer,
            @Nullable String grade,
            @Nullable String standard,
            @Nullable String heat,
            @Nullable BigDecimal massKilograms,
            @Nullable String product,
            @Nullable String issuedOn,
            @Nullable Map<String, BigDecimal> composition) {

        CertificateForm form() {
            Map<String, String> shares = new LinkedHashMap<>();
            if (composition != null) {
                composition.forEach((element, share) -> shares.put(element, share.toPlainString()));
            }
            return new CertificateForm(
                    text(number),
                    kind == null ? CertificateKind.INSPECTION_3_1.number() : kind,
                    text(issuer),
                    text(grade),
                    text(standard),
                    text(heat),
                    massKilograms == null ? "" : massKilograms.toPlainString(),
                    text(product),
                    text(issuedOn),
                    shares);
        }

        private static String text(@Nullable String value) {
            return value == null ? "" : value;
        }
    }

    /** Keeps a certificate: as JSON, or as a form with the part {@code certificate} (JSON) and the part {@code file} (its scan). */
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Requires(Permission.CERTIFICATES_ADD)
    ResponseEntity<?> add(@RequestBody Sent sent, Caller caller, Locale locale) {
        return add(sent, null, caller, locale);
    }

    /** The same with a scan: a PDF, JPEG or PNG of at most 20 MB. */
    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Requires(Permission.CERTIFICATES_ADD)
    ResponseEntity<?> add(
            @RequestPart("certificate") Sent sent,
            @RequestPart(name = "file", required = false) @Nullable MultipartFile file,
            Caller caller,
            Locale locale) {
        Texts texts = Texts.of(locale);
        CertificateChecks.Reading reading = checks.read(sent.form(), caller.enterprise());
        CheckedCertificate checked = reading.certificate().orElse(null);
        if (checked == null) {
            return ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT)
                    .body(new Refused(reading.errors().stream()
                            .map(error ->
                                    new FieldError(error.field(), error.problem(), error.value(), error.words(texts)))
                            .toList()));
        }
        return ResponseEntity.status(HttpStatus.CREATED)
                .body(Checked.of(
                        certificates.add(checked, certificates.scan(file).orElse(null), caller)));
    }

    /**
     * The certificates of the steel in a thing: a bearing, a box, a lot, a heat.
     *
     * @param of its identifier in any form
     */
    @GetMapping
    List<Checked> of(@RequestParam String of, Caller caller) {
        return certificates.ofThing(CertificateThings.identify(of, "of"), caller).stream()
                .map(Checked::of)
                .toList();
    }

    /** A certificate. */
    @GetMapping("/{id}")
    Checked one(@PathVariable UUID id, Caller caller) {
        return Checked.of(certificates.get(id, caller));
    }

    /** Its scan, byte for byte as it was sent. */
    @GetMapping("/{id}/file")
    ResponseEntity<byte[]> file(@PathVariable UUID id, Caller caller) {
        return CertificatesController.download(certificates, id, caller);
    }

    /** Declares one's own certificate to have been wrong. */
    @PostMapping("/{id}/withdraw")
    @Requires(Permission.CERTIFICATES_ADD)
    MillCertificate withdraw(@PathVariable UUID id, @RequestParam(defaultValue = "") String why, Caller caller) {
        return certificates.withdraw(id, why.strip(), caller);
    }

    /** A list that was read: nothing of it is kept before it is confirmed. */
    record CheckedList(UUID id, int total, int wrong, boolean confirmed, List<ErrorLine> errors) {}

    /** Reads and checks a list, Excel or CSV. */
    @PostMapping(path = "/imports", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Requires(Permission.CERTIFICATES_ADD)
    @ResponseStatus(HttpStatus.CREATED)
    CheckedList check(@RequestParam MultipartFile file, Caller caller, Locale locale) {
        Texts texts = Texts.of(locale);
        return list(imports.check(file, caller, texts), texts);
    }

    /** A list with what is wrong in it. */
    @GetMapping("/imports/{id}")
    @Requires(Permission.CERTIFICATES_ADD)
    CheckedList checked(@PathVariable UUID id, Locale locale) {
        return list(imports.get(id), Texts.of(locale));
    }

    /** Keeps the rows that are in order. */
    @PostMapping("/imports/{id}/confirm")
    @Requires(Permission.CERTIFICATES_ADD)
    CheckedList confirm(@PathVariable UUID id, Caller caller, Locale locale) {
        imports.confirm(id, caller);
        return list(imports.get(id), Texts.of(locale));
    }

    private CheckedList list(CertificateImports.Import found, Texts texts) {
        return new CheckedList(
                found.id(),
                found.total(),
                found.wrong(),
                found.confirmedAt() != null,
                CertificatesController.lines(imports.rows(found.id()), texts));
    }
}
