package org.raceway.people.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.http.HttpSessionEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.raceway.people.signin.LiveSessions.Live;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.mock.web.MockHttpSession;

class LiveSessionsTests {
    private static final Origin DESK = new Origin("192.0.2.7", "Firefox", null);

    private final MovableClock clock = new MovableClock();
    private final LiveSessions sessions = new LiveSessions(defaults(), clock, new SimpleMeterRegistry());

    @Test
    void endsTheOldestOfOneTooMany() {
        UUID account = UUID.randomUUID();
        List<MockHttpSession> opened = new ArrayList<>();
        for (int number = 0; number <= LiveSessions.MOST_OF_ONE; number++) {
            clock.move(Duration.ofSeconds(1));
            MockHttpSession session = new MockHttpSession();
            opened.add(session);
            sessions.open(session, account, Way.PASSWORD, DESK);
        }
        assertThat(opened.getFirst().isInvalid()).isTrue();
        assertThat(opened.subList(1, opened.size())).noneMatch(MockHttpSession::isInvalid);
        assertThat(sessions.of(account)).hasSize(LiveSessions.MOST_OF_ONE);
        assertThat(sessions.count()).isEqualTo(LiveSessions.MOST_OF_ONE);
    }

    @Test
    void isOverAfterTheLongestTimeHoweverBusy() {
        Live live = sessions.open(new MockHttpSession(), UUID.randomUUID(), Way.PASSKEY, DESK);
        clock.move(Duration.ofHours(12));
        assertThat(sessions.isOver(live)).isFalse();
        clock.move(Duration.ofSeconds(1));
        assertThat(sessions.isOver(live)).isTrue();
    }

    @Test
    void keepsNoMoreVisitorsThanItsBound() {
        List<MockHttpSession> opened = new ArrayList<>();
        for (int number = 0; number <= LiveSessions.MOST_ANONYMOUS; number++) {
            MockHttpSession session = new MockHttpSession();
            opened.add(session);
            sessions.sessionCreated(new HttpSessionEvent(session));
        }
        assertThat(opened.getFirst().isInvalid()).isTrue();
        assertThat(opened.getLast().isInvalid()).isFalse();
        assertThat(opened.getLast().getMaxInactiveInterval()).isEqualTo(600);
    }

    @Test
    void forgetsASessionThatTheContainerEnds() {
        UUID account = UUID.randomUUID();
        MockHttpSession session = new MockHttpSession();
        sessions.open(session, account, Way.PASSWORD, DESK);
        session.invalidate();
        assertThat(sessions.of(account)).isEmpty();
        assertThat(sessions.count()).isZero();
    }

    static SignInSettings defaults() {
        return new Binder(new MapConfigurationPropertySource(Map.of()))
                .bindOrCreate("raceway.sign-in", SignInSettings.class);
    }

    static final class MovableClock extends Clock {
        private Instant now = Instant.parse("2026-11-25T08:00:00Z");

        void move(Duration further) {
            now = now.plus(further);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
