package org.raceway.people;

import org.jspecify.annotations.Nullable;
import org.raceway.access.Open;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The form through which people come in. */
@Controller
class LoginController {

    @GetMapping("/login")
    @Open
    String login(
            @RequestParam(required = false) @Nullable String error,
            @RequestParam(required = false) @Nullable String left,
            Model model) {
        model.addAttribute("failed", error != null);
        model.addAttribute("left", left != null);
        return "login";
    }
}
