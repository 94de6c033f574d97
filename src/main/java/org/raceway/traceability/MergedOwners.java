package org.raceway.traceability;

import java.util.UUID;
import org.raceway.enterprises.EnterprisesMerged;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * When two records turn out to be one enterprise, the ledger's rows go over to the one that stays, in the transaction that merges
 * them: row-level security, redaction and the maker's word then have one owner to ask for, as everywhere else. Events themselves,
 * their hashes and their record times stay as they are.
 */
@Component
class MergedOwners {
    private final JdbcClient database;

    MergedOwners(JdbcClient database) {
        this.database = database;
    }

    @EventListener
    void follow(EnterprisesMerged merged) {
        UUID from = merged.from();
        UUID into = merged.into();
        // What both have captured or said, the one that stays has already.
        move("""
                delete from event_identity where owner = :from
                  and digest in (select digest from event_identity where owner = :into)
                """, from, into);
        move("update event_identity set owner = :into where owner = :from", from, into);
        move("update event set owner = :into where owner = :from", from, into);
        move("update event_reference set owner = :into where owner = :from", from, into);
        move("update capture_job set owner = :into where owner = :from", from, into);
        move("""
                delete from master_data where owner = :from
                  and (key, vocabulary) in (select key, vocabulary from master_data where owner = :into)
                """, from, into);
        move("update master_data set owner = :into where owner = :from", from, into);
    }

    private void move(String sql, UUID from, UUID into) {
        database.sql(sql).param("from", from).param("into", into).update();
    }
}
