package org.raceway.cards;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.audit.AuditEntry;
import org.raceway.audit.AuditTrail;
import org.raceway.enterprises.Enterprise;
import org.raceway.enterprises.Enterprises;
import org.raceway.identifiers.gs1.CheckDigits;
import org.raceway.identifiers.gs1.Gs1Identifiers;
import org.raceway.platform.ProblemException;
import org.raceway.platform.TimeOrderedIds;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Products and cards of the caller's enterprise. */
@Repository
class StoredCards {
    static final int MOST_PRODUCTS = 5_000;
    static final int MOST_INPUTS = 50;
    /** Cards that one file of print holds. */
    static final int MOST_CARDS = 1_000;

    static final String TABLE = "card join card_product on card_product.id = card.product";
    static final String COLUMNS =
            "card.id, card.enterprise, product, card_product.enterprise as product_enterprise, gtin, issued, name,"
                    + " card_product.unit as product_unit, thing, lot, route, quantity, card.unit, inputs, step, done, entries, card.created_at";
    private static final String PRODUCT_COLUMNS = "id, enterprise, gtin, issued, name, unit";
    private static final int LONGEST_NAME = 100;
    /** The company-internal numbers of the GS1 General Specifications (1.4.3, GTIN-13 prefixes 040 to 049), as GTIN-14. */
    private static final String INTERNAL = "004";

    private static final long INTERNAL_NUMBERS = 10_000_000_000L;
    private static final int TRIES = 20;
    private static final Pattern LOT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.\\-]{0,19}");
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuMMdd");

    private final JdbcClient database;
    private final Enterprises enterprises;
    private final AuditTrail audit;
    private final Clock clock;
    private final TimeOrderedIds ids;
    private final JsonMapper json;
    private final TransactionTemplate transaction;

    StoredCards(
            JdbcClient database,
            Enterprises enterprises,
            AuditTrail audit,
            Clock clock,
            TimeOrderedIds ids,
            JsonMapper json,
            PlatformTransactionManager transactions) {
        this.database = database;
        this.enterprises = enterprises;
        this.audit = audit;
        this.clock = clock;
        this.ids = ids;
        this.json = json;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * A new product.
     *
     * @param gtin under the enterprise's own prefix; empty: the platform issues an internal number
     */
    record ProductOrder(String name, String gtin, Unit unit) {}

    /**
     * A lot to begin.
     *
     * @param product an existing one; absent for a new one
     * @param newProduct absent for an existing one
     * @param lot its number; empty: the next of the day
     * @param inputs as typed or scanned
     */
    record CardOrder(
            @Nullable UUID product,
            @Nullable ProductOrder newProduct,
            String lot,
            Collection<Step> route,
            String quantity,
            List<InputOrder> inputs) {
        CardOrder {
            route = List.copyOf(route);
            inputs = List.copyOf(inputs);
        }
    }

    /** Some of a lot that goes in, as typed or scanned. */
    record InputOrder(String code, String quantity, Unit unit) {}

    List<CardProduct> products(Caller caller) {
        return database.sql("select " + PRODUCT_COLUMNS
                        + " from card_product where enterprise = :enterprise order by name, gtin")
                .param("enterprise", caller.requireEnterprise())
                .query((row, index) -> new CardProduct(
                        row.getObject("id", UUID.class),
                        row.getObject("enterprise", UUID.class),
                        row.getString("gtin"),
                        row.getBoolean("issued"),
                        row.getString("name"),
                        Unit.valueOf(row.getString("unit"))))
                .list();
    }

    /** Makes a product, or finds the one of this GTIN. */
    CardProduct product(Caller caller, ProductOrder order) {
        UUID enterprise = caller.requireEnterprise();
        String name = order.name().strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw new ProblemException(CardProblem.PRODUCT_NAME);
        }
        String typed = order.gtin().strip().replace(" ", "");
        List<CardProduct> known = products(caller);
        if (known.size() >= MOST_PRODUCTS) {
            throw new ProblemException(CardProblem.TOO_MANY_PRODUCTS, MOST_PRODUCTS);
        }
        String gtin = typed.isEmpty() ? "" : own(enterprise, typed);
        Optional<CardProduct> same = known.stream()
                .filter(product -> gtin.isEmpty()
                        ? product.issued() && product.name().equals(name) && product.unit() == order.unit()
                        : product.gtin().equals(gtin))
                .findFirst();
        if (same.isPresent()) {
            return same.get();
        }
        for (int attempt = 0; attempt < TRIES; attempt++) {
            CardProduct product = new CardProduct(
                    ids.next(), enterprise, gtin.isEmpty() ? internal() : gtin, gtin.isEmpty(), name, order.unit());
            if (insert(product, caller)) {
                audit.record(AuditEntry.done("cards.product", "card-product", product.id())
                        .about(enterprise)
                        .with("gtin", product.gtin())
                        .with("issued", product.issued()));
                return product;
            }
        }
        throw new IllegalStateException("no free product number");
    }

    private boolean insert(CardProduct product, Caller caller) {
        return database.sql("""
                        insert into card_product (id, enterprise, gtin, issued, name, unit, created_by, created_at)
                        values (:id, :enterprise, :gtin, :issued, :name, :unit, :account, :now) on conflict do nothing
                        """)
                        .param("id", product.id())
                        .param("enterprise", product.enterprise())
                        .param("gtin", product.gtin())
                        .param("issued", product.issued())
                        .param("name", product.name())
                        .param("unit", product.unit().name())
                        .param("account", caller.accountId())
                        .param("now", Timestamp.from(clock.instant()))
                        .update()
                == 1;
    }

    private String own(UUID enterprise, String typed) {
        if (!Gs1Identifiers.isGtin(typed)) {
            throw new ProblemException(CardProblem.PRODUCT_NUMBER, typed);
        }
        String gtin = "0".repeat(14 - typed.length()) + typed;
        String prefix = enterprises.byId(enterprise).map(Enterprise::gs1Prefix).orElse(null);
        // The first of 14 digits tells how it is packed; the prefix follows.
        if (prefix == null || !gtin.startsWith(prefix, 1)) {
            throw new ProblemException(CardProblem.PRODUCT_FOREIGN, typed, prefix == null ? "—" : prefix);
        }
        return gtin;
    }

    private static String internal() {
        String digits = INTERNAL + "%010d".formatted(ThreadLocalRandom.current().nextLong(INTERNAL_NUMBERS));
        return digits + CheckDigits.of(digits);
    }

    /** Begins a lot. */
    Card issue(Caller caller, CardOrder order) {
        UUID enterprise = caller.requireEnterprise();
        List<Step> route = order.route().isEmpty()
                ? List.of()
                : EnumSet.copyOf(order.route()).stream().toList();
        if (route.isEmpty()) {
            throw new ProblemException(CardProblem.NO_STEP);
        }
        if (order.inputs().size() > MOST_INPUTS) {
            throw new ProblemException(CardProblem.TOO_MANY_INPUTS, MOST_INPUTS);
        }
        String typedLot = order.lot().strip();
        if (!typedLot.isEmpty() && !LOT.matcher(typedLot).matches()) {
            throw new ProblemException(CardProblem.LOT_NUMBER, typedLot);
        }
        List<CardInput> inputs = new ArrayList<>();
        for (InputOrder input : order.inputs()) {
            inputs.add(new CardInput(
                    thing(caller, input.code()), Quantities.read(input.quantity(), input.unit()), input.unit()));
        }
        return transaction.execute(status -> {
            ProductOrder fresh = order.newProduct();
            CardProduct product = fresh != null
                    ? product(caller, fresh)
                    : products(caller).stream()
                            .filter(one -> one.id().equals(order.product()))
                            .findFirst()
                            .orElseThrow(() -> new ProblemException(CardProblem.NO_SUCH_PRODUCT));
            BigDecimal quantity = Quantities.read(order.quantity(), product.unit());
            for (int attempt = 0; attempt < TRIES; attempt++) {
                String lot = typedLot.isEmpty() ? nextLot(enterprise, attempt) : typedLot;
                String thing = Gs1Identifiers.lotOf(product.gtin(), lot);
                if (inputs.stream().anyMatch(input -> input.thing().equals(thing))) {
                    throw new ProblemException(CardProblem.OWN_INPUT);
                }
                Card card = new Card(
                        ids.next(),
                        enterprise,
                        product,
                        thing,
                        lot,
                        route,
                        quantity,
                        product.unit(),
                        inputs,
                        null,
                        BigDecimal.ZERO,
                        0,
                        clock.instant());
                if (insert(card, caller)) {
                    audit.record(AuditEntry.done("cards.issue", "card", card.id())
                            .about(enterprise)
                            .with("thing", thing));
                    return card;
                }
                if (!typedLot.isEmpty()) {
                    throw new ProblemException(CardProblem.LOT_TAKEN, lot);
                }
            }
            throw new IllegalStateException("no free lot number");
        });
    }

    private boolean insert(Card card, Caller caller) {
        return database.sql("""
                        insert into card (id, enterprise, product, thing, lot, route, quantity, unit, inputs, created_by, created_at)
                        values (:id, :enterprise, :product, :thing, :lot, :route, :quantity, :unit, cast(:inputs as jsonb),
                                :account, :now)
                        on conflict do nothing
                        """)
                        .param("id", card.id())
                        .param("enterprise", card.enterprise())
                        .param("product", card.product().id())
                        .param("thing", card.thing())
                        .param("lot", card.lot())
                        .param("route", card.route().stream().map(Step::name).toArray(String[]::new))
                        .param("quantity", card.quantity())
                        .param("unit", card.unit().name())
                        .param("inputs", json.writeValueAsString(card.inputs()))
                        .param("account", caller.accountId())
                        .param("now", Timestamp.from(card.createdAt()))
                        .update()
                == 1;
    }

    /** The day and a count within it: 261125-001. */
    private String nextLot(UUID enterprise, int attempt) {
        String day = DAY.format(LocalDate.ofInstant(clock.instant(), ZONE));
        long taken = database.sql("select coalesce(max(cast(substr(lot, 8) as integer)), 0) from card"
                        + " where enterprise = :enterprise and lot ~ :pattern")
                .param("enterprise", enterprise)
                .param("pattern", "^" + day + "-[0-9]{3,6}$")
                .query(Long.class)
                .single();
        return day + "-%03d".formatted(taken + 1 + attempt);
    }

    /**
     * What a scanner or a person means: a code of any form, or the number of one of the plant's own lots.
     *
     * @return its canonical identifier
     */
    String thing(Caller caller, String text) {
        String typed = text.strip();
        Optional<String> code = CodeText.thing(typed);
        if (code.isPresent()) {
            return code.get();
        }
        if (typed.isEmpty() || typed.length() > 20) {
            throw new ProblemException(CardProblem.CODE, typed.length() > 60 ? typed.substring(0, 60) + "…" : typed);
        }
        List<String> own = database.sql("select thing from card where enterprise = :enterprise and lot = :lot limit 2")
                .param("enterprise", caller.requireEnterprise())
                .param("lot", typed)
                .query(String.class)
                .list();
        if (own.size() > 1) {
            throw new ProblemException(CardProblem.CODE_AMBIGUOUS, typed);
        }
        if (own.isEmpty()) {
            throw new ProblemException(CardProblem.CODE, typed);
        }
        return own.getFirst();
    }

    Card get(Caller caller, UUID id) {
        return some(caller, List.of(id)).stream()
                .findFirst()
                .orElseThrow(() -> new ProblemException(CardProblem.NO_SUCH_CARD));
    }

    /** These, in the order in which they were begun; of others' nothing. */
    List<Card> some(Caller caller, Collection<UUID> wanted) {
        return database.sql("select " + COLUMNS + " from " + TABLE
                        + " where card.enterprise = :enterprise and card.id = any(:ids) order by card.id")
                .param("enterprise", caller.requireEnterprise())
                .param("ids", wanted.toArray(UUID[]::new))
                .query(this::read)
                .list();
    }

    /** Those of which nothing has been recorded, the newest {@value #MOST_CARDS}. */
    List<UUID> planned(Caller caller) {
        return database.sql(
                        "select id from card where enterprise = :enterprise and entries = 0 order by id desc limit :most")
                .param("enterprise", caller.requireEnterprise())
                .param("most", MOST_CARDS)
                .query(UUID.class)
                .list();
    }

    Optional<Card> byThing(Caller caller, String thing) {
        return database.sql("select " + COLUMNS + " from " + TABLE
                        + " where card.enterprise = :enterprise and thing = :thing")
                .param("enterprise", caller.requireEnterprise())
                .param("thing", thing)
                .query(this::read)
                .optional();
    }

    /** The newest, with an id below this one. */
    List<Card> page(Caller caller, @Nullable UUID before, int limit) {
        return database.sql("select " + COLUMNS + " from " + TABLE
                        + " where card.enterprise = :enterprise and (cast(:before as uuid) is null or card.id < :before)"
                        + " order by card.id desc limit :limit")
                .param("enterprise", caller.requireEnterprise())
                .param("before", before)
                .param("limit", limit)
                .query(this::read)
                .list();
    }

    List<CardEntry> entries(UUID card) {
        return database.sql(
                        "select id, card, number, device, step, quantity, machine, reason, happened_at, taken_at, received_at,"
                                + " photo_digest, event from card_entry where card = :card order by number")
                .param("card", card)
                .query(StoredCards::readEntry)
                .list();
    }

    Card read(ResultSet row, int index) throws SQLException {
        String step = row.getString("step");
        return new Card(
                row.getObject("id", UUID.class),
                row.getObject("enterprise", UUID.class),
                new CardProduct(
                        row.getObject("product", UUID.class),
                        row.getObject("product_enterprise", UUID.class),
                        row.getString("gtin"),
                        row.getBoolean("issued"),
                        row.getString("name"),
                        Unit.valueOf(row.getString("product_unit"))),
                row.getString("thing"),
                row.getString("lot"),
                steps(row.getArray("route")),
                row.getBigDecimal("quantity"),
                Unit.valueOf(row.getString("unit")),
                json.readValue(row.getString("inputs"), new TypeReference<List<CardInput>>() {}),
                step == null ? null : Step.valueOf(step),
                row.getBigDecimal("done"),
                row.getInt("entries"),
                instant(row, "created_at"));
    }

    static CardEntry readEntry(ResultSet row, int index) throws SQLException {
        byte[] photo = row.getBytes("photo_digest");
        return new CardEntry(
                row.getObject("id", UUID.class),
                row.getObject("card", UUID.class),
                row.getInt("number"),
                row.getObject("device", UUID.class),
                Step.valueOf(row.getString("step")),
                row.getBigDecimal("quantity"),
                row.getString("machine"),
                row.getString("reason"),
                instant(row, "happened_at"),
                instant(row, "taken_at"),
                instant(row, "received_at"),
                photo == null ? null : HexFormat.of().formatHex(photo),
                row.getString("event"));
    }

    private static List<Step> steps(Array array) throws SQLException {
        return Arrays.stream((String[]) array.getArray()).map(Step::valueOf).toList();
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
