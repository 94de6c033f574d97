package org.raceway.traceability;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.raceway.access.Open;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The page behind the code on a bearing, a lot or a box: for everybody, without a login. */
@Controller
@Open
class ScanController {
    private final Passports passports;

    ScanController(Passports passports) {
        this.passports = passports;
    }

    @GetMapping({"/01/**", "/00/**", "/8003/**", "/8004/**", "/253/**"})
    String scan(HttpServletRequest request, HttpServletResponse response, Locale locale, Model model) {
        // The path as it was sent: a lot may hold characters that are percent-encoded.
        Passport passport = passports.of(request.getRequestURI(), locale);
        if (passport.verdict() == Passport.Verdict.UNKNOWN && !passport.published() && !passport.seen()) {
            response.setStatus(HttpStatus.NOT_FOUND.value());
        }
        model.addAttribute("passport", passport);
        return "scan";
    }
}
