package org.raceway.people.signin;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionBindingListener;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Who is signed in where. Sessions are the container's, in memory; this knows which belong to whom, so that a person sees and
 * ends them. A person's oldest session gives way to one too many, and so does the oldest of those who have not signed in.
 */
@Component
class LiveSessions implements HttpSessionListener {
    /** Of one account. */
    static final int MOST_OF_ONE = 20;
    /** Of visitors who have not signed in: those who look at the login page. */
    static final int MOST_ANONYMOUS = 10_000;

    private static final String LIVE = LiveSessions.class.getName();
    private static final int ANONYMOUS_IDLE_SECONDS = 600;

    private final Clock clock;
    private final int idleSeconds;
    private final Duration longest;
    private final Map<UUID, Map<UUID, Live>> byAccount = new ConcurrentHashMap<>();
    private final Map<HttpSession, Boolean> anonymous = new LinkedHashMap<>();

    LiveSessions(SignInSettings settings, Clock clock, MeterRegistry meters) {
        this.clock = clock;
        this.idleSeconds = (int) settings.idle().toSeconds();
        this.longest = settings.longest();
        Gauge.builder("raceway.sessions", this, LiveSessions::count)
                .description("people's sessions")
                .register(meters);
    }

    /** A session of somebody. Its id is for the person's list; the container's own is a secret. */
    static final class Live implements HttpSessionBindingListener {
        private final LiveSessions all;
        private final HttpSession session;
        private final UUID id = UUID.randomUUID();
        private final UUID account;
        private final Way way;
        private final Origin origin;
        private final Instant since;
        private volatile String address;

        private Live(LiveSessions all, HttpSession session, UUID account, Way way, Origin origin, Instant since) {
            this.all = all;
            this.session = session;
            this.account = account;
            this.way = way;
            this.origin = origin;
            this.since = since;
            this.address = origin.address();
        }

        UUID id() {
            return id;
        }

        UUID account() {
            return account;
        }

        Way way() {
            return way;
        }

        String device() {
            return origin.device();
        }

        String address() {
            return address;
        }

        Instant since() {
            return since;
        }

        Instant lastSeen() {
            try {
                return Instant.ofEpochMilli(session.getLastAccessedTime());
            } catch (IllegalStateException ended) {
                return since;
            }
        }

        private void end() {
            try {
                session.invalidate();
            } catch (IllegalStateException alreadyEnded) {
                all.forget(this);
            }
        }

        @Override
        public void valueUnbound(HttpSessionBindingEvent event) {
            all.forget(this);
        }
    }

    @Override
    public void sessionCreated(HttpSessionEvent event) {
        HttpSession session = event.getSession();
        session.setMaxInactiveInterval(ANONYMOUS_IDLE_SECONDS);
        HttpSession oldest = null;
        synchronized (anonymous) {
            anonymous.put(session, true);
            if (anonymous.size() > MOST_ANONYMOUS) {
                Iterator<HttpSession> sessions = anonymous.keySet().iterator();
                oldest = sessions.next();
                sessions.remove();
            }
        }
        if (oldest != null) {
            try {
                oldest.invalidate();
            } catch (IllegalStateException ended) {
                // It has gone by itself.
            }
        }
    }

    @Override
    public void sessionDestroyed(HttpSessionEvent event) {
        synchronized (anonymous) {
            anonymous.remove(event.getSession());
        }
    }

    /** From now on this session is this account's. */
    Live open(HttpSession session, UUID account, Way way, Origin origin) {
        synchronized (anonymous) {
            anonymous.remove(session);
        }
        session.setMaxInactiveInterval(idleSeconds);
        Live live = new Live(this, session, account, way, origin, clock.instant());
        byAccount.compute(account, (id, sessions) -> {
            Map<UUID, Live> more = sessions == null ? new ConcurrentHashMap<>(2) : sessions;
            more.put(live.id, live);
            return more;
        });
        session.setAttribute(LIVE, live);
        List<Live> all = of(account);
        all.subList(Math.min(MOST_OF_ONE, all.size()), all.size()).forEach(Live::end);
        return live;
    }

    /** The session of somebody who is signed in; empty for others. */
    static Optional<Live> of(@Nullable HttpSession session) {
        try {
            return session != null && session.getAttribute(LIVE) instanceof Live live
                    ? Optional.of(live)
                    : Optional.empty();
        } catch (IllegalStateException ended) {
            return Optional.empty();
        }
    }

    /** Whether it has lasted as long as any session may. */
    boolean isOver(Live live) {
        return clock.instant().isAfter(live.since.plus(longest));
    }

    /** Notes where its requests come from now. */
    static void seen(Live live, String address) {
        if (!live.address.equals(address)) {
            live.address = address;
        }
    }

    /** The account's sessions, newest first. */
    List<Live> of(UUID account) {
        return byAccount.getOrDefault(account, Map.of()).values().stream()
                .sorted(Comparator.comparing(Live::since).reversed())
                .toList();
    }

    /**
     * Ends those of the account that match.
     *
     * @return how many
     */
    int end(UUID account, Predicate<Live> which) {
        List<Live> ended = of(account).stream().filter(which).toList();
        ended.forEach(Live::end);
        return ended.size();
    }

    int count() {
        return byAccount.values().stream().mapToInt(Map::size).sum();
    }

    private void forget(Live live) {
        byAccount.computeIfPresent(live.account, (id, sessions) -> {
            sessions.remove(live.id);
            return sessions.isEmpty() ? null : sessions;
        });
    }
}
