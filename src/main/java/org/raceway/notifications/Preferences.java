package org.raceway.notifications;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.raceway.access.Caller;
import org.raceway.notifications.NoticeKind.Mail;
import org.raceway.platform.WholeDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** How people want to hear of what. The inbox has everything in any case. */
@Repository
class Preferences {
    private final JdbcClient database;
    private final WholeDatabase whole;

    Preferences(JdbcClient database, WholeDatabase whole) {
        this.database = database;
        this.whole = whole;
    }

    /** What a person has chosen; kinds that they have left alone are not in it. */
    Map<String, Mail> of(Caller caller) {
        Map<String, Mail> chosen = new HashMap<>();
        database.sql("select kind, mail from notice_preference where account = ?")
                .param(caller.accountId())
                .query(row -> {
                    chosen.put(row.getString("kind"), Mail.valueOf(row.getString("mail")));
                });
        return chosen;
    }

    /** When the digest comes. */
    int digestHour(Caller caller) {
        return database.sql("select digest_hour from notice_setting where account = ?")
                .param(caller.accountId())
                .query(Integer.class)
                .optional()
                .orElse(DailyMails.DEFAULT_HOUR);
    }

    /** Keeps what a person has chosen; kinds that are not in it stay as they are. */
    @Transactional
    public void change(Caller caller, Map<String, Mail> chosen, int digestHour) {
        chosen.forEach((kind, mail) ->
                database.sql("""
                        insert into notice_preference (account, kind, mail) values (?, ?, ?)
                        on conflict (account, kind) do update set mail = excluded.mail
                        """).params(caller.accountId(), kind, mail.name()).update());
        database.sql("""
                        insert into notice_setting (account, digest_hour) values (?, ?)
                        on conflict (account) do update set digest_hour = excluded.digest_hour
                        """).params(caller.accountId(), digestHour).update();
    }

    /** What these people have chosen for this kind; who has chosen nothing is not in it. In background work only. */
    Map<UUID, Mail> of(Collection<UUID> accounts, String kind) {
        Map<UUID, Mail> chosen = new HashMap<>();
        List<UUID> ids = new ArrayList<>(accounts);
        whole.client()
                .sql("select account, mail from notice_preference where kind = ? and account = any(?)")
                .params(kind, ids.toArray(UUID[]::new))
                .query(row -> {
                    chosen.put(row.getObject("account", UUID.class), Mail.valueOf(row.getString("mail")));
                });
        return chosen;
    }
}
