package org.raceway.notifications;

/** What stands at the other end of a webhook. */
enum WebhookType {
    /** A robot in a WeCom (企业微信) group. */
    WECOM(18),
    /** A robot in a DingTalk (钉钉) group. */
    DINGTALK(18),
    /** A machine that takes JSON. */
    JSON(60);

    private final int callsPerMinute;

    WebhookType(int callsPerMinute) {
        this.callsPerMinute = callsPerMinute;
    }

    /** A little less than it takes: robots take 20 a minute and go silent for ten where there are more. */
    int callsPerMinute() {
        return callsPerMinute;
    }
}
