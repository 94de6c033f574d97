package org.raceway.enterprises;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What the registry itself keeps of an enterprise. Its name and codes stay: the genealogies of sold things refer to them. */
@Component
class RegistryData implements EnterpriseData {
    /** Of the registration and its papers. */
    private static final int YEARS = 3;

    private static final String CONTACTS = "enterprises.rule.contacts";
    private static final String CAPABILITIES = "enterprises.rule.capabilities";
    private static final String FIGURES = "enterprises.rule.figures";
    private static final String DRAFTS = "enterprises.rule.drafts";
    private static final String PAPERS = "enterprises.rule.papers";
    private static final String NAME = "enterprises.rule.name";

    private final JdbcClient database;
    private final Records records;
    private final Capabilities capabilities;
    private final JsonMapper json;

    RegistryData(JdbcClient database, Records records, Capabilities capabilities, JsonMapper json) {
        this.database = database;
        this.records = records;
        this.capabilities = capabilities;
        this.json = json;
    }

    @Override
    public String room() {
        return "enterprises";
    }

    @Override
    public void export(UUID enterprise, Archive archive) throws IOException {
        Profile profile = records.profile(enterprise).orElseThrow();
        write(archive, "enterprise.json", Map.of("enterprise", profile, "sources", records.sources(enterprise)));
        write(archive, "contacts.json", records.contacts(enterprise));
        List<Records.StoredLicence> licences = records.licences(enterprise);
        write(archive, "licences.json", licences);
        write(archive, "capabilities.json", capabilities.of(enterprise));
        write(archive, "history.json", records.steps(enterprise));
        List<UUID> files = database.sql("select id from enterprise_file where enterprise = :enterprise order by id")
                .param("enterprise", enterprise)
                .query(UUID.class)
                .list();
        for (UUID file : files) {
            byte[] content = database.sql("select content from enterprise_file where id = :id")
                    .param("id", file)
                    .query(byte[].class)
                    .single();
            String type = database.sql("select media_type from enterprise_file where id = :id")
                    .param("id", file)
                    .query(String.class)
                    .single();
            OutputStream output = archive.file("scans/" + file
                    + switch (type) {
                        case "application/pdf" -> ".pdf";
                        case "image/png" -> ".png";
                        default -> ".jpg";
                    });
            output.write(content);
        }
    }

    private void write(Archive archive, String name, Object value) throws IOException {
        archive.file(name).write(json.writerWithDefaultPrettyPrinter().writeValueAsBytes(value));
    }

    @Override
    public List<Rule> rules() {
        return List.of(
                new Rule(CONTACTS, null),
                new Rule(CAPABILITIES, null),
                new Rule(FIGURES, null),
                new Rule(DRAFTS, null),
                new Rule(PAPERS, YEARS),
                new Rule(NAME, 10));
    }

    @Override
    public Map<String, Integer> erase(UUID enterprise) {
        Map<String, Integer> erased = new LinkedHashMap<>();
        erased.put(CONTACTS, delete("delete from enterprise_contact where enterprise = :enterprise", enterprise));
        erased.put(
                CAPABILITIES, delete("delete from enterprise_capability where enterprise = :enterprise", enterprise));
        erased.put(
                FIGURES,
                delete("update enterprise set employees = null, revenue = null where id = :enterprise", enterprise));
        erased.put(DRAFTS, delete("""
                        delete from enterprise_application
                        where enterprise = :enterprise and phase in ('DRAFT', 'REJECTED', 'WITHDRAWN')
                        """, enterprise));
        return erased;
    }

    @Override
    public void purge(UUID enterprise) {
        delete("""
                delete from enterprise_application_step
                where application in (select id from enterprise_application where enterprise = :enterprise)
                """, enterprise);
        delete("delete from enterprise_application where enterprise = :enterprise", enterprise);
        delete("delete from enterprise_licence where enterprise = :enterprise", enterprise);
        delete("delete from enterprise_file where enterprise = :enterprise", enterprise);
    }

    private int delete(String sql, UUID enterprise) {
        return database.sql(sql).param("enterprise", enterprise).update();
    }
}
