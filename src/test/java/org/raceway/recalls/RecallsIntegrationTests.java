package org.raceway.recalls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.raceway.RacewayIntegrationTest;
import org.raceway.access.Caller;
import org.raceway.access.Isolation;
import org.raceway.enterprises.Enterprises;
import org.raceway.people.Accounts;
import org.raceway.people.Role;
import org.raceway.platform.Problem;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Texts;
import org.raceway.platform.WholeDatabase;
import org.raceway.traceability.AffectedSet.State;
import org.raceway.traceability.Capture;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Recalls from the first look to the closing, with every refusal. */
@RacewayIntegrationTest
class RecallsIntegrationTests {
    private static final Recall.Words WORDS = new Recall.Words(
            "6204 内圈硬度不足", RecallReason.HEAT_TREATMENT, "炉温偏低，硬度 56.4 HRC。", "停止使用，单独存放，联系供货方退货。", null);

    private final Enterprises enterprises;
    private final Accounts accounts;
    private final Capture capture;
    private final StoredRecalls recalls;
    private final Assessments assessments;
    private final RecallReports reports;
    private final Isolation isolation;
    private final WholeDatabase whole;
    private final TransactionTemplate transactions;
    private final RestTestClient http;

    @Autowired
    RecallsIntegrationTests(
            Enterprises enterprises,
            Accounts accounts,
            Capture capture,
            StoredRecalls recalls,
            Assessments assessments,
            RecallReports reports,
            Isolation isolation,
            WholeDatabase whole,
            PlatformTransactionManager transactions,
            RestTestClient http) {
        this.enterprises = enterprises;
        this.accounts = accounts;
        this.capture = capture;
        this.recalls = recalls;
        this.assessments = assessments;
        this.reports = reports;
        this.isolation = isolation;
        this.whole = whole;
        this.transactions = new TransactionTemplate(transactions);
        this.http = http;
    }

    @Test
    void tellsWhatWouldBeAffectedAndToWhomItBelongs() {
        RecallChain chain = chain();
        Assessment found = assess(chain, origin(chain.furnaceLot));
        assertThat(lines(found.items()))
                .containsExactlyInAnyOrder(
                        "assembler LOT FI-7 IN_STOCK 70",
                        "assembler LOT A-7 IN_PLANT 10",
                        "assembler BOX IN_PLANT 10",
                        "distributor UNIT S100 SOLD 1",
                        "distributor UNIT S101 SOLD 1",
                        "distributor UNIT S105 IN_STOCK 1",
                        "distributor UNIT S106 IN_STOCK 1",
                        "distributor UNIT S107 IN_STOCK 1",
                        "distributor UNIT S108 IN_STOCK 1",
                        "distributor UNIT S109 IN_STOCK 1",
                        "shop UNIT S102 IN_STOCK 1",
                        "shop UNIT S103 IN_STOCK 1",
                        "shop UNIT S104 IN_STOCK 1");
        assertThat(found.items())
                .filteredOn(item -> item.kind() == RecallItem.Kind.BOX)
                .extracting(RecallItem::thing)
                .containsExactly(chain.secondBox);
        assertThat(found.things()).isEqualTo(22);
        Progress progress = recalls.progress(found, chain.heatTreater.caller());
        assertThat(progress.groups()).hasSize(2);
        Progress.Group customer = progress.groups().getFirst();
        assertThat(customer.enterprise()).isEqualTo(chain.assembler.id());
        assertThat(customer.entries()).isEqualTo(3);
        Progress.Group beyond = progress.groups().getLast();
        assertThat(beyond.enterprise()).isNull();
        assertThat(beyond.enterprises()).isEqualTo(2);
        assertThat(beyond.entriesOf(State.SOLD)).isEqualTo(2);
        assertThat(beyond.total().sums()).containsEntry("", BigDecimal.TEN);
    }

    @Test
    void findsTheSameByFurnaceAndHourAndNothingElsewhere() {
        RecallChain chain = chain();
        RecallOrigin furnace = steps("quenching", "2#");
        assertThat(lines(assess(chain, furnace).items()))
                .isEqualTo(lines(assess(chain, origin(chain.furnaceLot)).items()));
        refuses(RecallProblem.NOTHING_AFFECTED, () -> assess(chain, steps("quenching", "3#")));
        refuses(RecallProblem.NOTHING_AFFECTED, () -> assess(chain, steps("grinding", null)));
        refuses(RecallProblem.INVALID, () -> new RecallOrigin(List.of(), null, null, null, null, null));
        refuses(RecallProblem.INVALID, () -> assess(chain, origin("https://id.gs1.org/01/09506000134353/10/A")));
        refuses(
                RecallProblem.NOTHING_AFFECTED,
                () -> assessments.assess(origin(chain.laterLot("NONE")), chain.assembler.caller(), null));
    }

    @Test
    void isForTheMakerAndTheOperator() {
        RecallChain chain = chain();
        refuses(
                RecallProblem.NOT_MAKER,
                () -> assessments.assess(origin(chain.furnaceLot), chain.assembler.caller(), null));
        refuses(
                RecallProblem.NOT_MAKER,
                () -> assessments.assess(origin(chain.firstBox), chain.distributor.caller(), null));
        assertThat(assessments
                        .assess(origin(chain.furnaceLot), operator(), null)
                        .initiator())
                .isEqualTo(chain.heatTreater.id());
        refuses(
                RecallProblem.SEVERAL_MAKERS,
                () -> assessments.assess(origin(chain.furnaceLot, chain.assemblyLot), operator(), null));
        Assessment box = assessments.assess(origin(chain.secondBox), chain.assembler.caller(), null);
        assertThat(box.items()).hasSize(1);
        // The first box has been empty since; what left it before is not affected.
        Assessment before = assessments.assess(
                new RecallOrigin(List.of(chain.firstBox), null, null, null, null, null),
                chain.assembler.caller(),
                null);
        assertThat(before.items()).hasSize(10);
        refuses(
                RecallProblem.NOTHING_AFFECTED,
                () -> assessments.assess(
                        new RecallOrigin(
                                List.of(chain.firstBox), Instant.parse("2026-10-20T00:00:00Z"), null, null, null, null),
                        operator(),
                        null));
    }

    @Test
    void goesFromTheNoticeToTheClosingReport() throws Exception {
        RecallChain chain = chain();
        Caller initiator = chain.heatTreater.caller();
        UUID id = draft(chain);
        assertThat(visibleTo(chain.assembler, id)).isFalse();
        as(chain.heatTreater, () -> recalls.open(initiator, id));
        refuses(RecallProblem.WRONG_STATE, () -> as(chain.heatTreater, () -> recalls.open(initiator, id)));
        UUID again = draft(chain);
        refuses(RecallProblem.ALREADY_OPEN, () -> as(chain.heatTreater, () -> recalls.open(initiator, again)));

        assertThat(items(chain.heatTreater, id)).isEmpty();
        assertThat(items(chain.assembler, id)).hasSize(3);
        assertThat(items(chain.distributor, id)).hasSize(7);
        assertThat(items(chain.shop, id)).hasSize(3);
        assertThat(tasks(chain.assembler, id)).isOne();
        assertThat(tasks(chain.shop, id)).isOne();
        assertThat(tasks(chain.heatTreater, id)).isZero();
        String scanned = http.get()
                .uri(RecallChain.path(chain.units.get(3)) + "?lang=en")
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        assertThat(scanned).contains("Recalled").contains("单独存放").contains("ZH-20");

        as(chain.shop, () -> recalls.acknowledge(chain.shop.caller(), id, null));
        Instant first = acknowledged(chain.shop, id);
        as(chain.shop, () -> recalls.acknowledge(chain.shop.caller(), id, null));
        assertThat(acknowledged(chain.shop, id)).isEqualTo(first);
        assertThatThrownBy(() -> as(
                        chain.shop,
                        () -> recalls.handle(
                                chain.shop.caller(),
                                id,
                                items(chain.assembler, id).getFirst().id(),
                                RecallAction.DESTROYED,
                                null,
                                "")))
                .isInstanceOf(ProblemException.class);

        RecallItem rings = item(chain.assembler, id, "FI-7");
        handle(chain.assembler, id, rings, RecallAction.QUARANTINED, 70);
        refuses(RecallProblem.TOO_MUCH, () -> handle(chain.assembler, id, rings, RecallAction.QUARANTINED, 1));
        handle(chain.assembler, id, rings, RecallAction.RETURNED, 50);
        refuses(RecallProblem.TOO_MUCH, () -> handle(chain.assembler, id, rings, RecallAction.DESTROYED, 21));
        handle(chain.assembler, id, rings, RecallAction.DESTROYED, 20);
        refuses(RecallProblem.OPEN_ITEMS, () -> as(chain.heatTreater, () -> recalls.close(initiator, id, "done")));

        // Made of the lot, and told of, after the recall was opened.
        String later = chain.laterLot("A-8");
        chain.assemble(5, later, "A-8");
        assertThat(as(chain.heatTreater, () -> recalls.search(initiator, id))).isOne();
        assertThat(as(chain.heatTreater, () -> recalls.search(initiator, id))).isZero();
        assertThat(item(chain.assembler, id, "A-8").quantity()).isEqualByComparingTo("5");

        for (RecallChain.Party party : List.of(chain.assembler, chain.distributor, chain.shop)) {
            for (RecallItem item : items(party, id)) {
                if (item.isOpen()) {
                    boolean sold = item.placeState() == State.SOLD;
                    as(
                            party,
                            () -> recalls.handle(
                                    party.caller(),
                                    id,
                                    item.id(),
                                    sold ? RecallAction.UNREACHABLE : RecallAction.RETURNED,
                                    null,
                                    sold ? "零售客户未留联系方式" : ""));
                }
            }
            assertThat(tasks(party, id)).isZero();
        }
        assertThat(as(chain.heatTreater, () -> recalls.search(initiator, id))).isZero();
        assertThat(as(chain.heatTreater, () -> recalls.remind(initiator, id))).isZero();
        as(chain.heatTreater, () -> recalls.close(initiator, id, "全部处置完毕。"));
        Recall closed = as(chain.heatTreater, () -> recalls.visible(id));
        assertThat(closed.state()).isEqualTo(RecallState.CLOSED);
        refuses(RecallProblem.WRONG_STATE, () -> as(chain.heatTreater, () -> recalls.cancel(initiator, id, "no")));

        byte[] pdf = as(chain.heatTreater, () -> reports.bytes(closed, initiator, Texts.of(Locale.CHINA)));
        try (PDDocument read = Loader.loadPDF(pdf)) {
            assertThat(new PDFTextStripper().getText(read))
                    .contains(closed.number())
                    .contains("全部处置完毕")
                    .contains("临清澜岳轴承有限公司")
                    .doesNotContain("冠县朔禾");
        }
        assertThat(whole.client()
                        .sql("select count(*) from audit_entry where subject = :id and action like 'recalls.%'")
                        .param("id", id.toString())
                        .query(Long.class)
                        .single())
                .isGreaterThan(15);
    }

    @Test
    void isOpenedOnceByTwoAtATime() throws Exception {
        RecallChain chain = chain();
        UUID one = draft(chain);
        UUID other = draft(chain);
        List<Callable<Boolean>> attempts = new ArrayList<>();
        for (UUID id : List.of(one, one, other)) {
            attempts.add(() -> {
                try {
                    as(chain.heatTreater, () -> recalls.open(chain.heatTreater.caller(), id));
                    return true;
                } catch (ProblemException e) {
                    return false;
                }
            });
        }
        int opened = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            for (Future<Boolean> attempt : threads.invokeAll(attempts)) {
                opened += attempt.get() ? 1 : 0;
            }
        }
        assertThat(opened).isOne();
        assertThat(items(chain.assembler, one).size()
                        + items(chain.assembler, other).size())
                .isEqualTo(3);
    }

    @Test
    void takesTheMarkBackWhenCancelled() {
        RecallChain chain = chain();
        UUID id = draft(chain);
        as(chain.heatTreater, () -> recalls.open(chain.heatTreater.caller(), id));
        assertThat(scan(chain)).contains("Recalled");
        as(chain.heatTreater, () -> recalls.cancel(chain.heatTreater.caller(), id, "量具误差，复测合格。"));
        assertThat(scan(chain)).doesNotContain("Recalled");
        assertThat(tasks(chain.shop, id)).isZero();
        refuses(
                RecallProblem.WRONG_STATE,
                () -> as(chain.shop, () -> recalls.acknowledge(chain.shop.caller(), id, null)));
    }

    @Test
    void tellsTheOperatorOfAHolderWhoHasLeft() {
        RecallChain chain = chain();
        UUID id = draft(chain);
        whole.client()
                .sql("update enterprise set standing = 'LEFT' where id = :id")
                .param("id", chain.shop.id())
                .update();
        as(chain.heatTreater, () -> recalls.open(chain.heatTreater.caller(), id));
        Recall.Party shop = isolation.everywhere(() -> recalls.partiesOf(id)).stream()
                .filter(party -> party.enterprise().equals(chain.shop.id()))
                .findFirst()
                .orElseThrow();
        assertThat(shop.registered()).isFalse();
        assertThat(tasks(chain.shop, id)).isZero();
        Caller operator = operator();
        for (RecallItem item : items(chain.shop, id)) {
            isolation.everywhere(() -> {
                recalls.handle(operator, id, item.id(), RecallAction.UNREACHABLE, null, "企业已注销");
                return true;
            });
        }
        assertThat(items(chain.shop, id)).noneMatch(RecallItem::isOpen);
    }

    @Test
    void remindsWhoIsLateOnceADay() {
        RecallChain chain = chain();
        UUID id = draft(chain);
        as(chain.heatTreater, () -> recalls.open(chain.heatTreater.caller(), id));
        as(chain.assembler, () -> recalls.acknowledge(chain.assembler.caller(), id, null));
        recalls.remindLate();
        assertThat(reminders(id)).containsOnly(0);
        whole.client()
                .sql("update recall_party set notified_at = now() - interval '25 hours' where recall = :id")
                .param("id", id)
                .update();
        recalls.remindLate();
        recalls.remindLate();
        assertThat(reminders(id)).as("two have not acknowledged").containsExactlyInAnyOrder(0, 1, 1);
        whole.client()
                .sql("update recall set due_on = current_date - 2 where id = :id")
                .param("id", id)
                .update();
        recalls.remindLate();
        assertThat(reminders(id)).as("and the third has goods left").containsOnly(1);
    }

    private List<Integer> reminders(UUID id) {
        return isolation.everywhere(() -> recalls.partiesOf(id)).stream()
                .map(Recall.Party::reminders)
                .toList();
    }

    @Test
    void followsMergedRecordsAndHoldersWhoLeave() {
        RecallChain chain = chain();
        UUID id = draft(chain);
        as(chain.heatTreater, () -> recalls.open(chain.heatTreater.caller(), id));
        isolation.everywhere(() -> {
            transactions.executeWithoutResult(status -> recalls.follow(chain.shop.id(), chain.distributor.id()));
            return true;
        });
        assertThat(items(chain.shop, id)).isEmpty();
        assertThat(items(chain.distributor, id)).hasSize(10);
        assertThat(isolation.everywhere(() -> recalls.partiesOf(id))).hasSize(2);
        isolation.everywhere(() -> {
            transactions.executeWithoutResult(status -> recalls.left(chain.distributor.id()));
            return true;
        });
        assertThat(isolation.everywhere(() -> recalls.partiesOf(id)))
                .filteredOn(party -> !party.registered())
                .extracting(Recall.Party::enterprise)
                .containsExactly(chain.distributor.id());
    }

    @Test
    void answersTheApi() {
        RecallChain chain = chain();
        String origin = "{\"ids\":[\"" + chain.furnaceLot + "\"]}";
        post(chain.heatTreater, "/api/v1/recalls/assessment", origin)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.things")
                .isEqualTo(22)
                .jsonPath("$.groups.length()")
                .isEqualTo(2)
                .jsonPath("$.items.length()")
                .isEqualTo(0);
        post(chain.assembler, "/api/v1/recalls/assessment", origin)
                .expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("recall-not-maker");
        post(chain.heatTreater, "/api/v1/recalls", "{\"origin\":" + origin + "}")
                .expectStatus()
                .isBadRequest();
        Map<?, ?> draft = Objects.requireNonNull(post(
                        chain.heatTreater,
                        "/api/v1/recalls",
                        "{\"origin\":" + origin
                                + ",\"title\":\"硬度不足\",\"reason\":\"heat_treatment\",\"description\":\"软\",\"advice\":\"退货\"}")
                .expectStatus()
                .isCreated()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody());
        String path = "/api/v1/recalls/" + draft.get("id");
        post(chain.heatTreater, path + "/open", "").expectStatus().isOk();
        post(chain.shop, path + "/acknowledgement", "").expectStatus().isOk();
        RecallItem item =
                items(chain.shop, UUID.fromString((String) draft.get("id"))).getFirst();
        post(chain.shop, path + "/items/" + item.id() + "/actions", "{\"action\":\"returned\",\"quantity\":1}")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.open")
                .isEqualTo(false);
        post(chain.shop, path + "/items/" + item.id() + "/actions", "{\"action\":\"opened\"}")
                .expectStatus()
                .isBadRequest();
        post(chain.shop, path + "/close", "{\"conclusion\":\"x\"}")
                .expectStatus()
                .isForbidden();
        post(chain.heatTreater, path + "/close", "{\"conclusion\":\"x\"}")
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("recall-open-items");
        http.get()
                .uri(path)
                .headers(headers -> headers.setBasicAuth(chain.shop.login(), RecallChain.PASSWORD))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.progress")
                .doesNotExist()
                .jsonPath("$.parties.length()")
                .isEqualTo(1);
    }

    private RestTestClient.ResponseSpec post(RecallChain.Party by, String path, String body) {
        return http.post()
                .uri(path)
                .headers(headers -> headers.setBasicAuth(by.login(), RecallChain.PASSWORD))
                .contentType(MediaType.APPLICATION_JSON)
                .body(body.getBytes(StandardCharsets.UTF_8))
                .exchange();
    }

    private RecallChain chain() {
        return new RecallChain(enterprises, accounts, capture);
    }

    private static RecallOrigin origin(String... ids) {
        return new RecallOrigin(List.of(ids), null, null, null, null, null);
    }

    private static RecallOrigin steps(String step, @org.jspecify.annotations.Nullable String machine) {
        return new RecallOrigin(
                List.of(),
                Instant.parse("2026-09-30T00:00:00Z"),
                Instant.parse("2026-10-02T00:00:00Z"),
                step,
                null,
                machine);
    }

    private Assessment assess(RecallChain chain, RecallOrigin origin) {
        names = chain;
        return assessments.assess(origin, chain.heatTreater.caller(), null);
    }

    private @org.jspecify.annotations.Nullable RecallChain names;

    private List<String> lines(List<RecallItem> items) {
        RecallChain chain = Objects.requireNonNull(names);
        Map<UUID, String> holders = Map.of(
                chain.heatTreater.id(), "heatTreater",
                chain.assembler.id(), "assembler",
                chain.distributor.id(), "distributor",
                chain.shop.id(), "shop");
        return items.stream()
                .map(item -> holders.get(item.holder()) + " " + item.kind() + " "
                        + (item.kind() == RecallItem.Kind.BOX ? "" : item.label() + " ") + item.placeState() + " "
                        + Objects.requireNonNull(item.quantity()).toPlainString())
                .sorted()
                .toList();
    }

    private UUID draft(RecallChain chain) {
        return as(
                chain.heatTreater,
                () -> recalls.draft(chain.heatTreater.caller(), origin(chain.furnaceLot), WORDS, null));
    }

    private static Caller operator() {
        return new Caller(
                UUID.randomUUID(), null, null, EnumSet.copyOf(Role.OPERATOR.permissions()), Role.OPERATOR.scope());
    }

    private List<RecallItem> items(RecallChain.Party party, UUID id) {
        return as(party, () -> recalls.items(id));
    }

    private RecallItem item(RecallChain.Party party, UUID id, String label) {
        return items(party, id).stream()
                .filter(item -> item.label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    private void handle(RecallChain.Party party, UUID id, RecallItem item, RecallAction action, int quantity) {
        as(party, () -> recalls.handle(party.caller(), id, item.id(), action, BigDecimal.valueOf(quantity), ""));
    }

    private @org.jspecify.annotations.Nullable Instant acknowledged(RecallChain.Party party, UUID id) {
        return as(party, () -> recalls.partiesOf(id)).getFirst().acknowledgedAt();
    }

    private boolean visibleTo(RecallChain.Party party, UUID id) {
        try {
            as(party, () -> recalls.visible(id));
            return true;
        } catch (ProblemException e) {
            return false;
        }
    }

    private long tasks(RecallChain.Party party, UUID id) {
        return whole.client()
                .sql("select count(*) from task where key = :key and done_at is null")
                .param("key", "recall:" + id + ":" + party.id())
                .query(Long.class)
                .single();
    }

    private String scan(RecallChain chain) {
        return Objects.requireNonNull(http.get()
                .uri(RecallChain.path(chain.units.get(7)) + "?lang=en")
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }

    private <T> T as(RecallChain.Party party, java.util.function.Supplier<T> work) {
        return isolation.as(party.id(), work);
    }

    private void as(RecallChain.Party party, Runnable work) {
        isolation.as(party.id(), () -> {
            work.run();
            return true;
        });
    }

    private static void refuses(Problem problem, org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem()).isEqualTo(problem));
    }
}
