package org.raceway.people.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.raceway.RacewayIntegrationTest;
import org.raceway.TestBrowser;
import org.raceway.access.Isolation;
import org.raceway.access.Permission;
import org.raceway.enterprises.Enterprise;
import org.raceway.enterprises.EnterpriseData;
import org.raceway.enterprises.EnterpriseKind;
import org.raceway.enterprises.EnterpriseLeft;
import org.raceway.enterprises.Enterprises;
import org.raceway.enterprises.EnterprisesMerged;
import org.raceway.identifiers.gs1.CheckDigits;
import org.raceway.identifiers.gs1.UnifiedSocialCreditCode;
import org.raceway.people.Accounts;
import org.raceway.people.Principals;
import org.raceway.people.Role;
import org.raceway.platform.WholeDatabase;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/** Machines come in by keys and tokens, as far as these go and as long as they last. */
@RacewayIntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MachineAccessIntegrationTests {
    private static final String OWNER = "keys-owner";
    private static final String STRANGER = "keys-stranger";
    private static final String OPERATOR = "keys-operator";
    private static final String WORKSHOP = "keys-workshop";
    private static final String PASSWORD = "long enough 1";
    private static final String READS = Permission.EVENTS_READ.code();

    private final RestTestClient http;
    private final Accounts accounts;
    private final Enterprises enterprises;
    private final WholeDatabase whole;
    private final LiveKeys live;
    private final KeyUses uses;
    private final KeyExpiry expiry;
    private final UsedAssertions used;
    private final Principals principals;
    private final List<EnterpriseData> memberships;
    private final Isolation isolation;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final Path home;
    private final int port;
    private UUID plant = new UUID(0, 0);

    @Autowired
    MachineAccessIntegrationTests(
            RestTestClient http,
            Accounts accounts,
            Enterprises enterprises,
            WholeDatabase whole,
            LiveKeys live,
            KeyUses uses,
            KeyExpiry expiry,
            UsedAssertions used,
            Principals principals,
            List<EnterpriseData> rooms,
            Isolation isolation,
            PlatformTransactionManager transactions,
            ApplicationEventPublisher events,
            @Value("${raceway.home}") Path home,
            @LocalServerPort int port) {
        this.http = http;
        this.accounts = accounts;
        this.enterprises = enterprises;
        this.whole = whole;
        this.live = live;
        this.uses = uses;
        this.expiry = expiry;
        this.used = used;
        this.principals = principals;
        this.memberships =
                rooms.stream().filter(room -> room.room().equals("people")).toList();
        this.isolation = isolation;
        this.transaction = new TransactionTemplate(transactions);
        this.events = events;
        this.home = home;
        this.port = port;
    }

    @BeforeAll
    void openAccounts() {
        plant = enterprise("91371581MA3KEYTX1", "952987700001", "9529877", "密钥试验轴承厂", "Key Test Bearings");
        UUID other = enterprise("91371581MA3KEYTX2", "952987800001", "9529878", "邻厂", "Next Door Bearings");
        open(OWNER, Role.PLANT_OWNER, plant);
        open(WORKSHOP, Role.WORKSHOP, plant);
        open(STRANGER, Role.PLANT_OWNER, other);
        open(OPERATOR, Role.OPERATOR, null);
    }

    @Test
    void letsAMachineInByBothHeadersAndOnlyWhereItsPermissionsReach() {
        KeysApi.View key = make(Map.of("name", "gateway", "permissions", List.of(READS)));
        String secret = secretOf(key);
        assertThat(secret).matches("rwk_[0-9A-Za-z]{16}_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}");
        assertThat(key.key()).isEqualTo(secret.substring(0, 20));
        assertThat(Duration.between(key.createdAt(), key.expiresAt())).isEqualTo(Duration.ofDays(90));

        assertThat(status("/epcis/events?perPage=1", secret)).isEqualTo(200);
        http.get()
                .uri("/epcis/events?perPage=1")
                .header(KeyFilter.HEADER, secret)
                .exchange()
                .expectStatus()
                .isOk();
        // Not permitted to capture, nor to manage keys, whatever its maker may do.
        http.post()
                .uri("/epcis/capture")
                .header("Authorization", "Bearer " + secret)
                .contentType(MediaType.APPLICATION_JSON)
                .body("{}")
                .exchange()
                .expectStatus()
                .isForbidden();
        assertThat(status("/api/v1/keys", secret)).isEqualTo(403);
        String stored = whole.client()
                .sql("select access_key::text from access_key where id = :id")
                .param("id", key.id())
                .query(String.class)
                .single();
        assertThat(stored).doesNotContain(secret.substring(21, 64));
    }

    @Test
    void saysWhatIsWrongWithAKey() {
        String secret = secretOf(make(Map.of("name", "wrong", "permissions", List.of(READS))));
        problem("/epcis/events", secret.substring(0, secret.length() - 1), 401, "key-malformed");
        KeyText known = Objects.requireNonNull(KeyText.read(secret));
        KeyText guessed = KeyText.withNewSecret(KeyKind.API_KEY, known.id());
        problem("/epcis/events", guessed.written(), 401, "key-wrong");
        problem(
                "/epcis/events",
                KeyText.withNewSecret(KeyKind.API_KEY, KeyText.newId()).written(),
                401,
                "key-wrong");
        problem("/epcis/events", "eyJhbGciOiJub25lIn0.e30.", 401, "token-invalid");
        http.get()
                .uri("/epcis/events")
                .header("Authorization", "Bearer " + guessed.written())
                .exchange()
                .expectHeader()
                .valueMatches("WWW-Authenticate", "Bearer .*invalid_token.*");
    }

    @Test
    void opensNoPageByAKeyOrASessionOfOne() {
        String secret = secretOf(make(Map.of("name", "pages", "permissions", List.of(READS))));
        problem("/events", secret, 403, "key-opens-no-pages");
        problem("/keys", secret, 403, "key-opens-no-pages");
        problem("/api/v1/me/security", secret, 403, "key-opens-no-pages");
        http.get()
                .uri("/epcis/events?perPage=1")
                .header("Authorization", "Bearer " + secret)
                .exchange()
                .expectHeader()
                .doesNotExist("Set-Cookie");
    }

    @Test
    void endsAKeyAtOnceWhenItIsRevoked() {
        KeysApi.View key = make(Map.of("name", "revoked", "permissions", List.of(READS)));
        String secret = secretOf(key);
        assertThat(status("/epcis/events?perPage=1", secret)).isEqualTo(200);
        post(OWNER, "/api/v1/keys/" + key.id() + "/revoke", Map.of(), 200);
        problem("/epcis/events", secret, 401, "key-revoked");
        post(OWNER, "/api/v1/keys/" + key.id() + "/rotate", Map.of(), 409);
        assertThat(audited("people.key-made", key.id())).isTrue();
        assertThat(audited("people.key-revoked", key.id())).isTrue();
    }

    @Test
    void believesWhatAnotherProcessHasChangedForSecondsOnly() {
        assertThat(LiveKeys.LIFETIME).isLessThanOrEqualTo(Duration.ofSeconds(30));
        KeysApi.View key = make(Map.of("name", "elsewhere", "permissions", List.of(READS)));
        String secret = secretOf(key);
        assertThat(status("/epcis/events?perPage=1", secret)).isEqualTo(200);
        whole.client()
                .sql("update access_key set revoked_at = now() where id = :id")
                .param("id", key.id())
                .update();
        assertThat(status("/epcis/events?perPage=1", secret))
                .as("not known here yet")
                .isEqualTo(200);
        live.changed(secret.substring(4, 20));
        assertThat(status("/epcis/events?perPage=1", secret)).isEqualTo(401);
    }

    @Test
    void endsAKeyWhenItsTimeIsOver() {
        KeysApi.View key = make(Map.of("name", "expired", "permissions", List.of(READS), "days", 1));
        whole.client()
                .sql("update access_key set expires_at = now() - interval '1 second' where id = :id")
                .param("id", key.id())
                .update();
        problem("/epcis/events", secretOf(key), 401, "key-expired");
        post(OWNER, "/api/v1/keys", Map.of("name", "long", "permissions", List.of(READS), "days", 367), 422);
    }

    @Test
    void letsTwoSecretsHoldWhileAKeyIsRotated() {
        KeysApi.View key = make(Map.of("name", "rotated", "permissions", List.of(READS)));
        String old = secretOf(key);
        assertThat(status("/epcis/events?perPage=1", old)).isEqualTo(200);
        String young = secretOf(post(OWNER, "/api/v1/keys/" + key.id() + "/rotate", Map.of("overlapHours", 1), 200));
        assertThat(young.substring(0, 20)).isEqualTo(old.substring(0, 20));
        assertThat(status("/epcis/events?perPage=1", old)).isEqualTo(200);
        assertThat(status("/epcis/events?perPage=1", young)).isEqualTo(200);
        String third = secretOf(post(OWNER, "/api/v1/keys/" + key.id() + "/rotate", Map.of(), 200));
        assertThat(status("/epcis/events?perPage=1", old)).isEqualTo(401);
        assertThat(status("/epcis/events?perPage=1", young)).isEqualTo(401);
        assertThat(status("/epcis/events?perPage=1", third)).isEqualTo(200);
    }

    @Test
    void refusesAnAddressThatIsNotAllowed() {
        String far = secretOf(make(Map.of(
                "name",
                "far",
                "permissions",
                List.of(READS),
                "addresses",
                List.of("203.0.113.0/24", "2001:db8::/32"))));
        problem("/epcis/events", far, 403, "key-address-refused");
        String near = secretOf(make(
                Map.of("name", "near", "permissions", List.of(READS), "addresses", List.of("127.0.0.0/8", "::1"))));
        assertThat(status("/epcis/events?perPage=1", near)).isEqualTo(200);
        post(
                OWNER,
                "/api/v1/keys",
                Map.of("name", "x", "permissions", List.of(READS), "addresses", List.of("localhost")),
                422);
    }

    @Test
    void handsOnNoMoreThanItsMakerHoldsAndNothingThatIsForPeople() {
        for (Permission permission : List.of(
                Permission.KEYS_MANAGE, Permission.PEOPLE_INVITE, Permission.ROLES_EDIT, Permission.ENTERPRISE_EXIT)) {
            post(OWNER, "/api/v1/keys", Map.of("name", "x", "permissions", List.of(permission.code())), 422);
        }
        post(OWNER, "/api/v1/keys", Map.of("name", "x", "permissions", List.of("no.such")), 422);
        post(OWNER, "/api/v1/keys", Map.of("name", "x", "permissions", List.of(Permission.CLUSTER_TOTALS.code())), 403);
        post(OWNER, "/api/v1/keys", Map.of("name", "x", "permissions", List.of()), 422);
        post(OWNER, "/api/v1/keys", Map.of("name", "", "permissions", List.of(READS)), 422);
        post(WORKSHOP, "/api/v1/keys", Map.of("name", "x", "permissions", List.of(READS)), 403);
        post(OPERATOR, "/api/v1/keys", Map.of("name", "x", "permissions", List.of(READS)), 403);
    }

    @Test
    void showsAnEnterpriseItsOwnKeysOnly() {
        KeysApi.View key = make(Map.of("name", "ours", "permissions", List.of(READS)));
        get(STRANGER, "/api/v1/keys/" + key.id(), 404);
        post(STRANGER, "/api/v1/keys/" + key.id() + "/revoke", Map.of(), 404);
        post(STRANGER, "/api/v1/keys/" + key.id() + "/rotate", Map.of(), 404);
        post(STRANGER, "/api/v1/keys/" + key.id() + "/limit", Map.of("requestsPerMinute", 1), 404);
        assertThat(names(STRANGER)).doesNotContain("ours");
        assertThat(names(OWNER)).contains("ours");
        assertThat(names(OPERATOR)).contains("ours");
        assertThat(status("/epcis/events?perPage=1", secretOf(key))).isEqualTo(200);
    }

    @Test
    void showsAPersonNoMoreKeysThanTheirRoleReaches() {
        String clerk = "keys-clerk";
        open(clerk, Role.WORKSHOP, plant);
        JdbcClient database = whole.client();
        UUID role = UUID.randomUUID();
        database.sql("""
                        insert into role (id, enterprise, name, english_name, permissions, scope, created_at)
                        values (:id, :plant, '设备员', 'Machine clerk', '{keys.manage}', 'OWN', now())
                        """).param("id", role).param("plant", plant).update();
        database.sql("""
                        update membership set roles = array[:role, 'QUALITY']
                        where account = (select id from account where login = :clerk)
                        """).param("role", role.toString()).param("clerk", clerk).update();
        KeysApi.View others = make(Map.of("kind", "CLIENT", "name", "a colleague's", "permissions", List.of(READS)));
        KeysApi.View own = Objects.requireNonNull(
                post(clerk, "/api/v1/keys", Map.of("name", "the clerk's", "permissions", List.of(READS)), 201));

        assertThat(names(clerk)).containsExactly("the clerk's");
        assertThat(names(OWNER)).contains("the clerk's", "a colleague's");
        TestBrowser browser = new TestBrowser(port, "clerk");
        browser.signIn(clerk, PASSWORD);
        String page = browser.get("/keys").body();
        assertThat(page)
                .contains("/keys/" + own.id())
                .doesNotContain(others.id().toString());
        get(clerk, "/api/v1/keys/" + own.id(), 200);
        get(clerk, "/api/v1/keys/" + others.id(), 404);
        post(clerk, "/api/v1/keys/" + others.id() + "/revoke", Map.of(), 404);
        post(clerk, "/api/v1/keys/" + own.id() + "/revoke", Map.of(), 200);
    }

    @Test
    void limitsAKeyAsItsEnterpriseWantsAndTheOperatorAllows() {
        KeysApi.View key = make(Map.of("name", "limited", "permissions", List.of(READS)));
        String secret = secretOf(key);
        http.get()
                .uri("/epcis/events?perPage=1")
                .header("Authorization", "Bearer " + secret)
                .exchange()
                .expectHeader()
                .valueMatches(
                        "RateLimit-Policy", "\"requests\";q=6000;w=60, \"bytes\";q=\\d+;w=60;qu=\"content-bytes\"")
                .expectHeader()
                .valueEquals("RateLimit", "\"requests\";r=5999;t=1");
        post(OWNER, "/api/v1/keys/" + key.id() + "/limit", Map.of("requestsPerMinute", 6_001), 403);
        post(OWNER, "/api/v1/keys/" + key.id() + "/limit", Map.of("requestsPerMinute", 2), 200);
        assertThat(status("/epcis/events?perPage=1", secret)).isEqualTo(200);
        assertThat(status("/epcis/events?perPage=1", secret)).isEqualTo(200);
        http.get()
                .uri("/epcis/events?perPage=1")
                .header("Authorization", "Bearer " + secret)
                .header("Accept-Language", "en")
                .exchange()
                .expectStatus()
                .isEqualTo(429)
                .expectHeader()
                .valueMatches("Retry-After", "[1-9]\\d?")
                .expectHeader()
                .valueMatches("RateLimit", "\"requests\";r=0;t=\\d+")
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("rate-limited")
                .jsonPath("$.title")
                .isEqualTo("Too many requests");
        KeysApi.View raised =
                post(OPERATOR, "/api/v1/keys/" + key.id() + "/limit", Map.of("requestsPerMinute", 60_000), 200);
        assertThat(Objects.requireNonNull(raised).mostRequestsPerMinute()).isEqualTo(60_000);
        post(OWNER, "/api/v1/keys/" + key.id() + "/limit", Map.of("requestsPerMinute", 30_000), 200);
        assertThat(status("/epcis/events?perPage=1", secret)).isEqualTo(200);
    }

    @Test
    void writesDownWhenAndFromWhereAKeyWasUsed() {
        KeysApi.View key = make(Map.of("name", "used", "permissions", List.of(READS)));
        for (int i = 0; i < 3; i++) {
            assertThat(status("/epcis/events?perPage=1", secretOf(key))).isEqualTo(200);
        }
        uses.write();
        KeysApi.View seen = Objects.requireNonNull(get(OWNER, "/api/v1/keys/" + key.id(), 200));
        assertThat(seen.lastUsedAt()).isAfter(Instant.now().minusSeconds(60));
        assertThat(seen.lastAddress()).isIn("127.0.0.1", "0:0:0:0:0:0:0:1");
        assertThat(whole.client()
                        .sql("select sum(requests) from access_key_use where key = :key")
                        .param("key", key.id())
                        .query(Long.class)
                        .single())
                .isEqualTo(3);
    }

    @Test
    void tellsTheEnterpriseTwiceBeforeAKeyEnds() {
        KeysApi.View key = make(Map.of("name", "ending", "permissions", List.of(READS), "days", 60));
        Instant end = key.expiresAt();
        for (Duration before : List.of(
                Duration.ofDays(15),
                Duration.ofDays(14),
                Duration.ofDays(10),
                Duration.ofDays(3),
                Duration.ofDays(1))) {
            expiry.tell(end.minus(before));
        }
        assertThat(whole
                        .client()
                        .sql("select count(*) from notice where link = :link union all"
                                + " select count(*) from notice_dispatch where link = :link")
                        .param("link", "/keys/" + key.id())
                        .query(Long.class)
                        .list()
                        .stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(2);
    }

    @Test
    void givesAClientATokenForItsSecretAndRefusesItOnceTheClientIsRevoked() {
        KeysApi.View client =
                make(Map.of("kind", "CLIENT", "name", "partner", "permissions", List.of(READS, "genealogy.read")));
        String secret = secretOf(client);
        assertThat(secret).startsWith("rwc_");
        problem("/epcis/events", secret, 401, "key-wrong");

        Map<String, Object> answer = token(form("grant_type", "client_credentials"), client.key(), secret, 200);
        assertThat(answer).containsEntry("token_type", "Bearer");
        assertThat(String.valueOf(answer.get("scope")).split(" ")).containsExactlyInAnyOrder(READS, "genealogy.read");
        assertThat(((Number) Objects.requireNonNull(answer.get("expires_in"))).intValue())
                .isBetween(590, 600);
        String token = String.valueOf(answer.get("access_token"));
        assertThat(status("/epcis/events?perPage=1", token)).isEqualTo(200);
        assertThat(status("/api/v1/keys", token)).isEqualTo(403);
        problem("/events", token, 403, "key-opens-no-pages");
        problem("/epcis/events", token.substring(0, token.length() - 4) + "AAAA", 401, "token-invalid");

        String narrow = String.valueOf(
                token(form("grant_type", "client_credentials", "scope", "genealogy.read"), client.key(), secret, 200)
                        .get("access_token"));
        assertThat(status("/epcis/events?perPage=1", narrow)).isEqualTo(403);

        post(OWNER, "/api/v1/keys/" + client.id() + "/revoke", Map.of(), 200);
        problem("/epcis/events", token, 401, "key-revoked");
        assertThat(token(form("grant_type", "client_credentials"), client.key(), secret, 401))
                .containsEntry("error", "invalid_client");
    }

    @Test
    void refusesWrongSecretsForeignScopesAndEveryOtherGrant() {
        KeysApi.View client = make(Map.of("kind", "CLIENT", "name", "strict", "permissions", List.of(READS)));
        String secret = secretOf(client);
        String other =
                KeyText.withNewSecret(KeyKind.CLIENT, client.key().substring(4)).written();
        assertThat(token(form("grant_type", "client_credentials"), client.key(), other, 401))
                .containsEntry("error", "invalid_client");
        assertThat(token(
                        form("grant_type", "client_credentials", "scope", "events.capture"), client.key(), secret, 400))
                .containsEntry("error", "invalid_scope");
        for (String grant : List.of("authorization_code", "refresh_token", "password")) {
            assertThat(token(form("grant_type", grant, "code", "x", "refresh_token", "x"), client.key(), secret, 400))
                    .extractingByKey("error")
                    .isIn("unsupported_grant_type", "invalid_grant");
        }
        // By the body as well.
        Map<String, Object> posted = http.post()
                .uri("/oauth2/token")
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .body(form("grant_type", "client_credentials", "client_id", client.key(), "client_secret", secret))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(new ParameterizedTypeReference<Map<String, Object>>() {})
                .returnResult()
                .getResponseBody();
        assertThat(posted).containsKey("access_token");
    }

    @Test
    void givesASigningClientATokenForItsSignatureOnly() throws Exception {
        ECKey pair = new ECKeyGenerator(Curve.P_256).keyID("one").generate();
        KeysApi.View client = make(Map.of(
                "kind",
                "SIGNING_CLIENT",
                "name",
                "signs",
                "permissions",
                List.of(READS),
                "publicKeys",
                pair.toPublicJWK().toJSONString()));
        assertThat(client.secret()).isNull();
        String token = String.valueOf(
                assertion(client.key(), pair, "http://localhost:" + port, 200).get("access_token"));
        assertThat(status("/epcis/events?perPage=1", token)).isEqualTo(200);
        ECKey forged = new ECKeyGenerator(Curve.P_256).keyID("one").generate();
        assertThat(assertion(client.key(), forged, "http://localhost:" + port, 401))
                .containsEntry("error", "invalid_client");
        assertThat(assertion(client.key(), pair, "https://elsewhere.example", 401))
                .containsEntry("error", "invalid_client");
        // Once only, and not for long.
        String once = signed(client.key(), pair, "http://localhost:" + port);
        assertThat(present(client.key(), once, 200)).containsKey("access_token");
        assertThat(present(client.key(), once, 401)).containsEntry("error", "invalid_client");
        Instant now = Instant.now();
        UUID jti = UUID.randomUUID();
        assertThat(used.use("client", jti.toString(), now.plus(UsedAssertions.LONGEST_LIFE.multipliedBy(2))))
                .isFalse();
        assertThat(used.use("client", jti.toString(), now.plusSeconds(60))).isTrue();
        assertThat(used.use("another", jti.toString(), now.plusSeconds(60))).isTrue();
        whole.client()
                .sql("update used_assertion set expires_at = now() - interval '1 hour' where client = 'client'")
                .update();
        assertThat(used.use("another", UUID.randomUUID().toString(), now.plusSeconds(60)))
                .isTrue();
        assertThat(whole.client()
                        .sql("select count(*) from used_assertion where client = 'client'")
                        .query(Integer.class)
                        .single())
                .as("what has ended is forgotten")
                .isZero();
        // What a client signs for itself is no access token.
        problem("/epcis/events", signed(client.key(), pair, "raceway-api"), 401, "token-invalid");
        post(
                OWNER,
                "/api/v1/keys",
                Map.of(
                        "kind",
                        "SIGNING_CLIENT",
                        "name",
                        "x",
                        "permissions",
                        List.of(READS),
                        "publicKeys",
                        pair.toJSONString()),
                422);
    }

    @Test
    void describesTheTokenEndpointAndNothingThatIsNotThere() throws Exception {
        Map<String, Object> document = http.get()
                .uri("/.well-known/oauth-authorization-server")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(new ParameterizedTypeReference<Map<String, Object>>() {})
                .returnResult()
                .getResponseBody();
        assertThat(document)
                .containsEntry("grant_types_supported", List.of("client_credentials"))
                .doesNotContainKeys("authorization_endpoint", "introspection_endpoint", "revocation_endpoint");
        assertThat(document).containsKeys("issuer", "token_endpoint", "jwks_uri");
        String keys = Objects.requireNonNull(http.get()
                .uri("/oauth2/jwks")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
        assertThat(keys).contains("\"crv\":\"P-256\"").doesNotContain("\"d\":");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(SigningKeys.FILE))))
                .isEqualTo("rw-------");
        for (String path : List.of(
                "/oauth2/authorize", "/oauth2/introspect", "/oauth2/device_authorization", "/connect/register")) {
            int status = http.get()
                    .uri(path)
                    .exchange()
                    .returnResult(String.class)
                    .getStatus()
                    .value();
            assertThat(status).as(path).isNotEqualTo(200);
        }
    }

    @Test
    void endsKeysTokensAndSessionsOfAnEnterpriseThatLeavesOrIsMerged() {
        for (boolean merged : List.of(false, true)) {
            UUID gone = newEnterprise();
            UUID into = newEnterprise();
            String owner = "keys-gone-" + UUID.randomUUID();
            open(owner, Role.PLANT_OWNER, gone);
            String key = secretOf(post(owner, "/api/v1/keys", Map.of("name", "k", "permissions", List.of(READS)), 201));
            KeysApi.View client = Objects.requireNonNull(post(
                    owner, "/api/v1/keys", Map.of("kind", "CLIENT", "name", "c", "permissions", List.of(READS)), 201));
            String token =
                    String.valueOf(token(form("grant_type", "client_credentials"), client.key(), secretOf(client), 200)
                            .get("access_token"));
            assertThat(status("/epcis/events?perPage=1", key)).isEqualTo(200);
            assertThat(status("/epcis/events?perPage=1", token)).isEqualTo(200);

            isolation.everywhere(() -> {
                transaction.executeWithoutResult(status -> {
                    if (merged) {
                        events.publishEvent(new EnterprisesMerged(gone, into));
                    } else {
                        memberships.forEach(room -> room.erase(gone));
                        events.publishEvent(new EnterpriseLeft(gone));
                    }
                });
                return true;
            });
            problem("/epcis/events", key, 401, "key-revoked");
            problem("/epcis/events", token, 401, "key-revoked");
            token(form("grant_type", "client_credentials"), client.key(), secretOf(client), 401);
            assertThat(whole.client()
                            .sql("""
                                    select count(*) from audit_entry where action = 'people.key-revoked' and enterprise = ?
                                           and details->>'reason' = ?
                                    """)
                            .params(merged ? into : gone, merged ? "enterprises-merged" : "enterprise-left")
                            .query(Integer.class)
                            .single())
                    .isEqualTo(2);
            // Its people act for the record that stays, or for nobody.
            assertThat(principals.ofLogin(owner).orElseThrow().caller().enterprise())
                    .isEqualTo(merged ? into : null);
            get(owner, "/api/v1/keys/" + client.id(), merged ? 404 : 403);
        }
    }

    @Test
    void letsMachinesOfASuspendedEnterpriseReadAndNotWrite() {
        UUID suspended = newEnterprise();
        String owner = "keys-suspended-" + UUID.randomUUID();
        open(owner, Role.PLANT_OWNER, suspended);
        KeysApi.View client = Objects.requireNonNull(post(
                owner,
                "/api/v1/keys",
                Map.of("kind", "CLIENT", "name", "c", "permissions", List.of(READS, "events.capture")),
                201));
        String token =
                String.valueOf(token(form("grant_type", "client_credentials"), client.key(), secretOf(client), 200)
                        .get("access_token"));
        String key = secretOf(
                post(owner, "/api/v1/keys", Map.of("name", "k", "permissions", List.of(READS, "events.capture")), 201));
        http.post()
                .uri("/api/v1/enterprises/{id}/suspend", suspended)
                .headers(headers -> headers.setBasicAuth(OPERATOR, PASSWORD))
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("reason", "unpaid"))
                .exchange()
                .expectStatus()
                .is2xxSuccessful();
        for (String bearer : List.of(key, token)) {
            assertThat(status("/epcis/events?perPage=1", bearer)).isEqualTo(200);
            http.post()
                    .uri("/epcis/capture")
                    .header("Authorization", "Bearer " + bearer)
                    .contentType(MediaType.APPLICATION_JSON)
                    .body("{}")
                    .exchange()
                    .expectStatus()
                    .isForbidden()
                    .expectBody()
                    .jsonPath("$.code")
                    .isEqualTo("enterprise-suspended");
        }
        post(owner, "/api/v1/keys", Map.of("name", "n", "permissions", List.of(READS)), 403);
    }

    private UUID newEnterprise() {
        String number = "%05d"
                .formatted(java.util.concurrent.ThreadLocalRandom.current().nextInt(100_000));
        return enterprise(
                "91371581MAKX" + number.substring(0, 5),
                "95299" + number + "01",
                "95299" + number.substring(0, 2),
                "试验厂" + number,
                "Trial " + number);
    }

    private KeysApi.View make(Map<String, ?> wish) {
        return Objects.requireNonNull(post(OWNER, "/api/v1/keys", wish, 201));
    }

    private static String secretOf(KeysApi.@Nullable View view) {
        return Objects.requireNonNull(Objects.requireNonNull(view).secret());
    }

    private int status(String path, String bearer) {
        return http.get()
                .uri(path)
                .header("Authorization", "Bearer " + bearer)
                .exchange()
                .returnResult(String.class)
                .getStatus()
                .value();
    }

    private void problem(String path, String bearer, int status, String code) {
        http.get()
                .uri(path)
                .header("Authorization", "Bearer " + bearer)
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo(code);
    }

    private KeysApi.@Nullable View post(String login, String path, Map<String, ?> body, int status) {
        var answer = http.post()
                .uri(path)
                .headers(headers -> headers.setBasicAuth(login, PASSWORD))
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange()
                .expectStatus()
                .isEqualTo(status);
        return status >= 400
                ? null
                : answer.expectBody(KeysApi.View.class).returnResult().getResponseBody();
    }

    private KeysApi.@Nullable View get(String login, String path, int status) {
        var answer = http.get()
                .uri(path)
                .headers(headers -> headers.setBasicAuth(login, PASSWORD))
                .exchange()
                .expectStatus()
                .isEqualTo(status);
        return status >= 400
                ? null
                : answer.expectBody(KeysApi.View.class).returnResult().getResponseBody();
    }

    private List<String> names(String login) {
        KeysApi.View[] all = http.get()
                .uri("/api/v1/keys?limit=200")
                .headers(headers -> headers.setBasicAuth(login, PASSWORD))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(KeysApi.View[].class)
                .returnResult()
                .getResponseBody();
        return Arrays.stream(Objects.requireNonNull(all))
                .map(KeysApi.View::name)
                .toList();
    }

    private boolean audited(String action, UUID key) {
        return whole.client()
                .sql(
                        "select exists (select from audit_entry where action = :action and subject = :key and enterprise = :plant)")
                .param("action", action)
                .param("key", key.toString())
                .param("plant", plant)
                .query(Boolean.class)
                .single();
    }

    private Map<String, Object> token(MultiValueMap<String, String> form, String id, String secret, int status) {
        return Objects.requireNonNull(http.post()
                .uri("/oauth2/token")
                .headers(headers -> headers.setBasicAuth(id, secret))
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .body(form)
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody(new ParameterizedTypeReference<Map<String, Object>>() {})
                .returnResult()
                .getResponseBody());
    }

    private Map<String, Object> assertion(String client, ECKey pair, String audience, int status) throws Exception {
        return present(client, signed(client, pair, audience), status);
    }

    private Map<String, Object> present(String client, String assertion, int status) {
        return Objects.requireNonNull(http.post()
                .uri("/oauth2/token")
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .body(form(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        client,
                        "client_assertion_type",
                        "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                        "client_assertion",
                        assertion))
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody(new ParameterizedTypeReference<Map<String, Object>>() {})
                .returnResult()
                .getResponseBody());
    }

    @SuppressWarnings("JavaUtilDate") // what the library takes
    private static String signed(String client, ECKey pair, String audience) throws Exception {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(JOSEObjectType.JWT)
                        .keyID(pair.getKeyID())
                        .build(),
                new JWTClaimsSet.Builder()
                        .issuer(client)
                        .subject(client)
                        .audience(audience)
                        .claim("client_id", client)
                        .claim("scope", READS)
                        .jwtID(UUID.randomUUID().toString())
                        .issueTime(new Date())
                        .expirationTime(Date.from(Instant.now().plusSeconds(120)))
                        .build());
        jwt.sign(new ECDSASigner(pair));
        return jwt.serialize();
    }

    private static MultiValueMap<String, String> form(String... pairs) {
        MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            form.add(pairs[i], pairs[i + 1]);
        }
        return form;
    }

    private UUID enterprise(String uscc, String gln, String prefix, String name, String englishName) {
        return enterprises
                .register(new Enterprise(
                        UUID.randomUUID(),
                        uscc + UnifiedSocialCreditCode.checkCharacter(uscc),
                        gln + CheckDigits.of(gln),
                        prefix,
                        EnterpriseKind.ASSEMBLER,
                        name,
                        englishName,
                        "371581",
                        null,
                        null,
                        true))
                .id();
    }

    private void open(String login, Role role, @Nullable UUID enterprise) {
        accounts.create(new Accounts.NewAccount(login, PASSWORD, "测试", "Test", role, enterprise));
    }
}
