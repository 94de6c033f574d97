package org.raceway.people.signin;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.people.Secrets;
import org.raceway.platform.TimeOrderedIds;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.web.util.WebUtils;

/**
 * Phones that come in by themselves for a while after somebody signed in with them. Each use changes the secret. If a secret
 * comes that was already exchanged, two devices have it: then all of the account's are forgotten. For some seconds after the
 * exchange the former secret is still good, because a browser sends several requests at once.
 */
@Repository
class RememberedDevices {
    static final String COOKIE = "raceway-remembered";
    static final Duration OVERLAP = Duration.ofSeconds(30);
    private static final char BETWEEN = '.';

    private final JdbcClient database;
    private final Clock clock;
    private final TimeOrderedIds ids;
    private final Duration lifetime;
    private final ApplicationEventPublisher events;

    RememberedDevices(
            SignInDatabase database,
            Clock clock,
            TimeOrderedIds ids,
            SignInSettings settings,
            ApplicationEventPublisher events) {
        this.database = database.client();
        this.clock = clock;
        this.ids = ids;
        this.lifetime = settings.remembered();
        this.events = events;
    }

    /** A remembered phone, as the person's list shows it. */
    record Remembered(UUID id, String device, OffsetDateTime since, OffsetDateTime lastUsed, OffsetDateTime until) {}

    /** Remembers this device. */
    void remember(UUID account, Origin origin, HttpServletRequest request, HttpServletResponse response) {
        UUID id = ids.next();
        String secret = Secrets.next();
        OffsetDateTime now = now();
        OffsetDateTime until = now.plus(lifetime);
        database.sql("""
                        insert into remembered_device (id, account, secret_hash, rotated_at, device, created_at, expires_at)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(id, account, Secrets.digest(secret), now, origin.device(), now, until)
                .update();
        send(id, secret, until, request, response);
    }

    /** Whether the request brings what {@link #use} looks at. */
    static boolean isBrought(HttpServletRequest request) {
        return WebUtils.getCookie(request, COOKIE) != null;
    }

    /** The account that this device is remembered for; empty for none. The secret is exchanged, a bad one taken back. */
    Optional<UUID> use(HttpServletRequest request, HttpServletResponse response) {
        Cookie cookie = WebUtils.getCookie(request, COOKIE);
        Brought brought = cookie == null ? null : Brought.read(cookie.getValue());
        Optional<UUID> account = brought == null ? Optional.empty() : exchange(brought, request, response);
        if (account.isEmpty() && cookie != null) {
            takeBack(request, response);
        }
        return account;
    }

    private Optional<UUID> exchange(Brought brought, HttpServletRequest request, HttpServletResponse response) {
        OffsetDateTime now = now();
        String hash = Secrets.digest(brought.secret());
        Optional<Row> found = database.sql("""
                        select account, secret_hash, previous_hash, rotated_at, expires_at from remembered_device
                        where id = ? and expires_at > ?
                        """)
                .params(brought.id(), now)
                .query((row, index) -> new Row(
                        row.getObject("account", UUID.class),
                        row.getString("secret_hash"),
                        row.getString("previous_hash"),
                        row.getObject("rotated_at", OffsetDateTime.class),
                        row.getObject("expires_at", OffsetDateTime.class)))
                .optional();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Row row = found.get();
        if (row.hash().equals(hash)) {
            String next = Secrets.next();
            int exchanged = database.sql("""
                            update remembered_device set secret_hash = ?, previous_hash = ?, rotated_at = ?
                            where id = ? and secret_hash = ?
                            """)
                    .params(Secrets.digest(next), hash, now, brought.id(), hash)
                    .update();
            if (exchanged > 0) {
                send(brought.id(), next, row.expiresAt(), request, response);
            }
            return Optional.of(row.account());
        }
        if (hash.equals(row.previousHash()) && now.isBefore(row.rotatedAt().plus(OVERLAP))) {
            return Optional.of(row.account());
        }
        forgetAll(row.account());
        events.publishEvent(new SignInEvent.DeviceStolen(row.account(), Origin.of(request)));
        return Optional.empty();
    }

    /** Forgets the device that the request comes from. */
    void forget(HttpServletRequest request, HttpServletResponse response) {
        Cookie cookie = WebUtils.getCookie(request, COOKIE);
        Brought brought = cookie == null ? null : Brought.read(cookie.getValue());
        if (brought != null) {
            database.sql("delete from remembered_device where id = ? and secret_hash = ?")
                    .params(brought.id(), Secrets.digest(brought.secret()))
                    .update();
        }
        if (cookie != null) {
            takeBack(request, response);
        }
    }

    /** Forgets one of the account's devices. */
    boolean forget(UUID account, UUID id) {
        return database.sql("delete from remembered_device where account = ? and id = ?")
                        .params(account, id)
                        .update()
                > 0;
    }

    /** Forgets all of the account's devices. */
    void forgetAll(UUID account) {
        database.sql("delete from remembered_device where account = ?")
                .param(account)
                .update();
    }

    /** The account's devices, newest first. */
    List<Remembered> of(UUID account) {
        return database.sql("""
                        select id, device, created_at, rotated_at, expires_at from remembered_device
                        where account = ? and expires_at > ? order by created_at desc
                        """)
                .params(account, now())
                .query((row, index) -> new Remembered(
                        row.getObject("id", UUID.class),
                        row.getString("device"),
                        row.getObject("created_at", OffsetDateTime.class),
                        row.getObject("rotated_at", OffsetDateTime.class),
                        row.getObject("expires_at", OffsetDateTime.class)))
                .list();
    }

    private void send(
            UUID id, String secret, OffsetDateTime until, HttpServletRequest request, HttpServletResponse response) {
        response.addCookie(cookie(
                id.toString() + BETWEEN + secret,
                (int) Duration.between(now(), until).toSeconds(),
                request));
    }

    private static void takeBack(HttpServletRequest request, HttpServletResponse response) {
        response.addCookie(cookie("", 0, request));
    }

    private static Cookie cookie(String value, int seconds, HttpServletRequest request) {
        Cookie cookie = new Cookie(COOKIE, value);
        cookie.setPath("/");
        cookie.setMaxAge(seconds);
        cookie.setHttpOnly(true);
        cookie.setSecure(request.isSecure());
        cookie.setAttribute("SameSite", "Lax");
        return cookie;
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private record Brought(UUID id, String secret) {
        static @Nullable Brought read(String value) {
            int between = value.indexOf(BETWEEN);
            if (between < 0 || value.length() > 128) {
                return null;
            }
            try {
                return new Brought(UUID.fromString(value.substring(0, between)), value.substring(between + 1));
            } catch (IllegalArgumentException e) {
                return null;
            }
        }
    }

    private record Row(
            UUID account,
            String hash,
            @Nullable String previousHash,
            OffsetDateTime rotatedAt,
            OffsetDateTime expiresAt) {}
}
