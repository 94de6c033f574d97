package org.raceway.notifications;

import org.raceway.platform.Problem;

/** Why notifications refuse. */
enum NotificationProblem implements Problem {
    /** No webhook of this enterprise has this id. */
    NO_SUCH_WEBHOOK("no-such-webhook", 404),
    /** It needs an address. */
    WEBHOOK_ADDRESS_MISSING("webhook-address-missing", 422),
    /** It has no name, or a longer one than allowed. Arguments: the most characters. */
    WEBHOOK_NAME("webhook-name", 422),
    /** Its address or its secret is too long. Arguments: the most characters of each. */
    WEBHOOK_TOO_LONG("webhook-too-long", 422),
    /** Arguments: the most. */
    TOO_MANY_WEBHOOKS("too-many-webhooks", 409),
    /** No room declares it. Arguments: its code. */
    NO_SUCH_KIND("no-such-notice-kind", 422),
    /** Not an hour of the day. */
    DIGEST_HOUR("digest-hour", 422),
    /** Nothing of the caller's outbox has this id. */
    NO_SUCH_DELIVERY("no-such-delivery", 404),
    /** It has arrived, or is still being tried. */
    NOT_DEAD("delivery-not-dead", 409),
    /** The link in it works no more. */
    LETTER_VOID("letter-void", 409);

    private final String code;
    private final int status;

    NotificationProblem(String code, int status) {
        this.code = code;
        this.status = status;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public Blame blame() {
        return Blame.CALLER;
    }

    @Override
    public int status() {
        return status;
    }
}
