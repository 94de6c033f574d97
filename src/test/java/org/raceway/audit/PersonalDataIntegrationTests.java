package org.raceway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.raceway.RacewayIntegrationTest;
import org.raceway.people.Accounts;
import org.raceway.people.Role;
import org.raceway.platform.ProblemException;
import org.raceway.platform.WholeDatabase;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;

@RacewayIntegrationTest
class PersonalDataIntegrationTests {
    private static final String PASSWORD = "correct-horse-battery";
    /** The ledgers' own tables and the database's: no data on people but what documents say of enterprises. */
    private static final Set<String> LEDGERS = Set.of("flyway_schema_history");

    private final JdbcClient whole;
    private final PersonalDataRegister register;
    private final Erasures erasures;
    private final Accounts accounts;
    private final AuditTrail trail;
    private final Sealer sealer;
    private final RestTestClient client;
    private final String login = "privacy-" + UUID.randomUUID().toString().substring(0, 8);

    @Autowired
    PersonalDataIntegrationTests(
            WholeDatabase whole,
            PersonalDataRegister register,
            Erasures erasures,
            Accounts accounts,
            AuditTrail trail,
            Sealer sealer,
            RestTestClient client) {
        this.whole = whole.client();
        this.register = register;
        this.erasures = erasures;
        this.accounts = accounts;
        this.trail = trail;
        this.sealer = sealer;
        this.client = client;
    }

    record TextColumn(String table, String name) {}

    @Test
    void declaresEveryColumnThatMayHoldPersonalData() {
        List<TextColumn> columns = textColumns();
        Set<String> undeclared = new TreeSet<>();
        for (TextColumn column : columns) {
            if (!LEDGERS.contains(column.table()) && !register.knows(column.table(), column.name())) {
                undeclared.add(column.table() + "." + column.name());
            }
        }
        assertThat(undeclared)
                .as("declare these in personal-data/<room>.json, as personal or as not")
                .isEmpty();
    }

    @Test
    void declaresNoColumnThatIsNotThere() {
        Set<String> there = new TreeSet<>();
        Set<String> tables = new TreeSet<>();
        whole.sql("select table_name, column_name from information_schema.columns where table_schema = 'public'")
                .query((row, index) -> new TextColumn(row.getString(1), row.getString(2)))
                .list()
                .forEach(column -> {
                    tables.add(column.table());
                    there.add(column.table() + "." + column.name());
                });
        assertThat(register.columns()).extracting(PersonalColumn::name).isSubsetOf(there);
        register.notPersonal().forEach((table, names) -> {
            assertThat(tables).contains(table);
            for (String name : names) {
                assertThat(name.equals("*") || there.contains(table + "." + name))
                        .as(table + "." + name)
                        .isTrue();
            }
        });
    }

    @Test
    void knowsNothingOfAColumnThatNobodyDeclared() {
        assertThat(register.knows("account", "favourite_colour")).isFalse();
        assertThat(register.knows("account", "phone")).isTrue();
        assertThat(register.knows("account", "language")).isTrue();
    }

    @Test
    void keepsTheTrailWholeWhenAPersonIsErased() {
        UUID person = open(login, Role.WORKSHOP);
        AuditActor actor =
                new AuditActor(AuditActor.Kind.ACCOUNT, person, null, null, "203.0.113.9", "client/1", "r-1");
        trail.recordAs(actor, AuditEntry.done("audit.test", "thing", login));
        trail.recordAs(actor, AuditEntry.done("audit.test", "thing", login));
        UUID old = whole.sql("select entry from audit_origin where account = ? limit 1")
                .param(person)
                .query(UUID.class)
                .single();
        age(old);
        open(login + "-op", Role.OPERATOR);
        UUID id = ask();
        assertThat(preview(id)).contains("audit_origin", "\"erasure\":\"LATER\"");
        assertThat(post(login + "-op", "/api/v1/privacy/erasures/" + id + "/erase"))
                .isEqualTo(200);
        assertThat(origins(person)).isEqualTo(1);
        assertThat(whole.sql("select account::text from account where id = ?")
                        .param(person)
                        .query(String.class)
                        .single())
                .contains("ERASED")
                .doesNotContain("王小明", "Xiaoming", login);
        assertThat(status(login, "/api/v1/privacy/me")).isEqualTo(401);
        assertThat(post(login + "-op", "/api/v1/privacy/erasures/" + id + "/erase"))
                .isEqualTo(409);
        while (sealer.seal() > 0) {
            // until all is sealed
        }
        assertThat(new ChainVerifier(whole).all(List.of()).damage()).isNull();
        assertThat(whole.sql("select count(*) from audit_entry where action = 'privacy.erase' and subject = ?")
                        .param(person.toString())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void refusesOnlyWithAReason() {
        UUID person = open(login, Role.WORKSHOP);
        UUID id = ask();
        assertThatThrownBy(() -> erasures.refuse(id, person, "no")).isInstanceOf(ProblemException.class);
    }

    @Test
    void letsAPersonDownloadTheirOwnDataAndNobodyElseDecide() {
        UUID person = open(login, Role.WORKSHOP);
        trail.recordAs(
                new AuditActor(AuditActor.Kind.ACCOUNT, person, null, null, "203.0.113.9", "client/1", "r-1"),
                AuditEntry.done("audit.test", "thing", login));
        String mine = get(login, "/api/v1/privacy/me");
        assertThat(mine).contains("203.0.113.9", "audit.test", person.toString());
        assertThat(post(login, "/api/v1/privacy/erasures/" + UUID.randomUUID() + "/erase"))
                .isEqualTo(403);
    }

    private UUID ask() {
        assertThat(post(login, "/api/v1/privacy/me/erasure")).isEqualTo(202);
        return whole.sql("select id from erasure_request where account = (select id from account where login = ?)")
                .param(login)
                .query(UUID.class)
                .single();
    }

    private String preview(UUID id) {
        return get(login + "-op", "/api/v1/privacy/erasures/" + id);
    }

    /** As if it had been written long ago; the table's trigger lets nobody change it. */
    private void age(UUID entry) {
        whole.sql("alter table audit_origin disable trigger audit_origin_stays").update();
        whole.sql("update audit_origin set recorded_at = recorded_at - interval '400 days' where entry = ?")
                .param(entry)
                .update();
        whole.sql("alter table audit_origin enable trigger audit_origin_stays").update();
    }

    private long origins(UUID person) {
        return whole.sql("select count(*) from audit_origin where account = ? and address = '203.0.113.9'")
                .param(person)
                .query(Long.class)
                .single();
    }

    private List<TextColumn> textColumns() {
        return whole.sql("""
                        select c.relname, a.attname
                        from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                             join pg_type t on t.oid = a.atttypid
                        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
                          and t.typname in ('text', 'varchar', '_text', '_varchar', 'jsonb', 'json', 'bytea', 'inet')
                        order by 1, 2
                        """)
                .query((row, index) -> new TextColumn(row.getString(1), row.getString(2)))
                .list();
    }

    private UUID open(String name, Role role) {
        return accounts.create(new Accounts.NewAccount(name, PASSWORD, "王小明", "Wang Xiaoming", role, null));
    }

    private String get(String name, String path) {
        byte[] body = client.get()
                .uri(path)
                .headers(headers -> headers.setBasicAuth(name, PASSWORD))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseBodyContent();
        return new String(body, StandardCharsets.UTF_8);
    }

    private int status(String name, String path) {
        return client.get()
                .uri(path)
                .headers(headers -> headers.setBasicAuth(name, PASSWORD))
                .exchange()
                .returnResult(Void.class)
                .getStatus()
                .value();
    }

    private int post(String name, String path) {
        return client.post()
                .uri(path)
                .headers(headers -> headers.setBasicAuth(name, PASSWORD))
                .body(Map.of())
                .exchange()
                .returnResult(Void.class)
                .getStatus()
                .value();
    }
}
