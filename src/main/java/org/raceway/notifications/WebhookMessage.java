package org.raceway.notifications;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.raceway.platform.Texts;
import org.raceway.platform.outgoing.OutgoingRequest;
import tools.jackson.databind.json.JsonMapper;

/**
 * A message to a webhook, in the form that its type takes. Texts go as plain text everywhere: what somebody named an enterprise
 * can't become a link or a mention in a group.
 *
 * @param id kept over all attempts
 * @param link the whole address; empty where this installation's is not known
 */
record WebhookMessage(UUID id, String kind, String title, String body, String link, Instant at) {
    /** WeCom cuts texts after so many bytes of UTF-8. */
    static final int WECOM_BYTES = 2_048;
    /** DingTalk refuses messages of more than 20,000 bytes. */
    static final int DINGTALK_BYTES = 18_000;
    /** Of the text in a message to a machine. */
    static final int JSON_BYTES = 60 * 1024;

    private static final int TITLE_BYTES = 500;
    private static final String MEDIA_TYPE = "application/json; charset=utf-8";
    private static final JsonMapper JSON = JsonMapper.shared();

    static WebhookMessage of(UUID id, NoticeText text, String link, Instant at, Texts texts, MailSettings settings) {
        return new WebhookMessage(id, text.kind(), text.title(texts), text.body(texts), settings.address(link), at);
    }

    /** The request that carries it, signed for this moment where there is a secret. */
    OutgoingRequest request(WebhookType type, String address, @Nullable String secret, Texts texts, Instant now) {
        return switch (type) {
            case WECOM -> OutgoingRequest.post(address, MEDIA_TYPE, JSON.writeValueAsString(wecom(texts)));
            case DINGTALK ->
                OutgoingRequest.post(
                        secret == null ? address : address + dingTalkSignature(secret, now, address),
                        MEDIA_TYPE,
                        JSON.writeValueAsString(dingTalk(texts)));
            case JSON -> {
                String body = JSON.writeValueAsString(json(texts));
                OutgoingRequest request =
                        OutgoingRequest.post(address, MEDIA_TYPE, body).with("Raceway-Delivery", id.toString());
                yield secret == null ? request : request.with("Raceway-Signature", signature(secret, now, body));
            }
        };
    }

    private Map<String, Object> wecom(Texts texts) {
        return Map.of("msgtype", "text", "text", Map.of("content", plain(texts, WECOM_BYTES)));
    }

    private Map<String, Object> dingTalk(Texts texts) {
        if (link.isEmpty()) {
            return Map.of("msgtype", "text", "text", Map.of("content", plain(texts, DINGTALK_BYTES)));
        }
        return Map.of(
                "msgtype",
                "link",
                "link",
                Map.of(
                        "title",
                        Utf8.cut(heading(texts), TITLE_BYTES),
                        "text",
                        Utf8.cut(body, DINGTALK_BYTES - link.length() - TITLE_BYTES),
                        "picUrl",
                        "",
                        "messageUrl",
                        link));
    }

    private Map<String, Object> json(Texts texts) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", id.toString());
        json.put("kind", kind);
        json.put("title", title);
        json.put("body", Utf8.cut(body, JSON_BYTES));
        json.put("language", texts.english() ? "en" : "zh");
        if (!link.isEmpty()) {
            json.put("link", link);
        }
        json.put("at", at.toString());
        return json;
    }

    /** The link stays whole, the text before it is cut. */
    private String plain(Texts texts, int bytes) {
        String end = link.isEmpty() ? "" : "\n" + link;
        String text = heading(texts) + "\n" + body;
        return Utf8.cut(text, bytes - end.getBytes(StandardCharsets.UTF_8).length) + end;
    }

    /** With the installation's name before it: a group has other robots, and DingTalk can ask for a keyword. */
    private String heading(Texts texts) {
        return texts.get("webhooks.heading", title);
    }

    /**
     * DingTalk's: HMAC-SHA256 of the milliseconds, a line feed and the secret, under the secret; in Base64, as a parameter of the
     * address.
     */
    static String dingTalkSignature(String secret, Instant now, String address) {
        long millis = now.toEpochMilli();
        String signature = Base64.getEncoder().encodeToString(hmac(secret, millis + "\n" + secret));
        return (address.indexOf('?') < 0 ? "?" : "&") + "timestamp=" + millis + "&sign="
                + URLEncoder.encode(signature, StandardCharsets.UTF_8);
    }

    /** Of the second, a dot and the body, so that an old message can't be played again as a new one. */
    static String signature(String secret, Instant now, String body) {
        long second = now.getEpochSecond();
        return "t=" + second + ",v1=" + HexFormat.of().formatHex(hmac(secret, second + "." + body));
    }

    private static byte[] hmac(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
