package org.raceway.notifications;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.raceway.audit.PersonalData;
import org.raceway.platform.WholeDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The notices that a person was sent. */
@Component
class NoticePersonalData implements PersonalData {
    private static final int MOST = 10_000;

    private final JdbcClient whole;
    private final Notifications notifications;

    NoticePersonalData(WholeDatabase whole, Notifications notifications) {
        this.whole = whole.client();
        this.notifications = notifications;
    }

    @Override
    public String room() {
        return "notifications";
    }

    @Override
    public List<Held> held(UUID account) {
        return whole.sql("""
                        select kind, arguments::text as arguments, created_at from notice where account = ?
                        order by id desc limit
                        """ + MOST)
                .param(account)
                .query((row, index) -> {
                    OffsetDateTime created = row.getObject("created_at", OffsetDateTime.class);
                    return new Held(
                            "notice",
                            "arguments",
                            row.getString("kind") + " " + row.getString("arguments"),
                            created == null ? null : created.toInstant());
                })
                .list();
    }

    @Override
    public Map<String, Integer> erase(UUID account) {
        int notices = held(account).size();
        notifications.forgetAccount(account);
        return notices == 0 ? Map.of() : Map.of("notice.arguments", notices);
    }
}
