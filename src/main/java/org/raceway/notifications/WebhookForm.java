package org.raceway.notifications;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.raceway.notifications.Webhooks.Draft;

/** The fields of the page's form; a checkbox that is not set is not sent. */
record WebhookForm(
        @Nullable String name,
        @Nullable WebhookType type,
        @Nullable String address,
        @Nullable String secret,
        @Nullable Boolean noSecret,
        @Nullable String language,
        @Nullable List<String> kinds,
        @Nullable Boolean enabled) {

    Draft draft() {
        return new Draft(
                text(name),
                type == null ? WebhookType.WECOM : type,
                text(address),
                Boolean.TRUE.equals(noSecret) ? Draft.NO_SECRET : text(secret),
                "en".equals(language) ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE,
                kinds == null ? List.of() : kinds,
                Boolean.TRUE.equals(enabled));
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
