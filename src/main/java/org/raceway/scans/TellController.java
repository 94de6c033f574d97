package org.raceway.scans;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Open;
import org.raceway.platform.PlatformProblem;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Texts;
import org.raceway.platform.Times;
import org.raceway.traceability.CodeRecord;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where a buyer tells the maker of a code, without a login, a script or a name. */
@Controller
@Open
class TellController {
    private final Reports reports;

    TellController(Reports reports) {
        this.reports = reports;
    }

    @GetMapping("/scanned")
    String form(@RequestParam String code, Locale locale, Model model) {
        return form(new Reports.Words(code, "", "", ""), Texts.of(locale), null, model);
    }

    /**
     * Takes a report, or only a place.
     *
     * @param website a field that no person sees: who fills it in is a program, and is thanked
     */
    @PostMapping("/scanned")
    String send(
            @RequestParam String code,
            @RequestParam(defaultValue = "") String region,
            @RequestParam(defaultValue = "") String seller,
            @RequestParam(defaultValue = "") String note,
            @RequestParam(defaultValue = "") String website,
            @RequestParam(defaultValue = "report") String what,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model) {
        Reports.Words words = new Reports.Words(code, region, seller, note);
        String browser = Objects.requireNonNullElse(request.getHeader("User-Agent"), "");
        try {
            CodeRecord record = reports.code(code);
            model.addAttribute("path", Codes.path(record.id()));
            if (website.isEmpty() && what.equals("report")) {
                model.addAttribute("number", reports.report(words, request.getRemoteAddr(), browser));
            } else {
                if (website.isEmpty()) {
                    reports.place(words, request.getRemoteAddr(), browser);
                }
                model.addAttribute("number", "");
            }
            return "scans/told";
        } catch (ProblemException refused) {
            response.setStatus(refused.problem().status());
            return form(words, Texts.of(locale), refused, model);
        }
    }

    /** How a report stands, for whoever has its receipt. */
    @GetMapping("/scanned/{number}")
    String receipt(@PathVariable String number, Locale locale, Model model) {
        Texts texts = Texts.of(locale);
        Report report = reports.byNumber(number).orElseThrow(() -> new ProblemException(PlatformProblem.NOT_FOUND));
        model.addAttribute(
                "receipt",
                new ScanView.Receipt(
                        report.number(),
                        Codes.shown(report.code()),
                        Times.minute(report.at()),
                        texts.get("scans.report.state." + report.state()),
                        report.answer().isEmpty() ? null : report.answer()));
        model.addAttribute("path", Codes.path(report.code()));
        return "scans/receipt";
    }

    private String form(Reports.Words words, Texts texts, @Nullable ProblemException refused, Model model) {
        CodeRecord record = reports.code(words.code());
        List<ScanView.Choice> regions = Arrays.stream(Region.values())
                .map(region -> new ScanView.Choice(
                        region.code(),
                        texts.get(region.textKey()),
                        region.code().equals(words.region())))
                .toList();
        model.addAttribute("path", Codes.path(record.id()));
        model.addAttribute("code", record.code());
        model.addAttribute("regions", regions);
        model.addAttribute("seller", words.seller());
        model.addAttribute("note", words.note());
        model.addAttribute(
                "error",
                refused == null
                        ? ""
                        : texts.get("scans.problem." + refused.problem().code() + ".detail", refused.arguments()));
        return "scans/tell";
    }
}
