package org.raceway.notifications;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.access.Requires;
import org.raceway.platform.Cell;
import org.raceway.platform.Fact;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Tables;
import org.raceway.platform.Texts;
import org.raceway.platform.Times;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.ModelAndView;

/** What went out, what waits and what was given up: pages and API. */
@Controller
@Requires(Permission.NOTIFICATIONS_CONFIGURE)
class DeliveryPages {
    private static final int LARGEST_PAGE = 200;

    private final Tables tables;
    private final DeliveryTable table;
    private final DeadLetters letters;
    private final Clock clock;

    DeliveryPages(Tables tables, DeliveryTable table, DeadLetters letters, Clock clock) {
        this.tables = tables;
        this.table = table;
        this.letters = letters;
        this.clock = clock;
    }

    @GetMapping("/deliveries")
    @Nullable
    ModelAndView list(Caller caller, HttpServletRequest request, HttpServletResponse response) {
        ModelAndView page = tables.show("deliveries", DeliveryTable.DEFINITION, table, request, response);
        return page == null ? null : page.addObject("dead", letters.countDead(caller));
    }

    @GetMapping("/deliveries/{id}")
    ModelAndView one(Caller caller, @PathVariable UUID id, Locale locale) {
        Delivery delivery =
                letters.find(caller, id).orElseThrow(() -> new ProblemException(NotificationProblem.NO_SUCH_DELIVERY));
        Texts texts = Texts.of(locale);
        List<Fact> facts = new ArrayList<>();
        facts.add(fact("deliveries.state", DeliveryTable.state(delivery, texts), texts));
        facts.add(fact("deliveries.channel", Cell.of(texts.get("deliveries.channel." + delivery.channel())), texts));
        facts.add(fact("inbox.kind", Cell.of(DeliveryTable.kind(delivery, texts)), texts));
        if (delivery.webhook() != null) {
            facts.add(fact("webhooks.one", Cell.of(delivery.webhook().toString()), texts));
        }
        if (delivery.account() != null) {
            facts.add(fact("deliveries.account", Cell.of(delivery.account().toString()), texts));
        }
        facts.add(fact("deliveries.time", Cell.of(Times.second(delivery.at())), texts));
        facts.add(fact("deliveries.attempts", Cell.of(delivery.attempts(), texts), texts));
        facts.add(fact("deliveries.error", Cell.of(WebhookPages.answer(delivery.error(), texts)), texts));
        if (delivery.state() == Delivery.State.WAITING) {
            facts.add(fact("deliveries.next", Cell.of(Times.second(delivery.nextAt())), texts));
        } else if (delivery.endedAt() != null) {
            facts.add(fact("deliveries.ended", Cell.of(Times.second(delivery.endedAt())), texts));
        }
        return new ModelAndView("delivery")
                .addObject("id", id.toString())
                .addObject("dead", delivery.state() == Delivery.State.DEAD && !delivery.isVoid(clock.instant()))
                .addObject("facts", facts);
    }

    @PostMapping("/deliveries/{id}/resend")
    String resend(Caller caller, @PathVariable UUID id) {
        letters.resend(caller, id);
        return "redirect:/deliveries/" + id;
    }

    @PostMapping("/deliveries/resend")
    String resendAll(Caller caller) {
        letters.resendAll(caller);
        return "redirect:/deliveries";
    }

    /** The newest deliveries. */
    @GetMapping("/api/v1/deliveries")
    @ResponseBody
    List<DeliveryItem> items(
            Caller caller,
            @RequestParam(required = false) Delivery.@Nullable State state,
            @RequestParam(defaultValue = "50") int limit) {
        return letters.list(caller, state, Math.clamp(limit, 1, LARGEST_PAGE)).stream()
                .map(delivery -> new DeliveryItem(
                        delivery.id(),
                        delivery.channel(),
                        delivery.webhook(),
                        delivery.text().kind(),
                        delivery.state(),
                        delivery.attempts(),
                        delivery.at(),
                        delivery.endedAt(),
                        delivery.error()))
                .toList();
    }

    /** Tries one again that was given up. */
    @PostMapping("/api/v1/deliveries/{id}/resend")
    @ResponseBody
    ResponseEntity<Void> resendItem(Caller caller, @PathVariable UUID id) {
        letters.resend(caller, id);
        return ResponseEntity.accepted().build();
    }

    private static Fact fact(String key, Cell value, Texts texts) {
        return new Fact(texts.get(key), List.of(value));
    }

    /** A delivery, without what it says. */
    record DeliveryItem(
            UUID id,
            Delivery.Channel channel,
            @Nullable UUID webhook,
            String kind,
            Delivery.State state,
            int attempts,
            Instant at,
            @Nullable Instant endedAt,
            @Nullable String error) {}
}
