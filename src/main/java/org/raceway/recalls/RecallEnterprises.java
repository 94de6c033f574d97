package org.raceway.recalls;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.raceway.enterprises.EnterpriseData;
import org.raceway.enterprises.EnterpriseLeft;
import org.raceway.enterprises.EnterprisesMerged;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What is kept of an enterprise in recalls, and what becomes of it when records are merged. */
@Component
class RecallEnterprises implements EnterpriseData {
    /** A claim for damage by a defective product lapses ten years after its delivery. */
    private static final int YEARS = 10;

    private final StoredRecalls recalls;
    private final JdbcClient database;
    private final JsonMapper json;

    RecallEnterprises(StoredRecalls recalls, JdbcClient database, JsonMapper json) {
        this.recalls = recalls;
        this.database = database;
        this.json = json;
    }

    @EventListener
    void merged(EnterprisesMerged merged) {
        recalls.follow(merged.from(), merged.into());
    }

    @EventListener
    void left(EnterpriseLeft left) {
        recalls.left(left.enterprise());
    }

    @Override
    public String room() {
        return "recalls";
    }

    @Override
    public void export(UUID enterprise, Archive archive) throws IOException {
        archive.file("recalls.json")
                .write(json.writerWithDefaultPrettyPrinter()
                        .writeValueAsBytes(database.sql("select " + StoredRecalls.COLUMNS
                                        + " from recall where initiator = :enterprise order by id")
                                .param("enterprise", enterprise)
                                .query(recalls::recall)
                                .list()));
        archive.file("goods.json")
                .write(json.writerWithDefaultPrettyPrinter()
                        .writeValueAsBytes(database.sql("select " + StoredRecalls.ITEM_COLUMNS
                                        + " from recall_item where holder = :enterprise order by id limit :most")
                                .param("enterprise", enterprise)
                                .param("most", StoredRecalls.MOST_ITEMS)
                                .query(StoredRecalls::item)
                                .list()));
    }

    @Override
    public List<Rule> rules() {
        return List.of(new Rule("recalls.rule.goods", YEARS));
    }

    @Override
    public Map<String, Integer> erase(UUID enterprise) {
        return Map.of();
    }
}
