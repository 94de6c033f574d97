package org.raceway.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.raceway.platform.Texts;

class NoticeTests {
    private static final DeliverySettings SETTINGS = new DeliverySettings(
            Duration.ofMinutes(1), Duration.ofHours(4), Duration.ofDays(3), Duration.ofMinutes(5), 100, 10);

    @Test
    void keepsItsArgumentsInAllLanguages() {
        List<NoticeArgument> arguments = List.of(
                NoticeArgument.of("a \"quoted\" text"),
                NoticeArgument.names("临清轴承", "Linqing Bearings"),
                NoticeArgument.worded("inbox.read"),
                NoticeArgument.at(Instant.parse("2026-11-25T06:05:00Z")));
        NoticeText read = NoticeText.of("no.kind", NoticeText.json(arguments));
        assertThat(read.arguments()).isEqualTo(arguments);
        assertThat(read.arguments().stream().map(argument -> argument.in(Texts.of(Locale.ENGLISH))))
                .containsExactly("a \"quoted\" text", "Linqing Bearings", "Read", "2026-11-25 14:05");
        assertThat(read.arguments().get(1).in(Texts.of(Locale.CHINESE))).isEqualTo("临清轴承");
    }

    @Test
    void takesNoLinkThatLeadsElsewhere() {
        for (String link :
                List.of("https://evil.example", "//evil.example", "javascript:alert(1)", "", "/" + "x".repeat(2_048))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Notice.of("a.b", Audience.person(UUID.randomUUID()), link));
        }
        Notice.of("a.b", Audience.person(UUID.randomUUID()), "/" + "x".repeat(2_047));
    }

    @Test
    void boundsItsArguments() {
        Notice notice = Notice.of("a.b", Audience.person(UUID.randomUUID()), "/");
        notice.with(Collections.nCopies(20, NoticeArgument.of("x")).toArray(NoticeArgument[]::new));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> notice.with(
                        Collections.nCopies(21, NoticeArgument.of("x")).toArray(NoticeArgument[]::new)));
        assertThat(NoticeArgument.of("字".repeat(2_001)).in(Texts.of(Locale.CHINESE)))
                .hasSize(2_000)
                .endsWith("…");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NoticeText.json(
                        Collections.nCopies(20, NoticeArgument.names("字".repeat(2_000), "字".repeat(2_000)))))
                .withMessageContaining("65536");
    }

    @Test
    void triesLessAndLessOften() {
        Instant now = Instant.parse("2026-11-25T00:00:00Z");
        assertThat(SETTINGS.next(1, now)).isEqualTo(now.plus(Duration.ofMinutes(1)));
        assertThat(SETTINGS.next(2, now)).isEqualTo(now.plus(Duration.ofMinutes(2)));
        assertThat(SETTINGS.next(8, now)).isEqualTo(now.plus(Duration.ofMinutes(128)));
        assertThat(SETTINGS.next(9, now)).isEqualTo(now.plus(Duration.ofHours(4)));
        assertThat(SETTINGS.next(1_000, now)).isEqualTo(now.plus(Duration.ofHours(4)));
    }

    @Test
    void sendsDigestsAtTheHourOfTheClustersTimeZone() {
        List<Instant> slots = DailyMails.slots(Instant.parse("2026-11-25T00:30:00Z")); // 08:30 in Shanghai
        assertThat(slots.get(8)).isEqualTo(Instant.parse("2026-11-25T00:00:00Z"));
        assertThat(slots.get(9)).isEqualTo(Instant.parse("2026-11-24T01:00:00Z"));
        assertThat(slots.get(0)).isEqualTo(Instant.parse("2026-11-24T16:00:00Z"));
    }

    @Test
    void cutsTextsAtWholeCharacters() {
        assertThat(Utf8.cut("轴承", 6)).isEqualTo("轴承");
        assertThat(Utf8.cut("轴承钢", 8)).isEqualTo("轴…");
        assertThat(Utf8.cut("ab😀cd", 7).getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(7);
        assertThat(Utf8.cut("ab😀cd", 8)).isEqualTo("ab😀cd");
    }
}
