package org.raceway.notifications;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.raceway.platform.WholeDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What a digest tells of. */
@Repository
class DigestItems {
    private final JdbcClient database;

    DigestItems(WholeDatabase database) {
        this.database = database.client();
    }

    /**
     * Unread notices.
     *
     * @param newest those of the digest that are unread still
     * @param all how many the person has
     */
    record Unread(List<InboxNotice> newest, int all) {
        Unread {
            newest = List.copyOf(newest);
        }
    }

    /** Those of these notices that are unread still; none, where all of them have been read since. */
    Unread read(UUID account, Collection<UUID> notices) {
        List<InboxNotice> newest = database.sql("select " + InboxNotice.COLUMNS + """
                         from notice where account = ? and id = any(?) and read_at is null order by id desc
                        """)
                .params(account, notices.toArray(UUID[]::new))
                .query(InboxNotice::read)
                .list();
        int all = newest.isEmpty()
                ? 0
                : database.sql("select count(*) from notice where account = ? and read_at is null")
                        .param(account)
                        .query(Integer.class)
                        .single();
        return new Unread(newest, all);
    }
}
