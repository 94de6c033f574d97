package org.raceway.consents;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.raceway.enterprises.EnterpriseData;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What the ledger keeps of an enterprise. Consents and logs of reads stay after it has left, as proof of what was allowed and done. */
@Component
class ConsentArchive implements EnterpriseData {
    /** As long as the records that the Personal Information Protection Law, article 56, wants kept. */
    private static final int YEARS = 3;

    private static final int MOST = 1_000_000;

    private final JdbcClient database;
    private final JsonMapper json;

    ConsentArchive(JdbcClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    @Override
    public String room() {
        return "consents";
    }

    @Override
    public void export(UUID enterprise, Archive archive) throws IOException {
        archive.file("consents.json")
                .write(json.writerWithDefaultPrettyPrinter()
                        .writeValueAsBytes(database.sql("select " + StoredConsents.COLUMNS + """
                                        from consent where granter = :enterprise or reader = :enterprise order by id limit :most
                                        """)
                                .param("enterprise", enterprise)
                                .param("most", MOST)
                                .query(StoredConsents::consent)
                                .list()));
        archive.file("reads.json")
                .write(json.writerWithDefaultPrettyPrinter()
                        .writeValueAsBytes(database.sql("select " + StoredConsents.READ_COLUMNS + """
                                        from consent_read where granter = :enterprise or reader = :enterprise order by id limit :most
                                        """)
                                .param("enterprise", enterprise)
                                .param("most", MOST)
                                .query(StoredConsents::read)
                                .list()));
    }

    @Override
    public List<Rule> rules() {
        return List.of(new Rule("consents.rule.ledger", YEARS));
    }

    @Override
    public Map<String, Integer> erase(UUID enterprise) {
        return Map.of();
    }

    @Override
    public void purge(UUID enterprise) {
        database.sql("select forget_consents(:enterprise)")
                .param("enterprise", enterprise)
                .query(Integer.class)
                .single();
    }
}
