package org.raceway.traceability;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.Locale;
import java.util.Objects;
import org.raceway.access.Open;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The page behind the code on a bearing, a lot or a box: for everybody, without a login. */
@Controller
@Open
class ScanController {
    private static final int LONGEST_BROWSER = 500;

    private final Passports passports;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ScanController(Passports passports, ApplicationEventPublisher events, Clock clock) {
        this.passports = passports;
        this.events = events;
        this.clock = clock;
    }

    @GetMapping({"/01/**", "/00/**", "/8003/**", "/8004/**", "/253/**"})
    String scan(HttpServletRequest request, HttpServletResponse response, Locale locale, Model model) {
        // The path as it was sent: a lot may hold characters that are percent-encoded.
        Passport passport = passports.of(request.getRequestURI(), locale);
        if (passport.verdict() == Passport.Verdict.UNKNOWN && !passport.published() && !passport.seen()) {
            response.setStatus(HttpStatus.NOT_FOUND.value());
        }
        String id = passport.id();
        if (id != null && request.getMethod().equals("GET")) {
            String browser = Objects.requireNonNullElse(request.getHeader("User-Agent"), "");
            events.publishEvent(new CodeScanned(
                    id,
                    passport.maker(),
                    passport.verdict(),
                    passport.reasons().stream().map(Passport.Reason::key).toList(),
                    clock.instant(),
                    request.getRemoteAddr(),
                    browser.substring(0, Math.min(browser.length(), LONGEST_BROWSER))));
        }
        model.addAttribute("passport", passport);
        return "scan";
    }
}
