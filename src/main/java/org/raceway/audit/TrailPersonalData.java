package org.raceway.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.raceway.platform.WholeDatabase;
import org.springframework.stereotype.Component;

/**
 * What the trail holds on a person: what they did, which stays, and where from, which goes as soon as the law lets it. The entries name
 * nobody: they hold the account's id, and the name that belongs to it is erased where accounts are kept.
 */
@Component
class TrailPersonalData implements PersonalData {
    private static final int MOST = 10_000;
    /** Cybersecurity Law, article 21; the table's trigger holds everybody to it. */
    private static final String KEPT = "interval '184 days'";

    private final WholeDatabase whole;

    TrailPersonalData(WholeDatabase whole) {
        this.whole = whole;
    }

    @Override
    public String room() {
        return "audit";
    }

    @Override
    public List<Held> held(UUID account) {
        List<Held> held = new ArrayList<>(whole.client()
                .sql("select action, occurred_at from audit_entry where actor = ? order by id desc limit " + MOST)
                .param(account)
                .query((row, index) ->
                        new Held("audit_entry", "actor", row.getString("action"), Chain.instant(row, "occurred_at")))
                .list());
        record Address(Instant at, String address, String userAgent) {}
        List<Address> origins = whole.client()
                .sql("""
                        select recorded_at, coalesce(address, '') as address, coalesce(user_agent, '') as user_agent
                        from audit_origin where account = ? order by entry desc limit
                        """ + MOST)
                .param(account)
                .query((row, index) -> new Address(
                        Chain.instant(row, "recorded_at"), row.getString("address"), row.getString("user_agent")))
                .list();
        for (Address origin : origins) {
            held.add(new Held("audit_origin", "address", origin.address(), origin.at()));
            held.add(new Held("audit_origin", "user_agent", origin.userAgent(), origin.at()));
        }
        return held;
    }

    @Override
    public Map<String, Integer> erase(UUID account) {
        int erased = whole.client()
                .sql("delete from audit_origin where account = ? and recorded_at < now() - " + KEPT)
                .param(account)
                .update();
        return erased == 0 ? Map.of() : Map.of("audit_origin.address", erased, "audit_origin.user_agent", erased);
    }
}
