package org.raceway.consents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.raceway.consents.ConsentParties.AUTUMN;
import static org.raceway.consents.ConsentParties.DELIVERIES;
import static org.raceway.consents.ConsentParties.OCTOBER;
import static org.raceway.consents.ConsentParties.PASSWORD;
import static org.raceway.consents.ConsentParties.PRODUCTION;
import static org.raceway.consents.ConsentParties.PROFILE;
import static org.raceway.consents.ConsentParties.TERMS;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.raceway.RacewayIntegrationTest;
import org.raceway.access.Caller;
import org.raceway.access.DataScope;
import org.raceway.access.Isolation;
import org.raceway.access.Permission;
import org.raceway.access.WriteBar;
import org.raceway.audit.AuditActor;
import org.raceway.audit.AuditEntry;
import org.raceway.audit.AuditTrail;
import org.raceway.enterprises.EnterpriseLeft;
import org.raceway.enterprises.Enterprises;
import org.raceway.enterprises.EnterprisesMerged;
import org.raceway.notifications.Notifications;
import org.raceway.people.Accounts;
import org.raceway.people.Role;
import org.raceway.platform.PlatformProblem;
import org.raceway.platform.Problem;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Texts;
import org.raceway.platform.TimeOrderedIds;
import org.raceway.platform.WholeDatabase;
import org.raceway.traceability.Capture;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@RacewayIntegrationTest
class ConsentsIntegrationTests {
    private static final Texts ENGLISH = Texts.of(Locale.ENGLISH);
    private static final Texts CHINESE = Texts.of(Locale.SIMPLIFIED_CHINESE);
    private static final AtomicInteger REFERENCES = new AtomicInteger();
    private static @Nullable ConsentParties parties;

    @Autowired
    private StoredConsents consents;

    @Autowired
    private JdbcClient database;

    @Autowired
    private WholeDatabase whole;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private Isolation isolation;

    @Autowired
    private ConsentFields fields;

    @Autowired
    private Enterprises enterprises;

    @Autowired
    private ObjectProvider<WriteBar> bars;

    @Autowired
    private ConsentNotices notices;

    @Autowired
    private ApplicationEventPublisher publisher;

    @Autowired
    private ConsentViews views;

    @Autowired
    private Notifications notifications;

    @Autowired
    private AuditTrail audit;

    @Autowired
    private TimeOrderedIds ids;

    @Autowired
    private RestTestClient http;

    private final List<Object> events = new ArrayList<>();
    private final String reference = "T" + REFERENCES.incrementAndGet();

    @BeforeEach
    void register(@Autowired Accounts accounts, @Autowired Capture capture) throws Exception {
        if (parties == null) {
            ConsentParties made = new ConsentParties(enterprises, accounts);
            made.ship(capture);
            parties = made;
        }
    }

    @Test
    void readsWhatIsGrantedAndTellsTheGranterInPlainWords() {
        UUID id = granted();
        ConsentedData data = consents.read(banker(), them().plant.id(), DELIVERIES, OCTOBER, purpose(), ReadDoor.ROOM);

        // The box is unpacked; the return, the subcontracted goods and the event in error don't count.
        assertThat(data.rows()).hasSize(1);
        assertThat(data.rows().getFirst())
                .contains(
                        new ConsentValue.Month(YearMonth.of(2026, 10)),
                        new ConsentValue.Words("临清农商银行", "ICBC Linqing"),
                        new ConsentValue.Amount(new BigDecimal("502")),
                        ConsentValue.of(2));
        assertThat(data.provenance().consent()).isEqualTo(id);
        assertThat(data.provenance().granter()).isEqualTo(them().plant.id());

        ConsentRead read = reads(id).getFirst();
        assertThat(read.id()).isEqualTo(data.provenance().read());
        assertThat(read.lines()).isEqualTo(1);
        ConsentWords words = views.words();
        LocalDate day = Period.dayOf(read.at());
        assertThat(words.sentence(read, them().plant.id(), CHINESE))
                .isEqualTo("临清农商银行 于 " + day.getMonthValue() + "月" + day.getDayOfMonth() + "日 为『贷款申请 " + reference
                        + "』读取了贵企业 10 月的交货记录");
        assertThat(words.sentence(read, them().plant.id(), ENGLISH))
                .matches("ICBC Linqing read your deliveries of October on \\d+ \\w+ for loan application " + reference);
        assertThat(whole.client()
                        .sql("select count(*) from audit_entry where action = 'consents.read' and subject = :id"
                                + " and enterprise = :plant and actor = :banker and outcome = 'done'")
                        .param("id", id.toString())
                        .param("plant", them().plant.id())
                        .param("banker", banker().accountId())
                        .query(Long.class)
                        .single())
                .isOne();
    }

    @Test
    void previewsExactlyWhatIsRead() {
        granted();
        for (String field : List.of(DELIVERIES, PROFILE)) {
            assertThat(consents.read(banker(), them().plant.id(), field, AUTUMN, purpose(), ReadDoor.ROOM)
                            .rows())
                    .isEqualTo(consents.preview(owner(), field, AUTUMN).rows())
                    .isNotEmpty();
        }
        assertThat(consents.preview(owner(), PRODUCTION, AUTUMN).rows()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(ConsentState.class)
    void allowsEachStepOnlyWhereItBelongs(ConsentState state) {
        for (ConsentAction action :
                List.of(ConsentAction.GRANTED, ConsentAction.REFUSED, ConsentAction.WITHDRAWN, ConsentAction.REVOKED)) {
            UUID id = inState(state, reference + action);
            boolean allowed =
                    action == ConsentAction.REVOKED ? state == ConsentState.GRANTED : state == ConsentState.REQUESTED;
            if (allowed) {
                step(action, id);
                assertThat(state(id)).isEqualTo(action.state());
            } else {
                refuses(ConsentProblem.WRONG_STATE, () -> step(action, id));
                assertThat(state(id)).isEqualTo(state);
            }
        }
    }

    @Test
    void keepsEveryStepWithWhoWhenAndWhy() {
        UUID id = requested();
        consents.refuse(owner(), id, "请先提供贷款合同");
        List<ConsentStep> steps = consents.steps(banker(), id);
        assertThat(steps)
                .extracting(ConsentStep::action)
                .containsExactly(ConsentAction.REQUESTED, ConsentAction.REFUSED);
        assertThat(steps)
                .extracting(ConsentStep::enterprise)
                .containsExactly(them().bank.id(), them().plant.id());
        assertThat(steps).extracting(ConsentStep::account).containsExactly(banker().accountId(), null);
        assertThat(steps.getLast().reason()).isEqualTo("请先提供贷款合同");
        assertThatThrownBy(() -> isolation.as(
                        them().plant.id(),
                        () -> database.sql("update consent_step set reason = 'x' where consent = :id")
                                .param("id", id)
                                .update()))
                .rootCause()
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> isolation.as(
                        them().plant.id(),
                        () -> database.sql("delete from consent_read").update()))
                .rootCause()
                .hasMessageContaining("permission denied");
    }

    @Test
    void letsOnlyTheSidesDoTheirPart() {
        UUID id = requested();
        refuses(PlatformProblem.NOT_FOUND, () -> consents.grant(ownPermissions(banker()), id, TERMS));
        refuses(PlatformProblem.NOT_FOUND, () -> consents.withdraw(ownPermissions(owner()), id, ""));
        refuses(PlatformProblem.NOT_FOUND, () -> consents.refuse(them().otherBanker, id, "no"));
        assertThat(consents.byId(them().otherBanker, id)).isEmpty();
        Caller colleague = new Caller(
                UUID.randomUUID(), them().plant.id(), null, EnumSet.of(Permission.CONSENTS_READ), DataScope.DEPARTMENT);
        assertThat(consents.byId(colleague, id))
                .as("below the enterprise's scope")
                .isEmpty();
        assertThatThrownBy(() -> consents.grant(
                        ConsentParties.with(owner(), Permission.CONSENTS_READ, DataScope.GRANTED), id, TERMS))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> consents.request(owner(), ConsentParties.request(them(), reference)))
                .isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void grantsLessButNeverMoreThanAsked() {
        UUID id = requested();
        refuses(
                ConsentProblem.WIDER_THAN_ASKED,
                () -> consents.grant(owner(), id, new Consent.Terms(List.of(PRODUCTION), AUTUMN, TERMS.lastDay())));
        refuses(
                ConsentProblem.WIDER_THAN_ASKED,
                () -> consents.grant(
                        owner(),
                        id,
                        new Consent.Terms(
                                List.of(PROFILE), AUTUMN, TERMS.lastDay().plusDays(1))));
        refuses(
                ConsentProblem.WIDER_THAN_ASKED,
                () -> consents.grant(
                        owner(),
                        id,
                        new Consent.Terms(
                                List.of(PROFILE),
                                new Period(AUTUMN.from().minusDays(1), AUTUMN.to()),
                                TERMS.lastDay())));
        refuses(
                ConsentProblem.INVALID,
                () -> consents.grant(owner(), id, new Consent.Terms(List.of(), AUTUMN, TERMS.lastDay())));
        consents.grant(
                owner(),
                id,
                new Consent.Terms(List.of(DELIVERIES), OCTOBER, TERMS.lastDay().minusDays(20)));

        refuses(ConsentProblem.FIELD_NOT_GRANTED, () -> read(PROFILE, OCTOBER));
        refuses(ConsentProblem.PERIOD_NOT_GRANTED, () -> read(DELIVERIES, AUTUMN));
        assertThat(read(DELIVERIES, OCTOBER).rows()).isNotEmpty();
        assertThat(reads(id)).hasSize(1);
    }

    @Test
    void refusesWhatThePublishedRuleDoesNotAllow() {
        refuses(
                ConsentProblem.AGAINST_RULE,
                () -> request("loan-monitoring", List.of("enterprises.profile", "traceability.quality")));
        refuses(ConsentProblem.AGAINST_RULE, () -> request("order-tracking", List.of(PRODUCTION)));
        refuses(ConsentProblem.INVALID, () -> request("nonsense", List.of(PRODUCTION)));
        refuses(ConsentProblem.INVALID, () -> request("loan-application", List.of("no.such")));
        refuses(
                ConsentProblem.AGAINST_RULE,
                () -> consents.request(
                        banker(),
                        new ConsentRequest(
                                them().plant.id(),
                                purpose(),
                                new Consent.Terms(List.of(PROFILE), AUTUMN, LocalDate.of(2036, 1, 1)),
                                "")));
        requested();
        refuses(ConsentProblem.ALREADY_ASKED, this::requested);
    }

    @Test
    void readsNothingWithoutAConsentOfOnesOwn() {
        UUID id = granted();
        refuses(
                ConsentProblem.NO_CONSENT,
                () -> consents.read(
                        them().otherBanker, them().plant.id(), DELIVERIES, OCTOBER, purpose(), ReadDoor.ROOM));
        refuses(
                PlatformProblem.NOT_FOUND,
                () -> consents.read(them().otherBanker, id, DELIVERIES, OCTOBER, ReadDoor.API));
        refuses(
                ConsentProblem.NO_CONSENT,
                () -> consents.read(
                        banker(),
                        them().plant.id(),
                        DELIVERIES,
                        OCTOBER,
                        new PurposeReference("loan-application", "another"),
                        ReadDoor.ROOM));
        refuses(ConsentProblem.FIELD_NOT_GRANTED, () -> read(PRODUCTION, OCTOBER));
        refuses(ConsentProblem.PERIOD_NOT_GRANTED, () -> read(DELIVERIES, Period.month(YearMonth.of(2026, 8))));
        assertThatThrownBy(() -> consents.read(
                        ConsentParties.with(banker(), Permission.CONSENTS_REQUEST, DataScope.ENTERPRISE),
                        id,
                        DELIVERIES,
                        OCTOBER,
                        ReadDoor.API))
                .isInstanceOf(AccessDeniedException.class);
        assertThat(reads(id)).isEmpty();
        assertThat(whole.client()
                        .sql("select count(*) from audit_entry where action = 'consents.read' and outcome = 'refused'"
                                + " and enterprise = :plant and details ->> 'reference' = :reference")
                        .param("plant", them().plant.id())
                        .param("reference", reference)
                        .query(Long.class)
                        .single())
                .isGreaterThanOrEqualTo(3);
    }

    @Test
    void givesNothingByAnyDoorOnceItIsRevoked() {
        UUID id = granted();
        String page = "/consents/" + id + "/data/" + DELIVERIES + "?from=2026-10-01&to=2026-10-31";
        String api = "/api/v1" + page;
        assertThat(status(api, them().bankerLogin)).isEqualTo(HttpStatus.OK);
        assertThat(status(page, them().bankerLogin)).isEqualTo(HttpStatus.FOUND);
        assertThat(status(api, them().otherLogin)).isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(status(api, them().ownerLogin)).isEqualTo(HttpStatus.FORBIDDEN);

        consents.revoke(owner(), id, "贷款已结清");

        refuses(ConsentProblem.NO_CONSENT, () -> read(DELIVERIES, OCTOBER));
        assertThat(status(api, them().bankerLogin)).isEqualTo(HttpStatus.FORBIDDEN);
        assertThat(consents.live(banker(), Optional.of(them().plant.id())))
                .extracting(Consent::id)
                .doesNotContain(id);
        assertThat(state(id)).isEqualTo(ConsentState.REVOKED);
    }

    @Test
    void answersByTheApi() {
        String body = """
                {"granter": "%s", "purpose": "loan-application", "reference": "%s", "fields": ["%s"],
                 "from": "2026-10-01", "to": "2026-10-31", "lastDay": "2027-01-31"}
                """.formatted(them().plant.id(), reference, DELIVERIES);
        http.post()
                .uri("/api/v1/consents")
                .headers(headers -> headers.setBasicAuth(them().bankerLogin, PASSWORD))
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange()
                .expectStatus()
                .isCreated();
        UUID id = consents.live(banker(), Optional.empty()).stream()
                .filter(consent -> consent.purpose().reference().equals(reference))
                .map(Consent::id)
                .findFirst()
                .orElseGet(() -> waiting());
        post("/api/v1/consents/" + id + "/refuse", them().ownerLogin, "{}")
                .expectStatus()
                .isBadRequest();
        post("/api/v1/consents/" + id + "/grant", them().ownerLogin, "{\"lastDay\": \"2026-12-31\"}")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.state")
                .isEqualTo("GRANTED")
                .jsonPath("$.terms.lastDay")
                .isEqualTo("2026-12-31")
                .jsonPath("$.asked.lastDay")
                .isEqualTo("2027-01-31");
        get("/api/v1/consents/" + id + "/data/" + DELIVERIES, them().bankerLogin)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.rows[0].month")
                .isEqualTo("2026-10")
                .jsonPath("$.rows[0].quantity")
                .isEqualTo(502)
                .jsonPath("$.provenance.consent")
                .isEqualTo(id.toString());
        get("/api/v1/consents/" + id + "/reads", them().ownerLogin)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.length()")
                .isEqualTo(1)
                .jsonPath("$[0].sentence")
                .value(
                        String.class,
                        sentence -> assertThat(sentence)
                                .startsWith("ICBC Linqing read your deliveries of October on ")
                                .endsWith(" for loan application " + reference));
        get("/api/v1/consents/" + id + "/reads", them().otherLogin)
                .expectStatus()
                .isNotFound();
        get("/api/v1/consents/" + id, them().bankerLogin)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.steps.length()")
                .isEqualTo(2);
        post("/api/v1/consents/" + id + "/revoke", them().ownerLogin, "{}")
                .expectStatus()
                .isOk();
        get("/api/v1/consents/" + id + "/data/" + DELIVERIES, them().bankerLogin)
                .expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("consent-missing");
    }

    @Test
    void recordsEveryReadBeforeARevocationAndGivesNothingAfterIt() throws Exception {
        UUID id = granted();
        int readers = 16;
        CountDownLatch begun = new CountDownLatch(readers);
        AtomicInteger given = new AtomicInteger();
        Set<UUID> handed = ConcurrentHashMap.newKeySet();
        try (ExecutorService threads = Executors.newFixedThreadPool(readers)) {
            List<Future<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < readers; i++) {
                all.add(threads.submit((Callable<Boolean>) () -> {
                    begun.countDown();
                    begun.await();
                    try {
                        while (true) {
                            handed.add(read(PROFILE, OCTOBER).provenance().read());
                            given.incrementAndGet();
                        }
                    } catch (ProblemException e) {
                        return e.problem() == ConsentProblem.NO_CONSENT;
                    }
                }));
            }
            begun.await();
            while (given.get() < 40) {
                Thread.sleep(2);
            }
            consents.revoke(owner(), id, "");
            int before = reads(id).size();
            for (Future<Boolean> reader : all) {
                assertThat(reader.get()).isTrue();
            }
            assertThat(reads(id)).as("nothing is recorded after the revocation").hasSize(before);
        }
        Instant revoked = consents.steps(owner(), id).getLast().at();
        assertThat(reads(id)).extracting(ConsentRead::id).containsExactlyInAnyOrderElementsOf(handed);
        assertThat(reads(id)).allMatch(read -> !read.at().isAfter(revoked));
    }

    @Test
    void handsOutNothingThatItCannotRecord() {
        UUID id = granted();
        AuditTrail broken = new AuditTrail() {
            @Override
            public void record(AuditEntry entry) {
                throw new IllegalStateException("no room");
            }

            @Override
            public void recordAs(AuditActor actor, AuditEntry entry) {
                record(entry);
            }
        };
        StoredConsents ledger = ledger(Clock.systemUTC(), broken);
        assertThatThrownBy(() -> ledger.read(banker(), id, DELIVERIES, OCTOBER, ReadDoor.API))
                .isInstanceOf(IllegalStateException.class);
        assertThat(reads(id)).isEmpty();
    }

    @Test
    void endsAConsentByItsTime() {
        UUID id = granted();
        UUID result =
                consents.derive(banker(), List.of(id), new DerivedResult("finance", "17", "信用评分", "Credit score"));
        StoredConsents later = ledger(at(Period.endOf(TERMS.lastDay())), audit);
        refuses(ConsentProblem.NO_CONSENT, () -> later.read(banker(), id, DELIVERIES, OCTOBER, ReadDoor.API));
        assertThat(later.isStale(banker(), result)).isTrue();
        assertThat(consents.isStale(banker(), result)).isFalse();
        assertThat(state(id)).isEqualTo(ConsentState.GRANTED);

        assertThat(later.expire()).isPositive();
        assertThat(later.expire()).as("once more").isZero();
        assertThat(state(id)).isEqualTo(ConsentState.EXPIRED);
        assertThat(consents.isStale(banker(), result)).isTrue();
        assertThat(consents.steps(owner(), id).getLast().enterprise()).isNull();
        assertThat(events)
                .filteredOn(event ->
                        event instanceof ConsentsEnded ended && ended.consents().contains(id))
                .singleElement()
                .satisfies(
                        event -> assertThat(((ConsentsEnded) event).results()).containsExactly(result));
        assertThat(notices("consents.expired", id)).isEqualTo(2);
    }

    @Test
    void endsAConsentOnceThoughManyProcessesDo() throws Exception {
        UUID id = granted();
        StoredConsents later = ledger(at(Period.endOf(TERMS.lastDay())), audit);
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            List<Future<Integer>> runs = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                runs.add(threads.submit(later::expire));
            }
            for (Future<Integer> run : runs) {
                run.get();
            }
        }
        later.expire();
        assertThat(consents.steps(owner(), id))
                .extracting(ConsentStep::action)
                .containsExactly(ConsentAction.REQUESTED, ConsentAction.GRANTED, ConsentAction.EXPIRED);
    }

    @Test
    void tellsBothSidesAWeekBefore() {
        UUID id = granted();
        StoredConsents soon = ledger(at(Period.endOf(TERMS.lastDay()).minus(Duration.ofDays(6))), audit);
        soon.expire();
        soon.expire();
        assertThat(notices("consents.expiring", id)).isEqualTo(2);
        assertThat(state(id)).isEqualTo(ConsentState.GRANTED);
    }

    @Test
    void letsARequestLapse() {
        UUID id = requested();
        StoredConsents later = ledger(at(Period.endOf(TERMS.lastDay())), audit);
        refuses(ConsentProblem.INVALID, () -> later.grant(owner(), id, TERMS));
        later.expire();
        assertThat(state(id)).isEqualTo(ConsentState.EXPIRED);
        assertThat(notifications.isOpen("consent:" + id)).isFalse();
    }

    @Test
    void marksWhatWasMadeOfItAsStale() {
        UUID id = granted();
        StoredConsents ledger = ledger(Clock.systemUTC(), audit);
        UUID result = ledger.derive(banker(), List.of(id), new DerivedResult("finance", "18", "信用评分", "Credit score"));
        assertThat(consents.isStale(banker(), result)).isFalse();
        assertThat(consents.results(owner(), id))
                .singleElement()
                .satisfies(shown -> assertThat(shown.staleAt()).isNull());

        ledger.revoke(owner(), id, "");

        assertThat(consents.isStale(banker(), result)).isTrue();
        assertThat(consents.isStale(owner(), result)).isTrue();
        assertThat(consents.isStale(them().otherBanker, result))
                .as("unknown to others")
                .isTrue();
        assertThat(consents.results(banker(), id))
                .singleElement()
                .satisfies(shown -> assertThat(shown.staleAt()).isNotNull());
        assertThat(events).singleElement().isInstanceOfSatisfying(ConsentsEnded.class, ended -> {
            assertThat(ended.consents()).containsExactly(id);
            assertThat(ended.results()).containsExactly(result);
            assertThat(ended.by()).isEqualTo(ConsentAction.REVOKED);
        });
        refuses(
                ConsentProblem.NO_CONSENT,
                () -> consents.derive(
                        banker(), List.of(id), new DerivedResult("finance", "19", "信用评分", "Credit score")));
    }

    @Test
    void showsRowsToTheirSidesOnly() {
        UUID id = granted();
        read(DELIVERIES, OCTOBER);
        for (String table : List.of("consent", "consent_step", "consent_read")) {
            String column = table.equals("consent") ? "id" : "consent";
            assertThat(rows(them().plant.id(), table, column, id)).as(table).isPositive();
            assertThat(rows(them().bank.id(), table, column, id)).as(table).isPositive();
            assertThat(rows(them().otherBank.id(), table, column, id)).as(table).isZero();
            assertThat(count(table, column, id)).as("nobody's " + table).isZero();
        }
    }

    @Test
    void followsAnEnterpriseIntoAnother() {
        UUID id = granted();
        read(DELIVERIES, OCTOBER);
        UUID twin = UUID.randomUUID();
        publisher.publishEvent(new EnterprisesMerged(them().plant.id(), twin));
        assertThat(rows(twin, "consent", "id", id)).isOne();
        assertThat(rows(twin, "consent_read", "consent", id)).isOne();
        assertThat(rows(them().plant.id(), "consent", "id", id)).isZero();
        publisher.publishEvent(new EnterprisesMerged(twin, them().plant.id()));
        assertThat(reads(id)).hasSize(1);
    }

    @Test
    void holdsWhatTwoRecordsOfOneEnterpriseGrantedAndShipped(@Autowired Accounts accounts, @Autowired Capture capture)
            throws Exception {
        ConsentParties goes = new ConsentParties(enterprises, accounts);
        ConsentParties stays = new ConsentParties(enterprises, accounts);
        goes.ship(capture);
        stays.ship(capture);
        UUID given = consents.request(goes.banker, ConsentParties.request(goes, reference));
        consents.grant(goes.owner, given, TERMS);
        consents.read(goes.banker, goes.plant.id(), DELIVERIES, OCTOBER, purpose(), ReadDoor.API);
        UUID expiring = consents.request(goes.banker, ConsentParties.request(goes, reference + "-expiring"));
        consents.grant(goes.owner, expiring, TERMS);
        ConsentRequest both = ConsentParties.request(stays, reference + "-both");
        UUID askedOfStays = consents.request(goes.banker, both);
        UUID askedOfGoes = consents.request(goes.banker, ConsentParties.request(goes, reference + "-both"));
        PurposeReference assessment = new PurposeReference("supplier-assessment", reference);
        Caller buyer = ownPermissions(stays.owner);
        UUID between = consents.request(
                buyer,
                new ConsentRequest(
                        goes.plant.id(), assessment, new Consent.Terms(List.of(PROFILE), AUTUMN, TERMS.lastDay()), ""));
        consents.grant(goes.owner, between, new Consent.Terms(List.of(PROFILE), AUTUMN, TERMS.lastDay()));
        UUID result = consents.derive(
                buyer, List.of(between), new DerivedResult("purchasing", "1", "供应商评价", "Supplier assessment"));

        String operator = "consents-operator-" + UUID.randomUUID();
        accounts.create(new Accounts.NewAccount(operator, PASSWORD, "运营", "Operator", Role.OPERATOR, null));
        post("/api/v1/enterprises/merge", operator, """
                        {"from": "%s", "into": "%s", "take": [], "reason": "同一企业"}
                        """.formatted(goes.plant.id(), stays.plant.id()))
                .expectStatus()
                .isNoContent();

        // By the old id as by the new one, and of what both have shipped.
        ConsentedData data = consents.read(goes.banker, goes.plant.id(), DELIVERIES, OCTOBER, purpose(), ReadDoor.API);
        assertThat(data.provenance().granter()).isEqualTo(stays.plant.id());
        assertThat(data.rows())
                .hasSize(2)
                .allSatisfy(row -> assertThat(row).contains(new ConsentValue.Amount(new BigDecimal("502"))));
        assertThat(consents.live(goes.banker, Optional.of(goes.plant.id())))
                .extracting(Consent::id)
                .contains(given, expiring);
        assertThat(rows(stays.plant.id(), "consent_read", "consent", given)).isEqualTo(2);
        assertThat(consents.steps(stays.owner, given).get(1).account())
                .as("who granted is the enterprise's own person still")
                .isEqualTo(goes.owner.accountId());
        // One request of two, and nothing between an enterprise and itself.
        assertThat(stateFor(stays.owner, askedOfStays)).isEqualTo(ConsentState.REQUESTED);
        assertThat(stateFor(stays.owner, askedOfGoes)).isEqualTo(ConsentState.WITHDRAWN);
        assertThat(notifications.isOpen("consent:" + askedOfGoes)).isFalse();
        assertThat(notifications.isOpen("consent:" + askedOfStays)).isTrue();
        assertThat(stateFor(stays.owner, between)).isEqualTo(ConsentState.REVOKED);
        assertThat(consents.isStale(stays.owner, result)).isTrue();

        ledger(at(Period.endOf(TERMS.lastDay())), audit).expire();
        assertThat(stateFor(stays.owner, expiring)).isEqualTo(ConsentState.EXPIRED);
    }

    @Test
    void revokesWhatTheOtherRecordGranted(@Autowired Accounts accounts) {
        ConsentParties goes = new ConsentParties(enterprises, accounts);
        UUID given = consents.request(goes.banker, ConsentParties.request(goes, reference));
        consents.grant(goes.owner, given, TERMS);
        publisher.publishEvent(
                new EnterprisesMerged(goes.plant.id(), them().plant.id()));
        consents.revoke(owner(), given, "");
        assertThat(state(given)).isEqualTo(ConsentState.REVOKED);
        refuses(ConsentProblem.NO_CONSENT, () -> consents.read(goes.banker, given, PROFILE, OCTOBER, ReadDoor.API));
    }

    @Test
    void endsEverythingOfAnEnterpriseThatLeavesAndForgetsItInTheEnd(
            @Autowired Accounts accounts, @Autowired ConsentArchive archive) {
        ConsentParties others = new ConsentParties(enterprises, accounts);
        UUID given = consents.request(others.banker, ConsentParties.request(others, "1"));
        consents.grant(others.owner, given, TERMS);
        consents.read(others.banker, given, PROFILE, OCTOBER, ReadDoor.API);
        UUID result = consents.derive(
                others.banker, List.of(given), new DerivedResult("finance", "1", "信用评分", "Credit score"));
        UUID asked = consents.request(others.banker, ConsentParties.request(others, "2"));
        UUID elsewhere = consents.request(others.otherBanker, ConsentParties.request(others, "3"));
        consents.grant(others.owner, elsewhere, TERMS);
        consents.read(others.otherBanker, elsewhere, PROFILE, OCTOBER, ReadDoor.API);

        isolation.everywhere(() -> new TransactionTemplate(transactions).execute(status -> {
            publisher.publishEvent(new EnterpriseLeft(others.bank.id()));
            return true;
        }));

        assertThat(stateFor(others.owner, given)).isEqualTo(ConsentState.REVOKED);
        assertThat(stateFor(others.owner, asked)).isEqualTo(ConsentState.WITHDRAWN);
        assertThat(stateFor(others.owner, elsewhere)).isEqualTo(ConsentState.GRANTED);
        assertThat(consents.isStale(others.owner, result)).isTrue();
        assertThat(notifications.isOpen("consent:" + asked)).isFalse();
        assertThat(List.of(given, asked))
                .allSatisfy(id -> assertThat(notices("consents.left", id)).isOne());
        assertThat(rows(others.plant.id(), "consent_read", "consent", given))
                .as("kept as proof for the time that the law wants")
                .isOne();

        isolation.everywhere(() -> {
            archive.purge(others.bank.id());
            return true;
        });
        for (String table : List.of("consent_step", "consent_read", "consent_result_source")) {
            assertThat(everybodys(table, "consent", given)).as(table).isZero();
        }
        assertThat(everybodys("consent", "id", given)).isZero();
        assertThat(everybodys("consent_result", "id", result)).isZero();
        assertThat(everybodys("consent_read", "consent", elsewhere))
                .as("of the others nothing is touched")
                .isOne();
    }

    @Test
    void readsInspectionsLicencesAndContactsAsTheyAre(@Autowired Accounts accounts, @Autowired Capture capture) {
        ConsentParties others = new ConsentParties(enterprises, accounts);
        String lot = "\"quantityList\":[{\"epcClass\":\"urn:epc:class:lgtin:9521110.000001.Q%d\",\"quantity\":10}]";
        others.capture(
                capture,
                List.of(
                        inspection(lot.formatted(1), "conformant"),
                        inspection(lot.formatted(2), "conformant"),
                        inspection(lot.formatted(3), "non_conformant"),
                        inspection(lot.formatted(4), "in_progress")));
        whole.client().sql("""
                        insert into enterprise_contact (enterprise, place, name, position, phone, email)
                        values (:plant, 1, '孟师傅', '厂长', '13800000000', '')
                        """).param("plant", others.plant.id()).update();
        whole.client()
                .sql("""
                        insert into enterprise_licence (id, enterprise, kind, number, issuer, expires, source, at, name, english_name)
                        values (:id, :plant, 'ISO_9001', 'Q-77', '认证中心', '2028-05-31', 'ENTERED', now(), '', '')
                        """)
                .param("id", UUID.randomUUID())
                .param("plant", others.plant.id())
                .update();

        List<ConsentValue> month = consents.preview(others.owner, "traceability.quality", OCTOBER)
                .rows()
                .getFirst();
        assertThat(month.getFirst()).isEqualTo(new ConsentValue.Month(YearMonth.of(2026, 10)));
        assertThat(month.subList(3, 6))
                .as("inspected, passed, failed; what is not decided does not count")
                .containsExactly(ConsentValue.of(3), ConsentValue.of(2), ConsentValue.of(1));
        assertThat(consents.preview(others.owner, "enterprises.contacts", OCTOBER)
                        .rows())
                .containsExactly(List.of(
                        ConsentValue.of("孟师傅"),
                        ConsentValue.of("厂长"),
                        ConsentValue.of("13800000000"),
                        new ConsentValue.Nothing()));
        assertThat(consents.preview(others.owner, "enterprises.licences", OCTOBER)
                        .rows())
                .singleElement()
                .satisfies(licence -> {
                    assertThat(licence.get(0).json()).asString().contains("9001");
                    assertThat(licence.get(1)).isEqualTo(ConsentValue.of("Q-77"));
                    assertThat(licence.get(2)).isEqualTo(ConsentValue.of("认证中心"));
                    assertThat(licence.get(3).json()).isEqualTo("2028-05-31");
                });
    }

    @Test
    void namesThePersonToTheirOwnSideOnly(@Autowired ConsentPersonalData personal) {
        UUID id = granted();
        Consent consent = consents.byId(owner(), id).orElseThrow();
        assertThat(views.view(consent, owner(), "", ENGLISH).steps())
                .extracting(ConsentView.Step::text)
                .containsExactly("ICBC Linqing (reader) asked", "Linqing Yuanfan Bearings (Test) granted");
        assertThat(views.view(consent, banker(), "", CHINESE).steps())
                .extracting(ConsentView.Step::text)
                .containsExactly("临清农商银行（测试） 提出申请", "临清远帆轴承有限公司（授权方） 同意授权");
        assertThat(consents.steps(banker(), id))
                .extracting(ConsentStep::account)
                .containsExactly(banker().accountId(), null);
        assertThat(personal.held(banker().accountId())).anySatisfy(held -> {
            assertThat(held.table()).isEqualTo("consent_step");
            assertThat(held.value()).isEqualTo("REQUESTED");
        });
    }

    @Test
    void letsASuspendedEnterpriseNeitherReadNorGrant(@Autowired Accounts accounts) {
        ConsentParties others = new ConsentParties(enterprises, accounts);
        UUID given = consents.request(others.banker, ConsentParties.request(others, "1"));
        consents.grant(others.owner, given, TERMS);
        UUID asked = consents.request(others.banker, ConsentParties.request(others, "2"));
        StoredConsents barring = new StoredConsents(
                database,
                transactions,
                isolation,
                fields,
                enterprises,
                new StaticListableBeanFactory(Map.of("bar", (WriteBar) enterprise -> {
                            if (enterprise.equals(others.plant.id())) {
                                throw new ProblemException(PlatformProblem.FORBIDDEN);
                            }
                        }))
                        .getBeanProvider(WriteBar.class),
                notices,
                audit,
                events::add,
                ids,
                Clock.systemUTC());
        refuses(ConsentProblem.NOT_ACTIVE, () -> barring.read(others.banker, given, PROFILE, OCTOBER, ReadDoor.API));
        refuses(ConsentProblem.NOT_ACTIVE, () -> barring.grant(others.owner, asked, TERMS));
        refuses(
                ConsentProblem.NOT_ACTIVE,
                () -> barring.request(others.otherBanker, ConsentParties.request(others, "3")));
        barring.revoke(others.owner, given, "");
    }

    @Test
    void asksAndAnswersByToDosAndNotices() {
        UUID id = requested();
        assertThat(notifications.isOpen("consent:" + id)).isTrue();
        assertThat(notices("consents.requested", id)).isEqualTo(1);
        consents.grant(owner(), id, TERMS);
        assertThat(notifications.isOpen("consent:" + id)).isFalse();
        assertThat(notices("consents.granted", id)).isEqualTo(1);
    }

    // ---- what all of these use

    private static ConsentParties them() {
        return Objects.requireNonNull(parties);
    }

    private static Caller owner() {
        return them().owner;
    }

    private static Caller banker() {
        return them().banker;
    }

    /** Who may do everything, for their own enterprise. */
    private static Caller ownPermissions(Caller caller) {
        return caller.with(EnumSet.allOf(Permission.class));
    }

    private PurposeReference purpose() {
        return new PurposeReference("loan-application", reference);
    }

    private UUID requested() {
        return consents.request(banker(), ConsentParties.request(them(), reference));
    }

    private UUID granted() {
        UUID id = requested();
        consents.grant(owner(), id, TERMS);
        return id;
    }

    private UUID request(String purpose, List<String> asked) {
        return consents.request(
                banker(),
                new ConsentRequest(
                        them().plant.id(),
                        new PurposeReference(purpose, reference),
                        new Consent.Terms(asked, AUTUMN, TERMS.lastDay()),
                        ""));
    }

    private ConsentedData read(String field, Period period) {
        return consents.read(banker(), them().plant.id(), field, period, purpose(), ReadDoor.ROOM);
    }

    private UUID inState(ConsentState state, String itsReference) {
        UUID id = consents.request(banker(), ConsentParties.request(them(), itsReference));
        switch (state) {
            case REQUESTED -> {}
            case GRANTED -> step(ConsentAction.GRANTED, id);
            case REFUSED -> step(ConsentAction.REFUSED, id);
            case WITHDRAWN -> step(ConsentAction.WITHDRAWN, id);
            case REVOKED -> {
                step(ConsentAction.GRANTED, id);
                step(ConsentAction.REVOKED, id);
            }
            case EXPIRED -> ledger(at(Period.endOf(TERMS.lastDay())), audit).expire();
        }
        return id;
    }

    private void step(ConsentAction action, UUID id) {
        switch (action) {
            case GRANTED -> consents.grant(owner(), id, TERMS);
            case REFUSED -> consents.refuse(owner(), id, "no");
            case WITHDRAWN -> consents.withdraw(banker(), id, "");
            case REVOKED -> consents.revoke(owner(), id, "");
            case REQUESTED, EXPIRED -> throw new IllegalArgumentException();
        }
    }

    private static String inspection(String what, String disposition) {
        return ConsentParties.event(
                "ObjectEvent",
                "2026-10-06T08:00:00+08:00",
                "OBSERVE",
                "inspecting",
                what,
                ",\"disposition\":\"" + disposition + "\"");
    }

    private ConsentState stateFor(Caller caller, UUID id) {
        return consents.byId(caller, id).orElseThrow().state();
    }

    private long everybodys(String table, String column, UUID id) {
        return whole.client()
                .sql("select count(*) from " + table + " where " + column + " = :id")
                .param("id", id)
                .query(Long.class)
                .single();
    }

    private ConsentState state(UUID id) {
        return consents.byId(owner(), id).orElseThrow().state();
    }

    private List<ConsentRead> reads(UUID id) {
        return isolation.as(
                them().plant.id(),
                () -> database.sql("select " + StoredConsents.READ_COLUMNS + " from consent_read where consent = :id")
                        .param("id", id)
                        .query(StoredConsents::read)
                        .list());
    }

    private UUID waiting() {
        return isolation.as(
                them().bank.id(),
                () -> database.sql("select id from consent where reference = :reference")
                        .param("reference", reference)
                        .query(UUID.class)
                        .single());
    }

    private long rows(UUID enterprise, String table, String column, UUID id) {
        return isolation.as(enterprise, () -> count(table, column, id));
    }

    private long count(String table, String column, UUID id) {
        return database.sql("select count(*) from " + table + " where " + column + " = :id")
                .param("id", id)
                .query(Long.class)
                .single();
    }

    /** Notices on their way or in an inbox. */
    private long notices(String kind, UUID id) {
        return whole.client()
                .sql("""
                        select (select count(distinct id) from notice where kind = :kind and link = :link)
                             + (select count(*) from notice_dispatch where kind = :kind and link = :link)
                        """)
                .param("kind", kind)
                .param("link", "/consents/" + id)
                .query(Long.class)
                .single();
    }

    private StoredConsents ledger(Clock clock, AuditTrail trail) {
        return new StoredConsents(
                database, transactions, isolation, fields, enterprises, bars, notices, trail, events::add, ids, clock);
    }

    private static Clock at(Instant instant) {
        return Clock.fixed(instant, ZoneOffset.UTC);
    }

    private HttpStatus status(String path, String login) {
        return HttpStatus.valueOf(
                get(path, login).returnResult(String.class).getStatus().value());
    }

    private RestTestClient.ResponseSpec get(String path, String login) {
        return http.get()
                .uri(path)
                .headers(headers -> {
                    headers.setBasicAuth(login, PASSWORD);
                    headers.set("Accept-Language", "en");
                })
                .exchange();
    }

    private RestTestClient.ResponseSpec post(String path, String login, String body) {
        return http.post()
                .uri(path)
                .headers(headers -> headers.setBasicAuth(login, PASSWORD))
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    private static void refuses(Problem problem, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem()).isEqualTo(problem));
    }
}
