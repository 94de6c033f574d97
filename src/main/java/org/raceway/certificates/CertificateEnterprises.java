package org.raceway.certificates;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.raceway.enterprises.EnterpriseData;
import org.raceway.enterprises.Enterprises;
import org.raceway.enterprises.EnterprisesMerged;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * An enterprise's certificates when it takes its data, leaves, or turns out to be another. When it leaves they stay, as the steel's
 * trace does; lists that were never confirmed go.
 */
@Component
class CertificateEnterprises implements EnterpriseData {
    /** A claim for damage by a defective product lapses ten years after its delivery. */
    private static final int YEARS = 10;

    private static final String LISTS = "certificates.rule.lists";

    private final JdbcClient database;
    private final Certificates certificates;
    private final Enterprises enterprises;
    private final JsonMapper json;

    CertificateEnterprises(JdbcClient database, Certificates certificates, Enterprises enterprises, JsonMapper json) {
        this.database = database;
        this.certificates = certificates;
        this.enterprises = enterprises;
        this.json = json;
    }

    @Override
    public String room() {
        return "certificates";
    }

    @Override
    public void export(UUID enterprise, Archive archive) throws IOException {
        List<MillCertificate> all = database.sql("select " + Certificates.COLUMNS
                        + " from mill_certificate where owner = any(:owners) order by id")
                .param("owners", enterprises.idsOf(enterprise).toArray(UUID[]::new))
                .query(certificates::read)
                .list();
        if (all.isEmpty()) {
            return;
        }
        archive.file("certificates.json").write(json.writeValueAsBytes(all));
        for (MillCertificate certificate : all) {
            Certificates.Scan scan = certificates.scan(certificate).orElse(null);
            if (scan != null) {
                String name = scan.name();
                archive.file("scans/" + certificate.id() + name.substring(Math.max(name.lastIndexOf('.'), 0)))
                        .write(scan.content());
            }
        }
    }

    @Override
    public List<Rule> rules() {
        return List.of(new Rule("certificates.rule.certificates", YEARS), new Rule(LISTS, null));
    }

    @Override
    public Map<String, Integer> erase(UUID enterprise) {
        return Map.of(
                LISTS,
                database.sql("delete from certificate_import where owner = :owner")
                        .param("owner", enterprise)
                        .update());
    }

    @EventListener
    void follow(EnterprisesMerged merged) {
        // What both have entered, the one that stays has already.
        move("""
                update mill_certificate set withdrawn_at = now(), withdrawn_why = number
                where owner = :from and withdrawn_at is null
                  and (number, heat_key) in (
                      select number, heat_key from mill_certificate where owner = :into and withdrawn_at is null)
                """, merged);
        move("update mill_certificate set owner = :into where owner = :from", merged);
        move("update certificate_import set owner = :into where owner = :from", merged);
        move("update balance_run set owner = :into where owner = :from", merged);
        move("update balance_result set owner = :into where owner = :from", merged);
    }

    private void move(String sql, EnterprisesMerged merged) {
        database.sql(sql)
                .param("from", merged.from())
                .param("into", merged.into())
                .update();
    }
}
