package org.raceway.people.signin;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.raceway.people.Secrets;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The browsers that a person has come in from. One of them is no reason for a notice, and who guesses passwords elsewhere does
 * not make the person pause on it.
 */
@Repository
class KnownDevices {
    /** Of one account; the longest unused one goes first. */
    static final int MOST = 20;

    private static final Duration LIFETIME = Duration.ofDays(400); // the longest that browsers keep a cookie

    private final JdbcClient database;
    private final Clock clock;

    KnownDevices(SignInDatabase database, Clock clock) {
        this.database = database.client();
        this.clock = clock;
    }

    /** Whether the person has come in from there. */
    boolean knows(UUID account, Origin origin) {
        return origin.deviceSecret() != null
                && database.sql("select count(*) from known_device where account = ? and secret_hash = ?")
                                .params(account, Secrets.digest(origin.deviceSecret()))
                                .query(Long.class)
                                .single()
                        > 0;
    }

    /**
     * Notes that the person came in from there, and gives the browser a secret if it has none.
     *
     * @return whether it is a device that they had not come in from, though they had from others
     */
    boolean note(UUID account, Origin origin, HttpServletRequest request, HttpServletResponse response) {
        String secret = origin.deviceSecret();
        if (secret == null) {
            secret = Secrets.next();
        }
        response.addCookie(cookie(secret, request.isSecure()));
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        String hash = Secrets.digest(secret);
        int known =
                database.sql("""
                        update known_device set last_seen_at = ?, device = ? where account = ? and secret_hash = ?
                        """).params(now, origin.device(), account, hash).update();
        if (known > 0) {
            return false;
        }
        long others = database.sql("select count(*) from known_device where account = ?")
                .param(account)
                .query(Long.class)
                .single();
        database.sql("""
                        insert into known_device (account, secret_hash, device, first_seen_at, last_seen_at)
                        values (?, ?, ?, ?, ?) on conflict do nothing
                        """).params(account, hash, origin.device(), now, now).update();
        if (others >= MOST) {
            database.sql("""
                            delete from known_device where account = :account and secret_hash in (
                                select secret_hash from known_device where account = :account
                                order by last_seen_at desc offset :most)
                            """).param("account", account).param("most", MOST).update();
        }
        return others > 0;
    }

    private static Cookie cookie(String secret, boolean secure) {
        Cookie cookie = new Cookie(Origin.DEVICE_COOKIE, secret);
        cookie.setPath("/");
        cookie.setMaxAge((int) LIFETIME.toSeconds());
        cookie.setHttpOnly(true);
        cookie.setSecure(secure);
        cookie.setAttribute("SameSite", "Lax");
        return cookie;
    }
}
