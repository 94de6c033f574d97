package org.raceway.subcontracting;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.raceway.enterprises.EnterpriseData;
import org.raceway.enterprises.EnterprisesMerged;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What is kept of an enterprise here, and what becomes of it when records are merged. */
@Component
class SubcontractEnterprises implements EnterpriseData {
    private final JdbcClient database;
    private final JsonMapper json;

    SubcontractEnterprises(JdbcClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /** The remaining record's own terms come first. */
    @EventListener
    void merged(EnterprisesMerged merged) {
        for (String side : Set.of("principal", "partner")) {
            String other = side.equals("principal") ? "partner" : "principal";
            database.sql("delete from subcontract_term old using subcontract_term kept where old." + side
                            + " = :from and kept." + side + " = :into and kept." + other + " is not distinct from old."
                            + other + " and kept.product is not distinct from old.product"
                            + " and kept.step is not distinct from old.step")
                    .param("from", merged.from())
                    .param("into", merged.into())
                    .update();
            database.sql("update subcontract_term set " + side + " = :into where " + side + " = :from")
                    .param("from", merged.from())
                    .param("into", merged.into())
                    .update();
        }
    }

    @Override
    public String room() {
        return "subcontracting";
    }

    @Override
    public void export(UUID enterprise, Archive archive) throws IOException {
        archive.file("terms.json")
                .write(json.writerWithDefaultPrettyPrinter()
                        .writeValueAsBytes(database.sql("select " + Terms.COLUMNS
                                        + " from subcontract_term where principal = :enterprise order by id")
                                .param("enterprise", enterprise)
                                .query(Terms::term)
                                .list()));
    }

    @Override
    public List<Rule> rules() {
        return List.of(new Rule("subcontracting.terms", null));
    }

    @Override
    public Map<String, Integer> erase(UUID enterprise) {
        return Map.of(
                "subcontracting.terms",
                database.sql("delete from subcontract_term where principal = :enterprise or partner = :enterprise")
                        .param("enterprise", enterprise)
                        .update());
    }
}
