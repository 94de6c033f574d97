package org.raceway.notifications;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.SignedIn;
import org.raceway.notifications.NoticeKind.Mail;
import org.raceway.notifications.Recipients.Recipient;
import org.raceway.platform.ProblemException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.ModelAndView;

/** How a person wants to hear of what: the page and the API. */
@Controller
@SignedIn
class PreferencePages {
    private static final int HOURS = 24;
    private static final String FIELD = "mail.";

    private final Preferences preferences;
    private final DeclaredKinds kinds;
    private final MailSettings mail;
    private final ObjectProvider<Recipients> recipients;

    PreferencePages(
            Preferences preferences, DeclaredKinds kinds, MailSettings mail, ObjectProvider<Recipients> recipients) {
        this.preferences = preferences;
        this.kinds = kinds;
        this.mail = mail;
        this.recipients = recipients;
    }

    @GetMapping("/inbox/preferences")
    ModelAndView page(Caller caller, @RequestParam(required = false) @Nullable String saved) {
        Chosen chosen = chosen(caller);
        return new ModelAndView("preferences")
                .addObject("kinds", kinds.of(caller))
                .addObject("mail", chosen.mail())
                .addObject("digestHour", chosen.digestHour())
                .addObject("mailOn", chosen.mailOn())
                .addObject("hasAddress", chosen.hasAddress())
                .addObject("saved", saved != null);
    }

    @PostMapping("/inbox/preferences")
    String save(Caller caller, @RequestParam Map<String, String> fields, @RequestParam int digestHour) {
        Map<String, Mail> chosen = new HashMap<>();
        for (NoticeKind kind : kinds.of(caller)) {
            String value = fields.get(FIELD + kind.code());
            for (Mail one : Mail.values()) {
                if (one.name().equals(value)) {
                    chosen.put(kind.code(), one);
                }
            }
        }
        change(caller, chosen, digestHour);
        return "redirect:/inbox/preferences?saved";
    }

    /** What the caller gets how, and what of that they have chosen. */
    @GetMapping("/api/v1/notifications/preferences")
    @ResponseBody
    Chosen chosen(Caller caller) {
        Map<String, Mail> own = preferences.of(caller);
        Map<String, Mail> all = new HashMap<>();
        kinds.of(caller).forEach(kind -> all.put(kind.code(), own.getOrDefault(kind.code(), kind.mail())));
        Recipient person = recipients.getObject().byIds(List.of(caller.accountId())).stream()
                .findFirst()
                .orElse(null);
        return new Chosen(all, preferences.digestHour(caller), mail.on(), person != null && person.email() != null);
    }

    /** Changes the kinds that are named, and the digest's hour where it is. */
    @PutMapping("/api/v1/notifications/preferences")
    @ResponseBody
    Chosen change(Caller caller, @RequestBody Change change) {
        Integer hour = change.digestHour();
        change(
                caller,
                change.mail() == null ? Map.of() : change.mail(),
                hour == null ? preferences.digestHour(caller) : hour);
        return chosen(caller);
    }

    private void change(Caller caller, Map<String, Mail> chosen, int digestHour) {
        for (String kind : chosen.keySet()) {
            if (kinds.find(kind).isEmpty()) {
                throw new ProblemException(NotificationProblem.NO_SUCH_KIND, kind);
            }
        }
        if (digestHour < 0 || digestHour >= HOURS) {
            throw new ProblemException(NotificationProblem.DIGEST_HOUR);
        }
        preferences.change(caller, chosen, digestHour);
    }

    /**
     * How a person hears of what.
     *
     * @param mail by kind
     * @param digestHour in the cluster's time zone
     * @param mailOn whether this installation sends mail
     * @param hasAddress whether the person has a confirmed address
     */
    record Chosen(Map<String, Mail> mail, int digestHour, boolean mailOn, boolean hasAddress) {
        Chosen {
            mail = Map.copyOf(mail);
        }
    }

    /** What to change. */
    record Change(
            @Nullable Map<String, Mail> mail, @Nullable Integer digestHour) {}
}
