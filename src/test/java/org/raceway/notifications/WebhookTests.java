package org.raceway.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.raceway.platform.Texts;
import org.raceway.platform.outgoing.Outcome.Answered;
import org.raceway.platform.outgoing.OutgoingRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WebhookTests {
    private static final Texts CHINESE = Texts.of(Locale.SIMPLIFIED_CHINESE);
    private static final UUID ID = UUID.fromString("0198c2a0-0000-7000-8000-000000000001");
    private static final Instant NOW = Instant.parse("2026-11-25T06:05:00Z");

    @Test
    void signsForDingTalkAsItsDocumentationSays() {
        // printf '1764050700000\nSEC42' | openssl dgst -sha256 -hmac SEC42 -binary | base64, and encoded for an address
        assertThat(WebhookMessage.dingTalkSignature(
                        "SEC42",
                        Instant.ofEpochMilli(1_764_050_700_000L),
                        "https://oapi.dingtalk.com/robot/send?access_token=x"))
                .isEqualTo("&timestamp=1764050700000&sign=Hzq6mRB1FU%2FFbpqoIdcJnnSK3m9IqHT9OebHSfRPD%2BE%3D");
    }

    @Test
    void signsForMachinesByTheSecondAndTheBody() {
        // printf '1764050700.{"a":1}' | openssl dgst -sha256 -hmac s3cret
        assertThat(WebhookMessage.signature("s3cret", Instant.ofEpochSecond(1_764_050_700L), "{\"a\":1}"))
                .isEqualTo("t=1764050700,v1=31386eb6b1dd631e26d1bfffd044378b91a79b0a4529291926e31af70693c122");
    }

    @Test
    void sendsPlainTextToWeCom() {
        JsonNode body = body(request(WebhookType.WECOM, message("标题", "正文 <@all> [点我](https://evil.example)"), null));
        assertThat(body.path("msgtype").stringValue()).isEqualTo("text");
        assertThat(body.at("/text/content").stringValue())
                .isEqualTo("【轴脑】标题\n正文 <@all> [点我](https://evil.example)\nhttps://brain.example.com/inbox");
        assertThat(body.has("markdown")).isFalse();
    }

    @Test
    void keepsTheLinkWhenAMessageIsTooLongForWeCom() {
        String content = body(request(WebhookType.WECOM, message("标题", "长".repeat(5_000)), null))
                .at("/text/content")
                .stringValue();
        assertThat(content.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(WebhookMessage.WECOM_BYTES);
        assertThat(content).endsWith("…\nhttps://brain.example.com/inbox");
    }

    @Test
    void sendsACardToDingTalk() {
        OutgoingRequest request = request(WebhookType.DINGTALK, message("标题", "长".repeat(20_000)), "SEC42");
        assertThat(request.address())
                .startsWith("https://robot.example.com/x?timestamp=")
                .contains("&sign=");
        JsonNode body = body(request);
        assertThat(body.path("msgtype").stringValue()).isEqualTo("link");
        assertThat(body.at("/link/title").stringValue()).isEqualTo("【轴脑】标题");
        assertThat(body.at("/link/messageUrl").stringValue()).isEqualTo("https://brain.example.com/inbox");
        assertThat(Objects.requireNonNull(request.body()).getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThan(20_000);
    }

    @Test
    void sendsMachinesEverything() {
        OutgoingRequest request = request(WebhookType.JSON, message("标题", "正文"), "s3cret");
        assertThat(body(request)).isEqualTo(JsonMapper.shared().readTree("""
                                {"id": "0198c2a0-0000-7000-8000-000000000001", "kind": "enterprises.approved", "title": "标题",
                                 "body": "正文", "language": "zh", "link": "https://brain.example.com/inbox",
                                 "at": "2026-11-25T06:05:00Z"}
                                """));
        assertThat(request.headers())
                .containsEntry("Raceway-Delivery", ID.toString())
                .containsEntry(
                        "Raceway-Signature",
                        WebhookMessage.signature("s3cret", NOW, Objects.requireNonNull(request.body())));
    }

    @Test
    void readsWhatRobotsSay() {
        assertThat(read(WebhookType.WECOM, 200, "{\"errcode\":0,\"errmsg\":\"ok\"}"))
                .isInstanceOf(Attempt.Taken.class);
        assertThat(read(WebhookType.WECOM, 200, "{\"errcode\":93000,\"errmsg\":\"invalid webhook url\"}"))
                .isEqualTo(new Attempt.Failed("200 {\"errcode\":93000,\"errmsg\":\"invalid webhook url\"}", false));
        assertThat(read(WebhookType.DINGTALK, 200, "<html>")).isInstanceOf(Attempt.Failed.class);
        assertThat(read(WebhookType.DINGTALK, 200, "{}")).isInstanceOf(Attempt.Failed.class);
        assertThat(read(WebhookType.JSON, 204, "")).isInstanceOf(Attempt.Taken.class);
        assertThat(read(WebhookType.JSON, 302, "")).isInstanceOf(Attempt.Failed.class);
        assertThat(read(WebhookType.JSON, 500, "x".repeat(10_000)))
                .isInstanceOfSatisfying(
                        Attempt.Failed.class,
                        failed -> assertThat(failed.answer()).hasSize(500));
        assertThat(read(WebhookType.JSON, 410, "")).isInstanceOf(Attempt.Refused.class);
    }

    private static Attempt read(WebhookType type, int status, String body) {
        return WebhookChannel.read(type, new Answered(status, Map.of(), body));
    }

    private static WebhookMessage message(String title, String body) {
        return new WebhookMessage(ID, "enterprises.approved", title, body, "https://brain.example.com/inbox", NOW);
    }

    private static OutgoingRequest request(WebhookType type, WebhookMessage message, @Nullable String secret) {
        return message.request(type, "https://robot.example.com/x", secret, CHINESE, NOW);
    }

    private static JsonNode body(OutgoingRequest request) {
        return JsonMapper.shared().readTree(request.body());
    }
}
