package org.raceway.enterprises;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.raceway.access.Caller;
import org.raceway.access.SignedIn;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Texts;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Parts of pages that answer while somebody types, and the files of licences. */
@Controller
@SignedIn
class EnterpriseChecks {
    private final EnterpriseFiles files;

    EnterpriseChecks(EnterpriseFiles files) {
        this.files = files;
    }

    /** What is wrong with a credit code, or that it is in order. */
    @GetMapping("/enterprises/check/uscc")
    String uscc(@RequestParam(defaultValue = "") String uscc, Locale locale, Model model) {
        String code = UsccReading.normalized(uscc);
        UsccReading reading = UsccReading.of(code);
        model.addAttribute("words", code.isEmpty() ? "" : reading.words(Texts.of(locale)));
        model.addAttribute("right", reading instanceof UsccReading.Right);
        return "enterprise/usccCheck";
    }

    /** The size class of what has been typed so far. */
    @GetMapping("/enterprises/check/scale")
    String scale(
            @RequestParam(defaultValue = "") String industry,
            @RequestParam(defaultValue = "") String employees,
            @RequestParam(defaultValue = "") String revenueTenThousandYuan,
            Locale locale,
            Model model) {
        EnterpriseForm form = new EnterpriseForm(
                "",
                "",
                "",
                "",
                "",
                industry.length() > 4 ? industry.substring(0, 4) : industry,
                List.of(),
                employees,
                revenueTenThousandYuan,
                "",
                "",
                List.of(),
                List.of());
        model.addAttribute(
                "words",
                ApplicationViews.scale(form.scale(), form.industryClass().orElse(null), Texts.of(locale)));
        return "enterprise/scaleCheck";
    }

    /** A licence's file, to be looked at in a tab of its own. */
    @GetMapping("/enterprise-files/{id}")
    ResponseEntity<Resource> file(@PathVariable UUID id, Caller caller) {
        return answer(files.find(id, caller));
    }

    static ResponseEntity<Resource> answer(Optional<EnterpriseFiles.StoredFile> found) {
        EnterpriseFiles.StoredFile file = found.orElseThrow(() -> new ProblemException(EnterpriseProblem.NO_SUCH_FILE));
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(file.facts().mediaType()))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.inline()
                                .filename(file.facts().name(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header("X-Content-Type-Options", "nosniff")
                .cacheControl(CacheControl.noStore())
                .body(file.content());
    }
}
