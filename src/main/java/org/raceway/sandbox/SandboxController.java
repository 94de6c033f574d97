package org.raceway.sandbox;

import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.access.Requires;
import org.raceway.access.SignedIn;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/** The simulated cluster's page: how far it is, what to try, stop and go on. */
@Controller
@SignedIn
class SandboxController {
    private final SandboxLoader loader;

    SandboxController(SandboxLoader loader) {
        this.loader = loader;
    }

    @GetMapping("/sandbox")
    ModelAndView page(Caller caller) {
        return new ModelAndView("sandbox")
                .addObject("progress", loader.progress())
                .addObject("operator", caller.may(Permission.SANDBOX_CONTROL));
    }

    /** The part of the page that changes while loading. */
    @GetMapping("/sandbox/progress")
    ModelAndView part(Caller caller) {
        return new ModelAndView("part/sandbox")
                .addObject("progress", loader.progress())
                .addObject("operator", caller.may(Permission.SANDBOX_CONTROL));
    }

    @PostMapping("/sandbox/stop")
    @Requires(Permission.SANDBOX_CONTROL)
    String stopByPage() {
        loader.stop();
        return "redirect:/sandbox";
    }

    @PostMapping("/sandbox/continue")
    @Requires(Permission.SANDBOX_CONTROL)
    String goOnByPage() {
        loader.goOn();
        return "redirect:/sandbox";
    }
}
