package org.raceway.notifications;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.access.Requires;
import org.raceway.notifications.Webhooks.Draft;
import org.raceway.platform.Cell;
import org.raceway.platform.Fact;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Tables;
import org.raceway.platform.Texts;
import org.raceway.platform.Times;
import org.raceway.platform.Tone;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/** The pages on which an enterprise's webhooks are set and tried. */
@Controller
@Requires(Permission.NOTIFICATIONS_CONFIGURE)
class WebhookPages {
    private final Tables tables;
    private final WebhookTable table;
    private final Webhooks webhooks;
    private final WebhookChannel channel;
    private final DeclaredKinds kinds;

    WebhookPages(Tables tables, WebhookTable table, Webhooks webhooks, WebhookChannel channel, DeclaredKinds kinds) {
        this.tables = tables;
        this.table = table;
        this.webhooks = webhooks;
        this.channel = channel;
        this.kinds = kinds;
    }

    @GetMapping("/webhooks")
    @Nullable
    ModelAndView list(HttpServletRequest request, HttpServletResponse response) {
        return tables.show("webhooks", WebhookTable.DEFINITION, table, request, response);
    }

    @GetMapping("/webhooks/new")
    ModelAndView blank(Caller caller, Locale locale) {
        List<String> all = kinds.of(caller).stream()
                .map(NoticeKind::code)
                .filter(kind -> !kind.equals(NotificationPages.WEBHOOK_FAILED))
                .toList();
        return form(caller, null, new Draft("", WebhookType.WECOM, "", "", locale, all, true), "", "", locale);
    }

    @PostMapping("/webhooks/new")
    ModelAndView create(Caller caller, WebhookForm form, Locale locale, HttpServletResponse response) {
        Draft draft = form.draft();
        try {
            return new ModelAndView("redirect:/webhooks/" + webhooks.create(caller, draft));
        } catch (ProblemException refused) {
            return refused(caller, null, draft, refused, locale, response);
        }
    }

    @GetMapping("/webhooks/{id}")
    ModelAndView one(Caller caller, @PathVariable UUID id, Locale locale) {
        Webhook webhook = find(caller, id);
        return form(
                caller,
                webhook,
                new Draft(
                        webhook.name(), webhook.type(), "", "", webhook.language(), webhook.kinds(), webhook.enabled()),
                "",
                "",
                locale);
    }

    @PostMapping("/webhooks/{id}")
    ModelAndView change(
            Caller caller, @PathVariable UUID id, WebhookForm form, Locale locale, HttpServletResponse response) {
        Draft draft = form.draft();
        try {
            webhooks.change(caller, id, draft);
            return new ModelAndView("redirect:/webhooks/" + id);
        } catch (ProblemException refused) {
            return refused(caller, find(caller, id), draft, refused, locale, response);
        }
    }

    @PostMapping("/webhooks/{id}/test")
    String test(Caller caller, @PathVariable UUID id) {
        find(caller, id);
        return "redirect:/webhooks/" + id
                + (channel.test(id) instanceof Attempt.Later ? "?tested=later" : "?tested=now");
    }

    @PostMapping("/webhooks/{id}/delete")
    String delete(Caller caller, @PathVariable UUID id) {
        webhooks.delete(caller, id);
        return "redirect:/webhooks";
    }

    private Webhook find(Caller caller, UUID id) {
        return webhooks.find(caller, id).orElseThrow(() -> new ProblemException(NotificationProblem.NO_SUCH_WEBHOOK));
    }

    private ModelAndView refused(
            Caller caller,
            @Nullable Webhook webhook,
            Draft draft,
            ProblemException refused,
            Locale locale,
            HttpServletResponse response) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        Texts texts = Texts.of(locale);
        String room = refused.problem() instanceof NotificationProblem ? "notifications" : "platform";
        String key = room + ".problem." + refused.problem().code();
        String error = texts.has(key + ".detail") ? texts.get(key + ".detail", refused.arguments()) : texts.get(key);
        String field = refused.problem() == NotificationProblem.WEBHOOK_NAME
                        || refused.problem() == NotificationProblem.TOO_MANY_WEBHOOKS
                ? "name"
                : "address";
        return form(caller, webhook, draft, field, error, locale);
    }

    private ModelAndView form(
            Caller caller, @Nullable Webhook webhook, Draft draft, String errorField, String error, Locale locale) {
        Texts texts = Texts.of(locale);
        return new ModelAndView("webhook")
                .addObject("view", WebhookView.of(webhook, draft, errorField, error))
                .addObject("kinds", kinds.of(caller))
                .addObject("facts", webhook == null ? List.of() : facts(webhook, texts));
    }

    private static List<Fact> facts(Webhook webhook, Texts texts) {
        return List.of(
                new Fact(texts.get("webhooks.host"), List.of(Cell.of(webhook.host()))),
                new Fact(texts.get("webhooks.result"), List.of(result(webhook, texts))),
                new Fact(
                        texts.get("webhooks.lastAt"),
                        List.of(Cell.of(webhook.lastAt() == null ? "—" : Times.second(webhook.lastAt())))),
                new Fact(texts.get("webhooks.lastAnswer"), List.of(Cell.of(answer(webhook.lastAnswer(), texts)))));
    }

    static Cell result(Webhook webhook, Texts texts) {
        Boolean good = webhook.lastGood();
        return good == null
                ? Cell.tag(texts.get("webhooks.untried"), Tone.UNKNOWN)
                : good
                        ? Cell.tag(texts.get("webhooks.good"), Tone.GOOD)
                        : Cell.tag(texts.get("webhooks.bad"), Tone.BAD);
    }

    /** What the other side said, or in words why it said nothing. */
    static String answer(@Nullable String answer, Texts texts) {
        if (answer == null || answer.isEmpty()) {
            return "—";
        }
        String key = "platform.problem." + answer;
        return texts.has(key) ? texts.get(key) : answer;
    }
}
