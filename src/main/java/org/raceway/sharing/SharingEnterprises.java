package org.raceway.sharing;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.raceway.enterprises.EnterpriseData;
import org.raceway.enterprises.EnterprisesMerged;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What is kept of an enterprise here, and what becomes of it when records are merged. */
@Component
class SharingEnterprises implements EnterpriseData {
    private final JdbcClient database;
    private final JsonMapper json;

    SharingEnterprises(JdbcClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    @EventListener
    void merged(EnterprisesMerged merged) {
        for (String side : List.of("owner", "partner")) {
            database.sql("update sharing_rule set " + side + " = :into where " + side + " = :from")
                    .param("from", merged.from())
                    .param("into", merged.into())
                    .update();
        }
    }

    @Override
    public String room() {
        return "sharing";
    }

    @Override
    public void export(UUID enterprise, Archive archive) throws IOException {
        archive.file("rules.json")
                .write(json.writerWithDefaultPrettyPrinter()
                        .writeValueAsBytes(database.sql("select " + SharingRules.COLUMNS
                                        + " from sharing_rule where owner = :enterprise order by id")
                                .param("enterprise", enterprise)
                                .query(SharingRules::rule)
                                .list()));
    }

    /** None: what was closed stays closed, since the events stay too. */
    @Override
    public List<Rule> rules() {
        return List.of();
    }

    @Override
    public Map<String, Integer> erase(UUID enterprise) {
        return Map.of();
    }
}
