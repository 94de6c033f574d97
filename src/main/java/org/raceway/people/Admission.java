package org.raceway.people;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.raceway.audit.AuditEntry;
import org.raceway.enterprises.Enterprise;
import org.raceway.enterprises.EnterpriseAdmitted;
import org.raceway.notifications.NoticeArgument;
import org.raceway.platform.TimeOrderedIds;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Makes who applied for an enterprise answer for it, in the transaction that admits it. */
@Component
class Admission {
    private final JdbcClient database;
    private final AccountChanges changes;
    private final PeopleLog log;
    private final TimeOrderedIds ids;
    private final Clock clock;

    Admission(JdbcClient database, AccountChanges changes, PeopleLog log, TimeOrderedIds ids, Clock clock) {
        this.database = database;
        this.changes = changes;
        this.log = log;
        this.ids = ids;
        this.clock = clock;
    }

    @EventListener
    void admitted(EnterpriseAdmitted event) {
        UUID applicant = event.applicant();
        if (applicant == null) {
            return;
        }
        Enterprise enterprise = event.enterprise();
        Role role = Role.ownerOf(enterprise.kind());
        // The membership of who belonged to nothing becomes the one of the enterprise: their session goes on.
        int turned = database.sql("""
                        update membership set enterprise = :enterprise, roles = array[:role], last_used_at = :now
                        where account = :account and enterprise is null and roles = '{APPLICANT}'
                          and not exists (select from membership other where other.account = :account
                                                                         and other.enterprise = :enterprise)
                        """)
                .param("enterprise", enterprise.id())
                .param("role", role.name())
                .param("account", applicant)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        if (turned == 0) {
            turned = database.sql("""
                            insert into membership (id, account, enterprise, roles, created_at)
                            values (:id, :account, :enterprise, array[:role], :now)
                            on conflict do nothing
                            """)
                    .param("id", ids.next())
                    .param("account", applicant)
                    .param("enterprise", enterprise.id())
                    .param("role", role.name())
                    .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
        }
        if (turned == 0) {
            return;
        }
        changes.changed(applicant);
        log.record(AuditEntry.done("people.become-owner", "account", applicant)
                .about(enterprise.id())
                .with("role", role));
        log.tell(
                List.of(applicant),
                enterprise.id(),
                "people.owner",
                "/",
                NoticeArgument.names(enterprise.name(), enterprise.englishName()));
    }
}
