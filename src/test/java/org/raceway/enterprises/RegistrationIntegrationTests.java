package org.raceway.enterprises;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.raceway.RacewayIntegrationTest;
import org.raceway.people.Accounts;
import org.raceway.people.Role;
import org.raceway.platform.WholeDatabase;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.util.LinkedMultiValueMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From the first draft to the registry, and all that can come between. */
@RacewayIntegrationTest
class RegistrationIntegrationTests {
    private static final String PASSWORD = "registration-9-steps";
    private static final String APPLICATIONS = "/api/v1/enterprises/applications";

    private final RestTestClient http;
    private final Accounts accounts;
    private final Enterprises enterprises;
    private final WholeDatabase whole;
    private final JsonMapper json = JsonMapper.shared();

    @Autowired
    RegistrationIntegrationTests(RestTestClient http, Accounts accounts, Enterprises enterprises, WholeDatabase whole) {
        this.http = http;
        this.accounts = accounts;
        this.enterprises = enterprises;
        this.whole = whole;
    }

    @Test
    void admitsWhoIsApprovedAndKeepsTheTimeline() {
        String applicant = person(Role.APPLICANT);
        String reviewer = person(Role.OPERATOR);
        String uscc = EnterpriseSamples.uscc();
        JsonNode draft = draft(applicant, "审核轴承", uscc);
        assertThat(draft.path("phase").stringValue()).isEqualTo("DRAFT");
        assertThat(draft.path("scale").stringValue()).isEqualTo("SMALL");
        String id = draft.path("id").stringValue();

        JsonNode submitted = post(applicant, APPLICATIONS + "/" + id + "/submit", "{}", 200);
        assertThat(submitted.path("phase").stringValue()).isEqualTo("IN_REVIEW");
        // Nobody else's business, and no longer the applicant's to change.
        get(person(Role.APPLICANT), APPLICATIONS + "/" + id, 404);
        put(applicant, APPLICATIONS + "/" + id, form("审核轴承", uscc, null), 409);

        JsonNode rejected = post(reviewer, APPLICATIONS + "/" + id + "/reject", decision(submitted, "地址与执照不符"), 200);
        assertThat(rejected.path("state").path("reason").stringValue()).isEqualTo("地址与执照不符");
        put(applicant, APPLICATIONS + "/" + id, form("审核轴承", uscc, file(applicant)), 200);
        JsonNode again = post(applicant, APPLICATIONS + "/" + id + "/submit", "{}", 200);
        JsonNode approved = post(reviewer, APPLICATIONS + "/" + id + "/approve", decision(again, ""), 200);

        assertThat(approved.path("phase").stringValue()).isEqualTo("APPROVED");
        Enterprise enterprise = enterprises
                .byId(UUID.fromString(approved.path("state").path("enterprise").stringValue()))
                .orElseThrow();
        assertThat(enterprise.uscc()).isEqualTo(uscc);
        assertThat(enterprise.gln()).isNull();
        assertThat(enterprise.gs1Prefix()).isNull();
        List<String> actions = new ArrayList<>();
        approved.path("steps").forEach(step -> actions.add(step.path("action").stringValue()));
        assertThat(actions).containsExactly("SUBMIT", "REJECT", "SUBMIT", "APPROVE");
    }

    @Test
    void letsOneOfTwoReviewersWinAndTellsTheOther() throws Exception {
        String applicant = person(Role.APPLICANT);
        List<String> reviewers = List.of(person(Role.OPERATOR), person(Role.OPERATOR));
        JsonNode draft = draft(applicant, "并审轴承", EnterpriseSamples.uscc());
        String id = draft.path("id").stringValue();
        JsonNode submitted = post(applicant, APPLICATIONS + "/" + id + "/submit", "{}", 200);
        List<Callable<Integer>> both = reviewers.stream()
                .map(reviewer -> (Callable<Integer>)
                        () -> status(reviewer, APPLICATIONS + "/" + id + "/approve", decision(submitted, "")))
                .toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Integer> answers = new ArrayList<>();
            for (var answer : threads.invokeAll(both)) {
                answers.add(answer.get());
            }
            assertThat(answers).containsExactlyInAnyOrder(200, 409);
        }
        JsonNode told = post(reviewers.getFirst(), APPLICATIONS + "/" + id + "/reject", decision(submitted, "晚了"), 409);
        assertThat(told.path("code").stringValue()).isEqualTo("application-changed-meanwhile");
        assertThat(whole.client()
                        .sql(
                                "select count(*) from enterprise_application_step where application = :id and action = 'APPROVE'")
                        .param("id", UUID.fromString(id))
                        .query(Long.class)
                        .single())
                .isOne();
    }

    @Test
    void saysOfAKnownCodeOnlyWhomToAsk() {
        String uscc = EnterpriseSamples.uscc();
        String first = person(Role.APPLICANT);
        String reviewer = person(Role.OPERATOR);
        JsonNode draft = draft(first, "先来轴承", uscc);
        JsonNode submitted = post(first, APPLICATIONS + "/" + draft.path("id").stringValue() + "/submit", "{}", 200);

        // While it is in review, and when it is in the registry: the same answer.
        String second = person(Role.APPLICANT);
        JsonNode late = draft(second, "后到轴承", uscc);
        JsonNode refused = post(second, APPLICATIONS + "/" + late.path("id").stringValue() + "/submit", "{}", 409);
        assertThat(refused.path("code").stringValue()).isEqualTo("enterprise-exists");
        assertThat(refused.toString()).doesNotContain("先来");
        post(reviewer, APPLICATIONS + "/" + draft.path("id").stringValue() + "/approve", decision(submitted, ""), 200);
        JsonNode errors = get(second, APPLICATIONS + "/" + late.path("id").stringValue(), 200)
                .path("errors");
        assertThat(errors.path(0).path("problem").stringValue()).isEqualTo("exists");
        assertThat(errors.toString()).contains("平台运营方").doesNotContain("先来");
    }

    @Test
    void urgesOnceADayTransfersAndWithdraws() {
        String applicant = person(Role.APPLICANT);
        String reviewer = person(Role.OPERATOR);
        UUID colleague = account(Role.OPERATOR);
        JsonNode draft = draft(applicant, "催办轴承", EnterpriseSamples.uscc());
        String id = draft.path("id").stringValue();
        post(applicant, APPLICATIONS + "/" + id + "/submit", "{}", 200);
        post(applicant, APPLICATIONS + "/" + id + "/urge", "{}", 200);
        JsonNode refused = post(applicant, APPLICATIONS + "/" + id + "/urge", "{}", 429);
        assertThat(refused.path("code").stringValue()).isEqualTo("urged-already");

        JsonNode now = get(reviewer, APPLICATIONS + "/" + id, 200);
        post(reviewer, APPLICATIONS + "/" + id + "/reject", decision(now, " "), 422);
        JsonNode handed = post(
                reviewer,
                APPLICATIONS + "/" + id + "/transfer",
                json.writeValueAsString(Map.of("version", now.path("version").intValue(), "reviewer", colleague)),
                200);
        assertThat(handed.path("state").path("reviewer").stringValue()).isEqualTo(colleague.toString());
        post(applicant, APPLICATIONS + "/" + id + "/approve", decision(handed, ""), 403);

        JsonNode withdrawn = post(applicant, APPLICATIONS + "/" + id + "/withdraw", decision(handed, ""), 200);
        assertThat(withdrawn.path("phase").stringValue()).isEqualTo("WITHDRAWN");
        post(reviewer, APPLICATIONS + "/" + id + "/approve", decision(withdrawn, ""), 409);
        assertThat(post(applicant, APPLICATIONS + "/" + id + "/submit", "{}", 200)
                        .path("phase")
                        .stringValue())
                .isEqualTo("IN_REVIEW");
    }

    @Test
    void keepsADraftWhateverIsInItAndNamesWhatIsWrong() {
        String applicant = person(Role.APPLICANT);
        JsonNode draft = post(applicant, APPLICATIONS, "{\"name\": \"半份\", \"uscc\": \"9137\", \"gln\": \"1\"}", 201);
        String id = draft.path("id").stringValue();
        assertThat(draft.path("form").path("uscc").stringValue()).isEqualTo("9137");
        JsonNode refused = post(applicant, APPLICATIONS + "/" + id + "/submit", "{}", 422);
        assertThat(refused.path("errors").size()).isGreaterThan(5);
        assertThat(get(applicant, APPLICATIONS + "/" + id, 200)
                        .path("form")
                        .path("gln")
                        .stringValue())
                .isEqualTo("1");
    }

    @Test
    void keepsFilesToTheirOwnersAndTheOperator() {
        String applicant = person(Role.APPLICANT);
        String stranger = person(Role.APPLICANT);
        UUID file = file(applicant);
        assertThat(fileStatus(applicant, file)).isEqualTo(200);
        assertThat(fileStatus(person(Role.OPERATOR), file)).isEqualTo(200);
        assertThat(fileStatus(stranger, file)).isEqualTo(404);
        // A reference to another's file does not make it one's own.
        JsonNode draft = post(stranger, APPLICATIONS, form("顺手轴承", EnterpriseSamples.uscc(), file), 201);
        assertThat(draft.path("form").path("licences").path(0).path("file").isNull())
                .isTrue();
    }

    @Test
    void changesAtOnceWhatNeedsNoReviewAndHoldsTheRest() {
        String applicant = person(Role.APPLICANT);
        String reviewer = person(Role.OPERATOR);
        String uscc = EnterpriseSamples.uscc();
        JsonNode submitted = post(
                applicant,
                APPLICATIONS + "/" + draft(applicant, "变更轴承", uscc).path("id").stringValue() + "/submit",
                "{}",
                200);
        JsonNode approved = post(
                reviewer,
                APPLICATIONS + "/" + submitted.path("id").stringValue() + "/approve",
                decision(submitted, ""),
                200);
        UUID enterprise =
                UUID.fromString(approved.path("state").path("enterprise").stringValue());
        String owner = person(Role.PLANT_OWNER, enterprise);

        JsonNode change = post(owner, "/api/v1/enterprises/changes", "{}", 200);
        String id = change.path("id").stringValue();
        EnterpriseForm form = json.treeToValue(change.path("form"), EnterpriseForm.class);
        EnterpriseForm changed = new EnterpriseForm(
                "变更后轴承",
                form.englishName(),
                form.uscc(),
                form.gln(),
                form.gs1Prefix(),
                form.industry(),
                form.kinds(),
                "130",
                form.revenueTenThousandYuan(),
                form.county(),
                form.address(),
                form.contacts(),
                form.licences());
        put(owner, APPLICATIONS + "/" + id, json.writeValueAsString(changed), 200);
        JsonNode inReview = post(owner, APPLICATIONS + "/" + id + "/submit", "{}", 200);
        assertThat(inReview.path("phase").stringValue()).isEqualTo("IN_REVIEW");
        assertThat(enterprises.byId(enterprise).orElseThrow().name()).isEqualTo("变更轴承");
        assertThat(employees(enterprise)).isEqualTo(130);

        post(reviewer, APPLICATIONS + "/" + id + "/approve", decision(inReview, ""), 200);
        assertThat(enterprises.byId(enterprise).orElseThrow().name()).isEqualTo("变更后轴承");
    }

    private int employees(UUID enterprise) {
        return whole.client()
                .sql("select employees from enterprise where id = :id")
                .param("id", enterprise)
                .query(Integer.class)
                .single();
    }

    private JsonNode draft(String login, String name, String uscc) {
        return post(login, APPLICATIONS, form(name, uscc, file(login)), 201);
    }

    private String form(String name, String uscc, @org.jspecify.annotations.Nullable UUID file) {
        return json.writeValueAsString(EnterpriseSamples.form(name, uscc, file));
    }

    private String decision(JsonNode application, String reason) {
        return json.writeValueAsString(
                Map.of("version", application.path("version").intValue(), "reason", reason));
    }

    private UUID file(String login) {
        LinkedMultiValueMap<String, Object> parts = new LinkedMultiValueMap<>();
        parts.add("file", new ByteArrayResource("%PDF-1.7\n%test".getBytes(StandardCharsets.UTF_8)) {
            @Override
            public String getFilename() {
                return "营业执照.pdf";
            }
        });
        byte[] body = http.post()
                .uri("/api/v1/enterprises/files")
                .headers(headers -> headers.setBasicAuth(login, PASSWORD))
                .contentType(MediaType.MULTIPART_FORM_DATA)
                .body(parts)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseBody();
        return UUID.fromString(
                json.readTree(Objects.requireNonNull(body)).path("id").stringValue());
    }

    private int fileStatus(String login, UUID file) {
        return http.get()
                .uri("/api/v1/enterprises/files/" + file)
                .headers(headers -> headers.setBasicAuth(login, PASSWORD))
                .exchange()
                .returnResult(String.class)
                .getStatus()
                .value();
    }

    private int status(String login, String path, String body) {
        return http.post()
                .uri(path)
                .headers(headers -> headers.setBasicAuth(login, PASSWORD))
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange()
                .returnResult(String.class)
                .getStatus()
                .value();
    }

    private JsonNode get(String login, String path, int status) {
        return read(
                http.get()
                        .uri(path)
                        .headers(headers -> headers.setBasicAuth(login, PASSWORD))
                        .exchange(),
                status);
    }

    private JsonNode post(String login, String path, String body, int status) {
        return read(
                http.post()
                        .uri(path)
                        .headers(headers -> headers.setBasicAuth(login, PASSWORD))
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(body)
                        .exchange(),
                status);
    }

    private JsonNode put(String login, String path, String body, int status) {
        return read(
                http.put()
                        .uri(path)
                        .headers(headers -> headers.setBasicAuth(login, PASSWORD))
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(body)
                        .exchange(),
                status);
    }

    private JsonNode read(RestTestClient.ResponseSpec answer, int status) {
        byte[] body = answer.expectBody().returnResult().getResponseBody();
        String text = body == null ? "{}" : new String(body, StandardCharsets.UTF_8);
        assertThat(answer.returnResult(String.class).getStatus().value())
                .as(text)
                .isEqualTo(status);
        return json.readTree(text);
    }

    private String person(Role role) {
        return person(role, null);
    }

    private String person(Role role, @org.jspecify.annotations.Nullable UUID enterprise) {
        String login = "registration-" + UUID.randomUUID();
        accounts.create(new Accounts.NewAccount(login, PASSWORD, "赵审", "Zhao Shen", role, enterprise));
        return login;
    }

    private UUID account(Role role) {
        return accounts.create(
                new Accounts.NewAccount("registration-" + UUID.randomUUID(), PASSWORD, "钱办", "Qian Ban", role, null));
    }
}
