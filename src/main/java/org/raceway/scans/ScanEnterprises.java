package org.raceway.scans;

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

/** What is kept of an enterprise's codes, and what becomes of it when records are merged or it leaves. */
@Component
class ScanEnterprises implements EnterpriseData {
    private static final String RULE = "scans.rule.codes";
    private static final int MOST = 1_000_000;

    private final JdbcClient database;
    private final Findings findings;
    private final JsonMapper json;

    ScanEnterprises(JdbcClient database, Findings findings, JsonMapper json) {
        this.database = database;
        this.findings = findings;
        this.json = json;
    }

    @EventListener
    void merged(EnterprisesMerged merged) {
        database.sql("""
                delete from code_finding other using code_finding kept
                where other.maker = :from and kept.maker = :into and kept.code_key = other.code_key and kept.cause = other.cause
                """)
                .param("from", merged.from())
                .param("into", merged.into())
                .update();
        database.sql("""
                delete from code_rule other using code_rule kept
                where other.maker = :from and kept.maker = :into and kept.product = other.product
                """)
                .param("from", merged.from())
                .param("into", merged.into())
                .update();
        for (String table : List.of("code_scan", "code_finding", "code_rule", "code_report")) {
            database.sql("update " + table + " set maker = :into where maker = :from")
                    .param("from", merged.from())
                    .param("into", merged.into())
                    .update();
        }
    }

    @Override
    public String room() {
        return "scans";
    }

    @Override
    public void export(UUID enterprise, Archive archive) throws IOException {
        write(
                archive,
                "findings.json",
                database.sql("select " + Findings.COLUMNS
                                + " from code_finding where maker = :maker order by id limit :most")
                        .param("maker", enterprise)
                        .param("most", MOST)
                        .query(findings::finding)
                        .list());
        write(
                archive,
                "reports.json",
                database.sql("select " + Reports.COLUMNS
                                + " from code_report where maker = :maker order by id limit :most")
                        .param("maker", enterprise)
                        .param("most", MOST)
                        .query(Reports::report)
                        .list());
        write(
                archive,
                "scans.json",
                database.sql("select " + StoredScans.COLUMNS
                                + " from code_scan where maker = :maker order by id desc limit :most")
                        .param("maker", enterprise)
                        .param("most", MOST)
                        .query(StoredScans::scan)
                        .list());
    }

    private void write(Archive archive, String name, List<?> rows) throws IOException {
        archive.file(name).write(json.writerWithDefaultPrettyPrinter().writeValueAsBytes(rows));
    }

    @Override
    public List<Rule> rules() {
        return List.of(new Rule(RULE, null));
    }

    @Override
    public Map<String, Integer> erase(UUID enterprise) {
        int deleted = 0;
        for (String table : List.of("code_scan", "code_finding", "code_rule", "code_report")) {
            deleted += database.sql("delete from " + table + " where maker = :maker")
                    .param("maker", enterprise)
                    .update();
        }
        return Map.of(RULE, deleted);
    }
}
