package org.raceway.notifications;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.raceway.audit.PersonalData;
import org.raceway.platform.Texts;
import org.raceway.platform.WholeDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What this room holds on a person: their notices. */
@Component
class NotificationsPersonalData implements PersonalData {
    private static final String TABLE = "notice";
    private static final String COLUMN = "arguments";

    private final WholeDatabase whole;
    private final JdbcClient database;

    NotificationsPersonalData(WholeDatabase whole, JdbcClient database) {
        this.whole = whole;
        this.database = database;
    }

    @Override
    public String room() {
        return "notifications";
    }

    /** As the person reads them. */
    @Override
    public List<Held> held(UUID account) {
        Texts texts = Texts.of(Locale.SIMPLIFIED_CHINESE);
        return whole
                .client()
                .sql("select " + InboxNotice.COLUMNS + " from notice where account = ? order by id")
                .param(account)
                .query(InboxNotice::read)
                .list()
                .stream()
                .map(notice -> new Held(
                        TABLE,
                        COLUMN,
                        notice.text().title(texts) + "\n" + notice.text().body(texts),
                        notice.at()))
                .toList();
    }

    @Override
    public Map<String, Integer> erase(UUID account) {
        int erased = database.sql("select erase_account_notices(?)")
                .param(account)
                .query(Integer.class)
                .single();
        return erased == 0 ? Map.of() : Map.of(TABLE + "." + COLUMN, erased);
    }
}
