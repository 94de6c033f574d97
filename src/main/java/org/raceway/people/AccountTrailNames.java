package org.raceway.people;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.raceway.audit.TrailNames;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Names of accounts for the audit trail. */
@Component
class AccountTrailNames implements TrailNames {
    private final JdbcClient database;

    AccountTrailNames(JdbcClient database) {
        this.database = database;
    }

    @Override
    public Kind kind() {
        return Kind.ACCOUNT;
    }

    @Override
    public Map<UUID, String> names(Collection<UUID> ids, boolean english) {
        return database
                .sql("select id, display_name, english_name from account where id = any(:ids)")
                .param("ids", ids.toArray(UUID[]::new))
                .query((row, index) -> Map.entry(
                        row.getObject("id", UUID.class), row.getString(english ? "english_name" : "display_name")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public Set<UUID> find(String text, int most) {
        return Set.copyOf(database.sql("""
                        select id from account where login = :text or display_name = :text or english_name = :text
                        order by id limit :most
                        """)
                .param("text", text)
                .param("most", most)
                .query(UUID.class)
                .list());
    }
}
