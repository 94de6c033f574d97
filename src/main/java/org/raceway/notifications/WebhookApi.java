package org.raceway.notifications;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.access.Requires;
import org.raceway.notifications.Webhooks.Draft;
import org.raceway.platform.ProblemException;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The webhooks of the caller's enterprise for machines. Addresses and secrets go in and never come out. */
@RestController
@Requires(Permission.NOTIFICATIONS_CONFIGURE)
@RequestMapping("/api/v1/webhooks")
class WebhookApi {
    private final Webhooks webhooks;
    private final WebhookChannel channel;

    WebhookApi(Webhooks webhooks, WebhookChannel channel) {
        this.webhooks = webhooks;
        this.channel = channel;
    }

    @GetMapping
    List<WebhookItem> list(Caller caller) {
        return webhooks.list(caller).stream().map(WebhookItem::of).toList();
    }

    @GetMapping("/{id}")
    WebhookItem one(Caller caller, @PathVariable UUID id) {
        return WebhookItem.of(find(caller, id));
    }

    @PostMapping
    ResponseEntity<WebhookItem> create(Caller caller, @RequestBody WebhookOrder order) {
        UUID id = webhooks.create(caller, order.draft());
        return ResponseEntity.created(URI.create("/api/v1/webhooks/" + id)).body(WebhookItem.of(find(caller, id)));
    }

    /** Changes all but the address and the secret, which stay where they are absent. */
    @PutMapping("/{id}")
    WebhookItem change(Caller caller, @PathVariable UUID id, @RequestBody WebhookOrder order) {
        webhooks.change(caller, id, order.draft());
        return WebhookItem.of(find(caller, id));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(Caller caller, @PathVariable UUID id) {
        webhooks.delete(caller, id);
        return ResponseEntity.noContent().build();
    }

    /** Sends a test message and says what came of it. */
    @PostMapping("/{id}/test")
    WebhookItem test(Caller caller, @PathVariable UUID id) {
        find(caller, id);
        channel.test(id);
        return WebhookItem.of(find(caller, id));
    }

    private Webhook find(Caller caller, UUID id) {
        return webhooks.find(caller, id).orElseThrow(() -> new ProblemException(NotificationProblem.NO_SUCH_WEBHOOK));
    }

    /**
     * A webhook to make or to change.
     *
     * @param secret what messages are signed with; {@code -} takes it away
     * @param language zh or en
     * @param kinds of notices
     */
    record WebhookOrder(
            @Nullable String name,
            @Nullable WebhookType type,
            @Nullable String address,
            @Nullable String secret,
            @Nullable String language,
            @Nullable List<String> kinds,
            @Nullable Boolean enabled) {

        Draft draft() {
            return new Draft(
                    name == null ? "" : name,
                    type == null ? WebhookType.JSON : type,
                    address == null ? "" : address,
                    secret == null ? "" : secret,
                    "en".equals(language) ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE,
                    kinds == null ? List.of() : kinds,
                    enabled == null || enabled);
        }

        /** Without address and secret, so that no log line ever holds them. */
        @Override
        public String toString() {
            return "WebhookOrder[" + name + "]";
        }
    }

    /**
     * A webhook.
     *
     * @param signed whether it has a secret
     * @param lastGood how the last attempt ended; absent where there was none
     */
    record WebhookItem(
            UUID id,
            String name,
            WebhookType type,
            String host,
            boolean signed,
            String language,
            List<String> kinds,
            boolean enabled,
            @Nullable Instant lastAt,
            @Nullable Boolean lastGood,
            @Nullable String lastAnswer) {

        static WebhookItem of(Webhook webhook) {
            return new WebhookItem(
                    webhook.id(),
                    webhook.name(),
                    webhook.type(),
                    webhook.host(),
                    webhook.signed(),
                    webhook.language().getLanguage(),
                    webhook.kinds(),
                    webhook.enabled(),
                    webhook.lastAt(),
                    webhook.lastGood(),
                    webhook.lastAnswer());
        }
    }
}
