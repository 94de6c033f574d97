package org.raceway.notifications;

import java.net.URI;
import java.sql.Types;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.audit.AuditEntry;
import org.raceway.audit.AuditTrail;
import org.raceway.platform.ProblemException;
import org.raceway.platform.TimeOrderedIds;
import org.raceway.platform.outgoing.Outgoing;
import org.raceway.platform.secrets.SecretCipher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The webhooks of the enterprise that a caller acts for, or of the operator. */
@Repository
class Webhooks {
    /** The most of one enterprise. */
    static final int MOST = 20;

    static final int LONGEST_NAME = 100;
    static final int LONGEST_ADDRESS = 2_048;
    static final int LONGEST_SECRET = 512;

    private final JdbcClient database;
    private final DeclaredKinds kinds;
    private final SecretCipher cipher;
    private final Outgoing outgoing;
    private final AuditTrail audit;
    private final TimeOrderedIds ids;
    private final Clock clock;

    Webhooks(
            JdbcClient database,
            DeclaredKinds kinds,
            SecretCipher cipher,
            Outgoing outgoing,
            AuditTrail audit,
            TimeOrderedIds ids,
            Clock clock) {
        this.database = database;
        this.kinds = kinds;
        this.cipher = cipher;
        this.outgoing = outgoing;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * What somebody sets.
     *
     * @param address empty: the old one stays
     * @param secret empty: the old one stays; {@code -}: none any more
     */
    record Draft(
            String name,
            WebhookType type,
            String address,
            String secret,
            Locale language,
            List<String> kinds,
            boolean enabled) {
        /** Takes a secret away. */
        static final String NO_SECRET = "-";

        Draft {
            name = name.strip();
            address = address.strip();
            secret = secret.strip();
            kinds = List.copyOf(kinds);
        }

        /** Without address and secret, so that no log line ever holds them. */
        @Override
        public String toString() {
            return "Draft[" + name + "]";
        }
    }

    /** All of them, by name. */
    List<Webhook> list(Caller caller) {
        return database.sql("select " + Webhook.COLUMNS + " from webhook where " + ours(caller) + " order by name, id")
                .param("enterprise", caller.enterprise(), Types.OTHER)
                .query(Webhook::read)
                .list();
    }

    Optional<Webhook> find(Caller caller, UUID id) {
        return database.sql("select " + Webhook.COLUMNS + " from webhook where id = :id and " + ours(caller))
                .param("id", id)
                .param("enterprise", caller.enterprise(), Types.OTHER)
                .query(Webhook::read)
                .optional();
    }

    /**
     * Makes one.
     *
     * @throws ProblemException with a {@link NotificationProblem} or an {@code OutgoingProblem}
     */
    @Transactional
    public UUID create(Caller caller, Draft draft) {
        check(draft);
        if (draft.address().isEmpty()) {
            throw new ProblemException(NotificationProblem.WEBHOOK_ADDRESS_MISSING);
        }
        URI address = outgoing.check(draft.address());
        if (list(caller).size() >= MOST) {
            throw new ProblemException(NotificationProblem.TOO_MANY_WEBHOOKS, MOST);
        }
        UUID id = ids.next();
        database.sql("""
                        insert into webhook (id, reach, enterprise, name, type, address_sealed, host, secret_sealed, language,
                                             kinds, enabled, created_by, created_at)
                        values (:id, :reach, :enterprise, :name, :type, :address, :host, :secret, :language, :kinds, :enabled,
                                :by, :now)
                        """)
                .param("id", id)
                .param("reach", (caller.enterprise() == null ? Reach.OPERATOR : Reach.ENTERPRISE).name())
                .param("enterprise", caller.enterprise(), Types.OTHER)
                .param("name", draft.name())
                .param("type", draft.type().name())
                .param("address", cipher.seal(draft.address(), addressPlace(id)))
                .param("host", address.getHost())
                .param("secret", sealed(id, draft), Types.VARCHAR)
                .param("language", draft.language().getLanguage())
                .param("kinds", draft.kinds().toArray(String[]::new))
                .param("enabled", draft.enabled())
                .param("by", caller.accountId())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        audit.record(entry("notifications.webhook-create", caller, id, draft).with("host", address.getHost()));
        return id;
    }

    /**
     * Changes one.
     *
     * @throws ProblemException with a {@link NotificationProblem} or an {@code OutgoingProblem}
     */
    @Transactional
    public void change(Caller caller, UUID id, Draft draft) {
        check(draft);
        String host = draft.address().isEmpty()
                ? null
                : outgoing.check(draft.address()).getHost();
        int changed = database.sql("""
                        update webhook
                        set name = :name, type = :type, language = :language, kinds = :kinds, enabled = :enabled,
                            address_sealed = coalesce(:address::text, address_sealed), host = coalesce(:host::text, host),
                            secret_sealed = case when :noSecret then null else coalesce(:secret::text, secret_sealed) end,
                            failures = 0, rest_until = null
                        where id = :id and
                        """ + ours(caller))
                .param("id", id)
                .param("enterprise", caller.enterprise(), Types.OTHER)
                .param("name", draft.name())
                .param("type", draft.type().name())
                .param("address", host == null ? null : cipher.seal(draft.address(), addressPlace(id)), Types.VARCHAR)
                .param("host", host, Types.VARCHAR)
                .param("noSecret", draft.secret().equals(Draft.NO_SECRET))
                .param("secret", sealed(id, draft), Types.VARCHAR)
                .param("language", draft.language().getLanguage())
                .param("kinds", draft.kinds().toArray(String[]::new))
                .param("enabled", draft.enabled())
                .update();
        if (changed == 0) {
            throw new ProblemException(NotificationProblem.NO_SUCH_WEBHOOK);
        }
        audit.record(entry("notifications.webhook-change", caller, id, draft).with("host", host));
    }

    /** Deletes one, with what waits for it. */
    @Transactional
    public void delete(Caller caller, UUID id) {
        int deleted = database.sql("delete from webhook where id = :id and " + ours(caller))
                .param("id", id)
                .param("enterprise", caller.enterprise(), Types.OTHER)
                .update();
        if (deleted == 0) {
            throw new ProblemException(NotificationProblem.NO_SUCH_WEBHOOK);
        }
        audit.record(
                AuditEntry.done("notifications.webhook-delete", "webhook", id).about(caller.enterprise()));
    }

    static String addressPlace(UUID id) {
        return "webhook.address_sealed/" + id;
    }

    static String secretPlace(UUID id) {
        return "webhook.secret_sealed/" + id;
    }

    private @Nullable String sealed(UUID id, Draft draft) {
        return draft.secret().isEmpty() || draft.secret().equals(Draft.NO_SECRET)
                ? null
                : cipher.seal(draft.secret(), secretPlace(id));
    }

    private void check(Draft draft) {
        if (draft.name().isEmpty() || draft.name().length() > LONGEST_NAME) {
            throw new ProblemException(NotificationProblem.WEBHOOK_NAME, LONGEST_NAME);
        }
        if (draft.secret().length() > LONGEST_SECRET || draft.address().length() > LONGEST_ADDRESS) {
            throw new ProblemException(NotificationProblem.WEBHOOK_TOO_LONG, LONGEST_ADDRESS, LONGEST_SECRET);
        }
        for (String kind : draft.kinds()) {
            if (kinds.find(kind).isEmpty()) {
                throw new ProblemException(NotificationProblem.NO_SUCH_KIND, kind);
            }
        }
    }

    private static AuditEntry entry(String action, Caller caller, UUID id, Draft draft) {
        return AuditEntry.done(action, "webhook", id)
                .about(caller.enterprise())
                .with("type", draft.type())
                .with("kinds", String.join(" ", draft.kinds()))
                .with("enabled", draft.enabled());
    }

    private static String ours(Caller caller) {
        return caller.enterprise() == null
                ? "(reach = 'OPERATOR' and cast(:enterprise as uuid) is null)"
                : "enterprise = :enterprise";
    }
}
