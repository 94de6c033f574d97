package org.raceway.enterprises;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.raceway.audit.TrailNames;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Names of enterprises for the audit trail. */
@Component
class EnterpriseTrailNames implements TrailNames {
    private final JdbcClient database;
    private final Enterprises enterprises;

    EnterpriseTrailNames(JdbcClient database, Enterprises enterprises) {
        this.database = database;
        this.enterprises = enterprises;
    }

    @Override
    public Kind kind() {
        return Kind.ENTERPRISE;
    }

    @Override
    public Map<UUID, String> names(Collection<UUID> ids, boolean english) {
        Function<Enterprise, String> name = english ? Enterprise::englishName : Enterprise::name;
        return enterprises.byIds(ids).stream().collect(Collectors.toMap(Enterprise::id, name));
    }

    @Override
    public Set<UUID> find(String text, int most) {
        return Set.copyOf(database.sql("""
                        select id from enterprise
                        where uscc = :text or gln = :text or position(lower(:text) in lower(name || ' ' || english_name)) > 0
                        order by name limit :most
                        """)
                .param("text", text)
                .param("most", most)
                .query(UUID.class)
                .list());
    }
}
