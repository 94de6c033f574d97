package org.raceway.notifications;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the form of a webhook shows.
 *
 * @param id empty for a new one
 * @param heading its stored name
 * @param address as it was typed, where it was refused; a stored one is never shown
 * @param signed whether it has a secret
 * @param errorField the field that was refused; empty for none
 */
public record WebhookView(
        String id,
        String heading,
        String name,
        String type,
        String address,
        boolean signed,
        List<String> kinds,
        String language,
        boolean enabled,
        String errorField,
        String error) {
    public WebhookView {
        kinds = List.copyOf(kinds);
    }

    static WebhookView of(@Nullable Webhook webhook, Webhooks.Draft draft, String errorField, String error) {
        return new WebhookView(
                webhook == null ? "" : webhook.id().toString(),
                webhook == null ? "" : webhook.name(),
                draft.name(),
                draft.type().name(),
                draft.address(),
                webhook != null && webhook.signed(),
                draft.kinds(),
                draft.language().getLanguage(),
                draft.enabled(),
                errorField,
                error);
    }

    /** All types. */
    public List<String> types() {
        return Arrays.stream(WebhookType.values()).map(WebhookType::name).toList();
    }
}
