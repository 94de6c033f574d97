package org.raceway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.raceway.Journeys;
import org.raceway.RacewayIntegrationTest;
import org.raceway.enterprises.Enterprise;
import org.raceway.enterprises.EnterpriseKind;
import org.raceway.enterprises.Enterprises;
import org.raceway.identifiers.gs1.CheckDigits;
import org.raceway.identifiers.gs1.UnifiedSocialCreditCode;
import org.raceway.people.Accounts;
import org.raceway.people.Role;
import org.raceway.platform.Cell;
import org.raceway.platform.Column;
import org.raceway.platform.Filter;
import org.raceway.platform.TableDefinition;
import org.raceway.platform.TableQuery;
import org.raceway.platform.TableSource;
import org.raceway.platform.Tables;
import org.raceway.platform.WholeDatabase;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.client.RestTestClient;

@RacewayIntegrationTest
class AuditPagesIntegrationTests {
    private static final String PASSWORD = "correct-horse-battery";
    private static final UUID MINE = UUID.randomUUID();
    private static final UUID THEIRS = UUID.randomUUID();

    private final RestTestClient client;
    private final AuditTrail trail;
    private final Accounts accounts;
    private final JdbcClient whole;
    private final Sealer sealer;
    private final Tables tables;
    private final Path home;
    private final int port;
    private final String mark = "mark-" + UUID.randomUUID();

    @Autowired
    AuditPagesIntegrationTests(
            RestTestClient client,
            AuditTrail trail,
            WholeDatabase whole,
            Sealer sealer,
            Tables tables,
            Accounts accounts,
            Enterprises enterprises,
            @Value("${raceway.home}") Path home,
            @LocalServerPort int port) {
        this.port = port;
        this.client = client;
        this.trail = trail;
        this.accounts = accounts;
        this.whole = whole.client();
        this.sealer = sealer;
        this.home = home;
        this.tables = tables;
        register(enterprises, MINE);
        register(enterprises, THEIRS);
        open(accounts, "audit-auditor", Role.AUDITOR, null);
        open(accounts, "audit-operator", Role.OPERATOR, null);
        open(accounts, "audit-owner", Role.PLANT_OWNER, MINE);
        open(accounts, "audit-workshop", Role.WORKSHOP, MINE);
    }

    @BeforeEach
    void record() {
        trail.recordAs(
                AuditActor.raceway("sandbox"),
                AuditEntry.done("audit.test", "thing", mark).about(MINE));
        trail.recordAs(
                AuditActor.raceway("sandbox"),
                AuditEntry.done("audit.test", "thing", mark).about(THEIRS));
        trail.recordAs(AuditActor.raceway("sandbox"), AuditEntry.refused("audit.test", "thing", mark));
    }

    @Test
    void showsTheAuditorAllAndAnEnterpriseItsOwn() {
        assertThat(entries("audit-auditor")).hasSize(3);
        assertThat(entries("audit-owner"))
                .hasSize(1)
                .allSatisfy(line -> assertThat(line.toString()).contains(MINE.toString()));
        assertThat(status("audit-operator", "/api/v1/audit")).isEqualTo(403);
        assertThat(status("audit-workshop", "/api/v1/audit")).isEqualTo(403);
        assertThat(status("audit-owner", "/api/v1/audit/head")).isEqualTo(403);
    }

    @Test
    void hidesAnothersEntryAlsoFromWhoKnowsItsId() {
        UUID theirs = whole.sql("select id from audit_entry where subject = ? and enterprise = ?")
                .params(mark, THEIRS)
                .query(UUID.class)
                .single();
        assertThat(status("audit-auditor", "/api/v1/audit/" + theirs)).isEqualTo(200);
        assertThat(status("audit-owner", "/api/v1/audit/" + theirs)).isEqualTo(404);
    }

    @Test
    void recordsWhoReadsIt() {
        long before = reads();
        entries("audit-owner");
        assertThat(reads()).isEqualTo(before + 1);
    }

    @Test
    void saysWhoActedForWhom(@TempDir Path folder) throws Exception {
        open(accounts, "audit-borrower", Role.WORKSHOP, MINE);
        UUID owner = account("audit-owner");
        UUID borrower = account("audit-borrower");
        client.post()
                .uri("/api/v1/delegations")
                .headers(headers -> headers.setBasicAuth("audit-owner", PASSWORD))
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of(
                        "receiver",
                        borrower,
                        "permissions",
                        List.of("audit.read"),
                        "until",
                        Instant.now().plusSeconds(3600)))
                .exchange()
                .expectStatus()
                .isCreated();
        entries("audit-borrower");
        UUID entry = whole.sql("select id from audit_entry where actor = ? and actor_for = ? and action = 'audit.read'")
                .params(borrower, owner)
                .query(UUID.class)
                .single();
        assertThat(whole.sql("select count(*) from audit_entry where actor = ? and actor_for is not null")
                        .param(owner)
                        .query(Long.class)
                        .single())
                .as("the owner used a permission of their own")
                .isZero();
        while (sealer.seal() > 0) {
            // until all is sealed
        }
        String line = export("audit-auditor", "?actor=" + owner + "&action=audit.read")
                .lines()
                .filter(one -> one.contains(entry.toString()))
                .findFirst()
                .orElseThrow();
        assertThat(line)
                .contains("\"actor\":{\"account\":\"" + borrower + "\",\"enterprise\":\"" + MINE + "\",\"for\":\""
                        + owner + "\",\"kind\":\"account\"}");
        assertThat(verify(folder, List.of(line))).isEqualTo(AuditCommand.GOOD);
        assertThat(verify(folder, List.of(line.replace("\"for\":\"" + owner, "\"for\":\"" + borrower))))
                .isEqualTo(AuditCommand.DAMAGED);
        Journeys journeys = Journeys.on(port);
        for (int width : List.of(360, 1280)) {
            String language = width == 360 ? "zh" : "en";
            try (BrowserContext context = journeys.context(language, width)) {
                Page page = journeys.logIn(context, "audit-auditor", PASSWORD);
                journeys.open(page, "/audit?actor=" + owner);
                assertThat(page.content()).containsPattern("审\\S+（受 审\\S+ 委托）|A[^<]* for A");
                Journeys.picture(page, "audit-lent", language, width);
                journeys.open(page, "/audit/" + entry);
                assertThat(page.content()).containsAnyOf("委托人", "On behalf of");
                Journeys.picture(page, "audit-entry-lent", language, width);
            }
        }
    }

    @Test
    void exportsWhatVerifiesAndFindsEveryChangeOfIt(@TempDir Path folder) throws Exception {
        while (sealer.seal() > 0) {
            // until all is sealed
        }
        String export = export("audit-auditor", "?subject=" + mark);
        List<String> lines = new ArrayList<>(export.lines().toList());
        assertThat(lines).hasSize(3).allSatisfy(line -> assertThat(line).startsWith("{\"digest\":\""));
        assertThat(verify(folder, lines)).isEqualTo(AuditCommand.GOOD);
        assertThat(verify(folder, List.of(lines.get(0).replace(MINE.toString(), THEIRS.toString()))))
                .isEqualTo(AuditCommand.DAMAGED);
        assertThat(verify(folder, List.of(lines.get(0), "{}"))).isEqualTo(AuditCommand.DAMAGED);
        Collections.swap(lines, 0, 2);
        assertThat(verify(folder, lines)).isEqualTo(AuditCommand.DAMAGED);
        assertThat(export("audit-owner", "?subject=" + mark).lines()).hasSize(1);
        assertThat(whole.sql("""
                        select count(*) from audit_entry where action = 'audit.export' and enterprise = ?
                        and details->>'rows' = '1'
                        """).param(MINE).query(Long.class).single()).isPositive();
    }

    @Test
    void verifiesTheDatabaseOfARunningRaceway() {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int exit = new AuditCommand(home, Map.of(), new PrintStream(said, true, StandardCharsets.UTF_8))
                .run(List.of("verify"));
        assertThat(exit).as(said.toString(StandardCharsets.UTF_8)).isEqualTo(AuditCommand.GOOD);
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("All is well");
    }

    @Test
    void recordsTheExportOfATable() {
        TableDefinition<String> definition = new TableDefinition<>(
                mark,
                "/none",
                List.of(new Column<>(
                        "word", "table.rows", Column.Kind.WORD, false, true, (row, texts) -> Cell.of(row))),
                List.of(new Filter("name", "table.rows", Filter.Kind.TEXT, List.of())),
                "table.noMatch",
                null,
                null);
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/none");
        request.setParameter("export", "csv");
        request.setParameter("name", "王小明");
        tables.show("none", definition, new TwoWords(), request, new MockHttpServletResponse());
        assertThat(whole.sql("select details::text from audit_entry where action = 'tables.export' and subject = ?")
                        .param(mark)
                        .query(String.class)
                        .single())
                .contains("\"rows\": \"2\"", "\"filters\": \"name\"", "csv")
                .doesNotContain("王小明");
    }

    private static final class TwoWords implements TableSource<String> {
        @Override
        public long count(TableQuery query, long most) {
            return 2;
        }

        @Override
        public List<String> rows(TableQuery query, int limit, long offset) {
            return List.of("one", "two");
        }

        @Override
        public void each(TableQuery query, int most, Consumer<String> row) {
            List.of("one", "two").forEach(row);
        }
    }

    private int verify(Path folder, List<String> lines) throws Exception {
        Path file = folder.resolve("audit.jsonl");
        Files.write(file, lines);
        return new AuditCommand(
                        folder, Map.of(), new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8))
                .run(List.of("verify", file.toString()));
    }

    private UUID account(String login) {
        return whole.sql("select id from account where login = ?")
                .param(login)
                .query(UUID.class)
                .single();
    }

    private long reads() {
        return whole.sql("select count(*) from audit_entry where action = 'audit.read' and enterprise = ?")
                .param(MINE)
                .query(Long.class)
                .single();
    }

    private List<?> entries(String login) {
        Map<?, ?> body = client.get()
                .uri("/api/v1/audit?subject=" + mark)
                .headers(headers -> headers.setBasicAuth(login, PASSWORD))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody();
        return body == null ? List.of() : (List<?>) Objects.requireNonNull(body.get("entries"));
    }

    private String export(String login, String query) {
        byte[] body = client.get()
                .uri("/api/v1/audit/export" + query)
                .accept(MediaType.ALL)
                .headers(headers -> headers.setBasicAuth(login, PASSWORD))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseBodyContent();
        return new String(body, StandardCharsets.UTF_8);
    }

    private int status(String login, String path) {
        return client.get()
                .uri(path)
                .headers(headers -> headers.setBasicAuth(login, PASSWORD))
                .exchange()
                .returnResult(Void.class)
                .getStatus()
                .value();
    }

    private static void open(Accounts accounts, String login, Role role, @Nullable UUID enterprise) {
        if (!accounts.exists(login)) {
            accounts.create(new Accounts.NewAccount(login, PASSWORD, "审计测试", "Audit test", role, enterprise));
        }
    }

    private static void register(Enterprises enterprises, UUID id) {
        if (enterprises.byId(id).isEmpty()) {
            String uscc = "91371581MAAT"
                    + "%05d".formatted(ThreadLocalRandom.current().nextInt(100_000));
            String gln = "954" + "%09d".formatted(ThreadLocalRandom.current().nextInt(1_000_000_000));
            enterprises.register(new Enterprise(
                    id,
                    uscc + UnifiedSocialCreditCode.checkCharacter(uscc),
                    gln + CheckDigits.of(gln),
                    gln.substring(0, 9),
                    EnterpriseKind.GRINDER,
                    "审计试验轴承有限公司",
                    "Audit Trial Bearings",
                    "371581",
                    null,
                    null,
                    true));
        }
    }
}
