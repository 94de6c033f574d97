package org.raceway.cards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.raceway.RacewayIntegrationTest;
import org.raceway.access.Caller;
import org.raceway.access.Isolation;
import org.raceway.cards.EntryOrder.Confirmation;
import org.raceway.enterprises.Enterprise;
import org.raceway.enterprises.EnterpriseKind;
import org.raceway.enterprises.Enterprises;
import org.raceway.identifiers.gs1.CheckDigits;
import org.raceway.identifiers.gs1.Gs1Identifiers;
import org.raceway.identifiers.gs1.UnifiedSocialCreditCode;
import org.raceway.people.Accounts;
import org.raceway.people.Role;
import org.raceway.platform.ProblemException;
import org.raceway.platform.WholeDatabase;
import org.raceway.traceability.Direction;
import org.raceway.traceability.Genealogy;
import org.raceway.traceability.GenealogyGraph;
import org.springframework.beans.factory.annotation.Autowired;

/** From a new lot to its genealogy, with all that can go wrong in a workshop. */
@RacewayIntegrationTest
class CardsIntegrationTests {
    private static final byte[] PICTURE = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private final Enterprises enterprises;
    private final Accounts accounts;
    private final StoredCards cards;
    private final Entries entries;
    private final Genealogy genealogy;
    private final Isolation isolation;
    private final WholeDatabase whole;

    @Autowired
    CardsIntegrationTests(
            Enterprises enterprises,
            Accounts accounts,
            StoredCards cards,
            Entries entries,
            Genealogy genealogy,
            Isolation isolation,
            WholeDatabase whole) {
        this.enterprises = enterprises;
        this.accounts = accounts;
        this.cards = cards;
        this.entries = entries;
        this.genealogy = genealogy;
        this.isolation = isolation;
        this.whole = whole;
    }

    @Test
    void followsALotFromItsSteelThroughEachStep() {
        Caller plant = plant(false);
        Card bar = issue(plant, "圆钢 φ40", Unit.KILOGRAMS, "1000", List.of(Step.ROLLING), List.of());
        take(plant, order(bar, Step.ROLLING, "1000"));
        Card forging = issue(
                plant,
                "6204 外圈锻件",
                Unit.PIECES,
                "500",
                List.of(Step.TURNING, Step.FORGING),
                List.of(new StoredCards.InputOrder(bar.lot(), "120.5", Unit.KILOGRAMS)));
        assertThat(forging.route()).containsExactly(Step.FORGING, Step.TURNING);
        assertThat(forging.product().issued()).isTrue();
        assertThat(forging.product().gtin()).startsWith("004");
        assertThat(Gs1Identifiers.isGtin(forging.product().gtin())).isTrue();
        UUID phone = UUID.randomUUID();
        take(plant, unseen(order(forging, Step.FORGING, "300"), phone));
        take(plant, unseen(order(forging, Step.FORGING, "195"), phone));
        CardEntry turned =
                take(plant, unseen(order(forging, Step.TURNING, "490"), phone)).entry();
        assertThat(turned.number()).isEqualTo(3);

        GenealogyGraph graph = isolation.as(
                plant.requireEnterprise(),
                () -> genealogy.trace(
                        forging.thing(), Direction.UPSTREAM, null, new GenealogyGraph.Bounds(10, 100, 1_000)));
        assertThat(graph.nodes()).anyMatch(node -> bar.thing().equals(node.id()));
        // Made in two goes, it has one origin, and the steel went in once.
        assertThat(whole.client()
                        .sql(
                                "select count(*) from event where owner = :owner and position('inputQuantityList' in convert_from(body, 'UTF8')) > 0")
                        .param("owner", plant.enterprise())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        Card now = as(plant, () -> cards.get(plant, forging.id()));
        assertThat(now.step()).isEqualTo(Step.TURNING);
        assertThat(now.done()).isEqualByComparingTo("490");
        assertThat(now.next()).isNull();
        assertThat(as(plant, () -> cards.product(plant, new StoredCards.ProductOrder("6204 外圈锻件", "", Unit.PIECES))))
                .isEqualTo(forging.product());
    }

    @Test
    void takesEachEntryOnceHoweverOftenItIsSent() {
        Caller plant = plant(true);
        Card card = issue(plant, "套圈", Unit.PIECES, "100", List.of(Step.FORGING), List.of());
        EntryOrder order = with(order(card, Step.FORGING, "100"), PICTURE);
        Entries.Taken first = take(plant, order);
        assertThat(first.repeated()).isFalse();
        Entries.Taken again = take(plant, order);
        assertThat(again.repeated()).isTrue();
        assertThat(again.entry().event()).isEqualTo(first.entry().event());
        assertThat(again.entry().photo()).isEqualTo(first.entry().photo()).hasSize(64);
        assertThat(events(plant)).isEqualTo(1);
        assertThat(as(plant, () -> entries.photo(plant, first.entry().id())).content())
                .isEqualTo(PICTURE);
        EntryOrder other = new EntryOrder(
                order.id(),
                order.code(),
                "FORGING",
                BigDecimal.ONE,
                null,
                order.takenAt(),
                order.sentAt(),
                order.device(),
                0,
                null,
                null,
                null);
        refuses(CardProblem.ENTRY_ID_TAKEN, () -> take(plant, other));
        refuses(CardProblem.PHOTO, () -> take(plant, with(order(card, Step.FORGING, "1"), new byte[] {1, 2, 3})));
    }

    @Test
    void asksWhenAnotherPhoneWasFirst() throws Exception {
        Caller plant = plant(true);
        Card card = issue(plant, "套圈", Unit.PIECES, "100", List.of(Step.FORGING, Step.TURNING), List.of());
        List<EntryOrder> both = List.of(order(card, Step.FORGING, "60"), order(card, Step.FORGING, "40"));
        int refused = 0;
        try (ExecutorService phones = Executors.newFixedThreadPool(2)) {
            for (Future<Boolean> future : phones.invokeAll(both.stream()
                    .map(order -> (Callable<Boolean>) () -> {
                        try {
                            take(plant, order);
                            return false;
                        } catch (ProblemException e) {
                            assertThat(e.problem()).isEqualTo(CardProblem.OTHER_PHONE);
                            return true;
                        }
                    })
                    .toList())) {
                refused += future.get() ? 1 : 0;
            }
        }
        assertThat(refused).isEqualTo(1);
        UUID done = as(plant, () -> cards.entries(card.id())).getFirst().id();
        EntryOrder second = done.equals(both.getFirst().id()) ? both.getLast() : both.getFirst();
        assertThat(take(plant, confirmed(second, null, Confirmation.OTHER_PHONE))
                        .entry()
                        .number())
                .isEqualTo(2);
        // Its own entries never stand in a phone's way, in a queue or not.
        take(plant, unseen(order(card, Step.TURNING, "50"), second.device()));
        take(plant, unseen(order(card, Step.TURNING, "50"), second.device()));
        // Without signal nobody knows what the other phone did: only the same step is asked about.
        refuses(CardProblem.OTHER_PHONE, () -> take(plant, unseen(order(card, Step.TURNING, "1"), UUID.randomUUID())));
    }

    @Test
    void asksWhenMoreComesOutThanCameIn() {
        Caller plant = plant(true);
        Card card = issue(plant, "套圈", Unit.PIECES, "100", List.of(Step.FORGING, Step.TURNING), List.of());
        take(plant, order(card, Step.FORGING, "95"));
        EntryOrder more = order(card, Step.TURNING, "96");
        refuses(CardProblem.MORE_THAN_CAME_IN, () -> take(plant, unseen(more, more.device())));
        refuses(
                CardProblem.REASON_MISSING,
                () -> take(plant, confirmed(more, " ", Confirmation.OTHER_PHONE, Confirmation.MORE_THAN_CAME_IN)));
        CardEntry taken = take(
                        plant, confirmed(more, "上道少报一件", Confirmation.OTHER_PHONE, Confirmation.MORE_THAN_CAME_IN))
                .entry();
        assertThat(taken.reason()).isEqualTo("上道少报一件");
        refuses(CardProblem.QUANTITY, () -> take(plant, order(card, Step.TURNING, "1.5")));
        refuses(CardProblem.QUANTITY, () -> take(plant, order(card, Step.TURNING, "0")));
        refuses(CardProblem.QUANTITY, () -> take(plant, order(card, Step.TURNING, "1e30")));
    }

    @Test
    void takesTwoDaysWithoutSignalAndRefusesAClockThatIsYearsOff() {
        Caller plant = plant(true);
        Card card = issue(plant, "套圈", Unit.PIECES, "100", List.of(Step.FORGING), List.of());
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        EntryOrder waited = at(order(card, Step.FORGING, "10"), now.minus(Duration.ofDays(2)), now);
        assertThat(take(plant, waited).entry().happenedAt())
                .isBetween(now.minus(Duration.ofHours(49)), now.minus(Duration.ofHours(47)));
        // A phone that is an hour fast: what it says is corrected by how much it is off.
        EntryOrder fast =
                at(order(card, Step.FORGING, "10"), now.plus(Duration.ofMinutes(30)), now.plus(Duration.ofHours(1)));
        assertThat(take(plant, unseen(fast, waited.device())).entry().happenedAt())
                .isBetween(now.minus(Duration.ofMinutes(31)), now.minus(Duration.ofMinutes(28)));
        for (Duration off : List.of(Duration.ofDays(-2_500), Duration.ofDays(900))) {
            EntryOrder wrong =
                    unseen(at(order(card, Step.FORGING, "10"), now.plus(off), now.plus(off)), waited.device());
            refuses(CardProblem.CLOCK_WRONG, () -> take(plant, wrong));
            CardEntry taken =
                    take(plant, confirmed(wrong, null, Confirmation.CLOCK)).entry();
            assertThat(taken.happenedAt()).isEqualTo(taken.receivedAt());
            assertThat(taken.takenAt()).isEqualTo(now.plus(off));
        }
        // Set right in between: the entry's own time makes no sense any more.
        refuses(
                CardProblem.CLOCK_WRONG,
                () -> take(
                        plant,
                        unseen(
                                at(order(card, Step.FORGING, "10"), now.minus(Duration.ofDays(2_500)), now),
                                waited.device())));
    }

    @Test
    void keepsNumbersInTheirPlant() {
        Caller plant = plant(true);
        Caller other = plant(false);
        String prefix =
                enterprises.byId(plant.requireEnterprise()).orElseThrow().gs1Prefix();
        String gtin = prefix + "00042";
        gtin = gtin + CheckDigits.of(gtin);
        String own = gtin;
        assertThat(as(plant, () -> cards.product(plant, new StoredCards.ProductOrder("套圈", own, Unit.PIECES)))
                        .gtin())
                .isEqualTo("0" + own);
        refuses(
                CardProblem.PRODUCT_FOREIGN,
                () -> as(other, () -> cards.product(other, new StoredCards.ProductOrder("套圈", own, Unit.PIECES))));
        refuses(
                CardProblem.PRODUCT_NUMBER,
                () -> as(plant, () -> cards.product(plant, new StoredCards.ProductOrder("套圈", "123", Unit.PIECES))));
        Card card = issue(plant, "套圈", Unit.PIECES, "100", List.of(Step.FORGING), List.of());
        assertThat(issue(plant, "套圈", Unit.PIECES, "100", List.of(Step.FORGING), List.of())
                        .lot())
                .isNotEqualTo(card.lot());
        refuses(CardProblem.NO_SUCH_CARD, () -> as(other, () -> cards.get(other, card.id())));
        refuses(CardProblem.NO_SUCH_CARD, () -> take(other, order(card, Step.FORGING, "1")));
        refuses(
                CardProblem.LOT_TAKEN,
                () -> as(
                        plant,
                        () -> cards.issue(
                                plant,
                                new StoredCards.CardOrder(
                                        card.product().id(),
                                        null,
                                        card.lot(),
                                        List.of(Step.FORGING),
                                        "1",
                                        List.of()))));
        refuses(CardProblem.NO_STEP, () -> issue(plant, "套圈", Unit.PIECES, "100", List.of(), List.of()));
        refuses(
                CardProblem.CODE,
                () -> issue(
                        plant,
                        "套圈",
                        Unit.PIECES,
                        "1",
                        List.of(Step.FORGING),
                        List.of(new StoredCards.InputOrder("nothing", "1", Unit.PIECES))));
    }

    private static EntryOrder order(Card card, Step step, String quantity) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return new EntryOrder(
                UUID.randomUUID(),
                card.thing(),
                step.name(),
                new BigDecimal(quantity),
                "2# 压机",
                now,
                now,
                UUID.randomUUID(),
                0,
                Set.of(),
                null,
                null);
    }

    private static EntryOrder with(EntryOrder order, byte[] photo) {
        return new EntryOrder(
                order.id(),
                order.code(),
                order.step(),
                order.quantity(),
                order.machine(),
                order.takenAt(),
                order.sentAt(),
                order.device(),
                order.seen(),
                order.confirmed(),
                order.reason(),
                photo);
    }

    private static EntryOrder at(EntryOrder order, Instant takenAt, Instant sentAt) {
        return new EntryOrder(
                order.id(),
                order.code(),
                order.step(),
                order.quantity(),
                order.machine(),
                takenAt,
                sentAt,
                order.device(),
                order.seen(),
                order.confirmed(),
                order.reason(),
                order.photo());
    }

    private static EntryOrder unseen(EntryOrder order, @Nullable UUID device) {
        return new EntryOrder(
                order.id(),
                order.code(),
                order.step(),
                order.quantity(),
                order.machine(),
                order.takenAt(),
                order.sentAt(),
                device,
                null,
                order.confirmed(),
                order.reason(),
                order.photo());
    }

    private static EntryOrder confirmed(EntryOrder order, @Nullable String reason, Confirmation... what) {
        return new EntryOrder(
                order.id(),
                order.code(),
                order.step(),
                order.quantity(),
                order.machine(),
                order.takenAt(),
                order.sentAt(),
                order.device(),
                order.seen(),
                Set.of(what),
                reason,
                order.photo());
    }

    private Card issue(
            Caller caller,
            String product,
            Unit unit,
            String quantity,
            List<Step> route,
            List<StoredCards.InputOrder> inputs) {
        return as(
                caller,
                () -> cards.issue(
                        caller,
                        new StoredCards.CardOrder(
                                null, new StoredCards.ProductOrder(product, "", unit), "", route, quantity, inputs)));
    }

    private Entries.Taken take(Caller caller, EntryOrder order) {
        return as(caller, () -> entries.take(caller, order));
    }

    private <T> T as(Caller caller, Supplier<T> work) {
        return isolation.as(caller.requireEnterprise(), work);
    }

    private long events(Caller caller) {
        return whole.client()
                .sql("select count(*) from event where owner = :owner")
                .param("owner", caller.enterprise())
                .query(Long.class)
                .single();
    }

    private static void refuses(CardProblem problem, ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.problem()).isEqualTo(problem));
    }

    private Caller plant(boolean prefixed) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        String uscc = "91371581MA3" + random.nextInt(100_000, 999_999);
        String prefix = "94" + random.nextInt(10_000, 99_999);
        String gln = prefix + "00000";
        Enterprise enterprise = enterprises.register(new Enterprise(
                UUID.randomUUID(),
                uscc + UnifiedSocialCreditCode.checkCharacter(uscc),
                prefixed ? gln + CheckDigits.of(gln) : null,
                prefixed ? prefix : null,
                EnterpriseKind.FORGE,
                "流转卡测试锻造厂",
                "Card Test Forge",
                "371581",
                null,
                null,
                true));
        UUID account = accounts.create(new Accounts.NewAccount(
                "cards-" + UUID.randomUUID(),
                "cards-in-the-workshop",
                "测试",
                "Test",
                Role.PLANT_OWNER,
                enterprise.id()));
        return new Caller(
                account,
                enterprise.id(),
                null,
                EnumSet.copyOf(Role.PLANT_OWNER.permissions()),
                Role.PLANT_OWNER.scope());
    }
}
