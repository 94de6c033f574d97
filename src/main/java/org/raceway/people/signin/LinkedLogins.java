package org.raceway.people.signin;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.raceway.platform.ProblemException;
import org.raceway.platform.TimeOrderedIds;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Logins at providers that people have linked to their accounts. Each belongs to one account. */
@Repository
class LinkedLogins {
    /** Of one account. */
    static final int MOST = 10;

    private final JdbcClient database;
    private final TimeOrderedIds ids;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    LinkedLogins(SignInDatabase database, TimeOrderedIds ids, Clock clock, ApplicationEventPublisher events) {
        this.database = database.client();
        this.ids = ids;
        this.clock = clock;
        this.events = events;
    }

    /** A linked login, as its owner's list shows it. */
    record Linked(UUID id, String issuer, String label, OffsetDateTime since, Optional<OffsetDateTime> lastUsed) {}

    /** Whose it is; empty for nobody's. */
    Optional<UUID> owner(ProviderLogin login) {
        return database.sql("select account from linked_login where issuer = ? and subject = ?")
                .params(login.issuer(), login.subject())
                .query(UUID.class)
                .optional();
    }

    /** Somebody has come in by it. */
    void used(ProviderLogin login) {
        database.sql("update linked_login set last_used_at = ?, label = ? where issuer = ? and subject = ?")
                .params(now(), login.label(), login.issuer(), login.subject())
                .update();
    }

    /** The account's, oldest first. */
    List<Linked> of(UUID account) {
        return database.sql("""
                        select id, issuer, label, linked_at, last_used_at from linked_login where account = ?
                        order by linked_at, id
                        """)
                .param(account)
                .query((row, index) -> new Linked(
                        row.getObject("id", UUID.class),
                        row.getString("issuer"),
                        row.getString("label"),
                        row.getObject("linked_at", OffsetDateTime.class),
                        Optional.ofNullable(row.getObject("last_used_at", OffsetDateTime.class))))
                .list();
    }

    /**
     * Links it to the account. The owner of the account has been asked.
     *
     * @throws ProblemException if it is somebody's already, or the account has as many as it may
     */
    void link(UUID account, ProviderLogin login) {
        if (of(account).size() >= MOST) {
            throw new ProblemException(SignInProblem.LINKS_FULL, MOST);
        }
        try {
            database.sql("""
                            insert into linked_login (id, account, issuer, subject, label, linked_at)
                            values (?, ?, ?, ?, ?, ?)
                            """)
                    .params(ids.next(), account, login.issuer(), login.subject(), login.label(), now())
                    .update();
        } catch (DuplicateKeyException e) {
            throw new ProblemException(e, SignInProblem.LOGIN_LINKED);
        }
        events.publishEvent(new SignInEvent.WayAdded(account, Way.PROVIDER, login.provider()));
    }

    /** Unlinks it; false if the account has none such. */
    boolean unlink(UUID account, UUID id) {
        Optional<String> issuer = database.sql("delete from linked_login where id = ? and account = ? returning issuer")
                .params(id, account)
                .query(String.class)
                .optional();
        issuer.ifPresent(
                named -> events.publishEvent(new SignInEvent.WayRemoved(account, Way.PROVIDER, named, account)));
        return issuer.isPresent();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
