package org.raceway.people.signin;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.access.Requires;
import org.raceway.people.RescuedAccount;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Room;
import org.raceway.platform.Section;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The operator's page for people who can't come in, and the API that it stands on. */
@Controller
@Requires(Permission.ACCOUNTS_RESCUE)
class RescuePages {
    private final Rescue rescue;

    RescuePages(Rescue rescue) {
        this.rescue = rescue;
    }

    @Bean
    static Room rescueRoom() {
        return new Room(
                "/rescue",
                "signin.rescue",
                "person",
                Section.SYSTEM,
                50,
                Set.of(Permission.ACCOUNTS_RESCUE.code()),
                false);
    }

    @GetMapping("/rescue")
    String page(@RequestParam(required = false) @Nullable String login, Caller caller, Model model) {
        if (login == null || login.isBlank()) {
            return page("", null, null, null, model);
        }
        try {
            return page(login, rescue.find(login, caller), null, null, model);
        } catch (ProblemException none) {
            return page(login, null, null, "signin.noSuchAccount", model);
        }
    }

    @PostMapping("/rescue/open")
    String open(@RequestParam UUID account, @RequestParam String login, Caller caller, Model model) {
        rescue.open(account, caller);
        return page(login, rescue.find(login, caller), null, "signin.done.opened", model);
    }

    @PostMapping("/rescue/link")
    String link(@RequestParam UUID account, @RequestParam String login, Caller caller, Model model) {
        String path = rescue.link(account, caller);
        return page(login, rescue.find(login, caller), path, null, model);
    }

    @PostMapping("/rescue/second-factor")
    String removeSecondFactor(@RequestParam UUID account, @RequestParam String login, Caller caller, Model model) {
        rescue.removeSecondFactor(account, caller);
        return page(login, rescue.find(login, caller), null, "signin.done.secondFactorRemoved", model);
    }

    @PostMapping("/rescue/suspend")
    String suspend(
            @RequestParam UUID account,
            @RequestParam String login,
            @RequestParam(defaultValue = "") String reason,
            Caller caller,
            Model model) {
        rescue.suspend(account, reason, caller);
        return page(login, rescue.find(login, caller), null, "signin.done.suspended", model);
    }

    @PostMapping("/rescue/readmit")
    String readmit(
            @RequestParam UUID account,
            @RequestParam String login,
            @RequestParam(defaultValue = "") String reason,
            Caller caller,
            Model model) {
        rescue.readmit(account, reason, caller);
        return page(login, rescue.find(login, caller), null, "signin.done.readmitted", model);
    }

    @GetMapping("/api/v1/rescue")
    @ResponseBody
    RescuedAccount find(@RequestParam String login, Caller caller) {
        return rescue.find(login, caller);
    }

    @DeleteMapping("/api/v1/rescue/{account}/pauses")
    @ResponseBody
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void open(@PathVariable UUID account, Caller caller) {
        rescue.open(account, caller);
    }

    @PostMapping("/api/v1/rescue/{account}/password-links")
    @ResponseBody
    Map<String, String> link(@PathVariable UUID account, Caller caller) {
        return Map.of("path", rescue.link(account, caller));
    }

    @DeleteMapping("/api/v1/rescue/{account}/second-factor")
    @ResponseBody
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void removeSecondFactor(@PathVariable UUID account, Caller caller) {
        rescue.removeSecondFactor(account, caller);
    }

    /** Closes an account: its sessions end. */
    @PutMapping("/api/v1/rescue/{account}/suspension")
    @ResponseBody
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void suspend(@PathVariable UUID account, @RequestParam(defaultValue = "") String reason, Caller caller) {
        rescue.suspend(account, reason, caller);
    }

    /** Opens it again. */
    @DeleteMapping("/api/v1/rescue/{account}/suspension")
    @ResponseBody
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void readmit(@PathVariable UUID account, @RequestParam(defaultValue = "") String reason, Caller caller) {
        rescue.readmit(account, reason, caller);
    }

    private static String page(
            String login,
            @Nullable RescuedAccount account,
            @Nullable String link,
            @Nullable String noticeKey,
            Model model) {
        model.addAttribute("login", login);
        model.addAttribute("account", account);
        model.addAttribute("link", link);
        model.addAttribute("noticeKey", noticeKey);
        return "rescue";
    }
}
