package org.raceway.consents;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.raceway.audit.PersonalData;
import org.raceway.platform.WholeDatabase;
import org.springframework.stereotype.Component;

/** Which steps, reads and results of the ledger bear a person's account. The ledger proves what was allowed and done: nothing is erased. */
@Component
class ConsentPersonalData implements PersonalData {
    private static final int MOST = 10_000;

    private final WholeDatabase whole;

    ConsentPersonalData(WholeDatabase whole) {
        this.whole = whole;
    }

    @Override
    public String room() {
        return "consents";
    }

    @Override
    public List<Held> held(UUID account) {
        return whole.client()
                .sql("""
                        select 'consent' as held_in, 'requested_by' as named, purpose || ' ' || reference as what, requested_at as at
                        from consent where requested_by = :account
                        union all
                        select 'consent', 'decided_by', purpose || ' ' || reference, decided_at from consent where decided_by = :account
                        union all
                        select 'consent_read', 'account', field, at from consent_read where account = :account
                        union all
                        select 'consent_result', 'account', english_description, made_at from consent_result where account = :account
                        union all
                        select 'consent_step', 'account', action, at from consent_step where account = :account
                        order by 4 desc limit :most
                        """)
                .param("account", account)
                .param("most", MOST)
                .query((row, index) -> new Held(
                        row.getString("held_in"),
                        row.getString("named"),
                        row.getString("what"),
                        StoredConsents.instant(row, "at")))
                .list();
    }

    @Override
    public Map<String, Integer> erase(UUID account) {
        return Map.of();
    }
}
