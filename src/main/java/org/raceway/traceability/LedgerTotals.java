package org.raceway.traceability;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.raceway.consents.ConsentProblem;
import org.raceway.consents.ConsentValue;
import org.raceway.consents.Period;
import org.raceway.enterprises.Enterprises;
import org.raceway.identifiers.gs1.Gs1Identifiers;
import org.raceway.identifiers.gs1.Keys;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Texts;
import org.raceway.traceability.epcis.Action;
import org.raceway.traceability.epcis.Event;
import org.raceway.traceability.epcis.EventType;
import org.raceway.traceability.epcis.Extension;
import org.raceway.traceability.epcis.Extension.Content;
import org.raceway.traceability.epcis.Quantity;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Totals by month of one enterprise's events. Events that were declared to be in error do not count, and neither do the
 * declarations. Runs under the enterprise's own row scope.
 */
final class LedgerTotals {
    /** The most events that one period may hold: about a second's work. */
    static final int MOST_EVENTS = 200_000;

    private static final String RACEWAY = "https://w3id.org/raceway/vocabulary#";
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final int BATCH = 5_000;
    /** A unit in a box in a carton on a pallet in a container. */
    private static final int DEEPEST = 5;

    private static final String TRADE_ITEM = "/01/";
    private static final String LOGISTIC_UNIT = "/00/";
    private static final String PARTY = "/417/";
    private static final String PLACE = "/414/";
    private static final int GTIN_DIGITS = 14;

    private final JdbcClient database;
    private final EventStore store;
    private final Enterprises enterprises;
    private final UUID owner;
    private final Period period;

    LedgerTotals(JdbcClient database, Enterprises enterprises, UUID owner, Period period) {
        this.database = database;
        this.store = new PostgresEventStore(database);
        this.enterprises = enterprises;
        this.owner = owner;
        this.period = period;
    }

    /** What a product is counted in. */
    private record Item(String gtin, String unit) {}

    // ---- deliveries

    /** What was shipped to whom: by month, receiver and product; what is in boxes and on pallets is unpacked. */
    List<List<ConsentValue>> deliveries() {
        List<StoredEvent> shipped = new ArrayList<>();
        each(List.of("shipping"), (event, month) -> {
            if (isDelivery(event.event())) {
                shipped.add(event);
            }
        });
        Packing packing = packing(shipped);
        Map<Delivery, Map<Item, BigDecimal>> totals =
                new TreeMap<>(Comparator.comparing(Delivery::month).thenComparing(Delivery::receiver));
        Map<Delivery, Integer> shipments = new HashMap<>();
        for (StoredEvent stored : shipped) {
            Event event = stored.event();
            Delivery delivery = new Delivery(month(event), receiver(event));
            shipments.merge(delivery, 1, Integer::sum);
            Map<Item, BigDecimal> items = totals.computeIfAbsent(
                    delivery,
                    unseen -> new TreeMap<>(Comparator.comparing(Item::gtin).thenComparing(Item::unit)));
            things(event.epcs(), event.quantities())
                    .forEach((thing, amount) -> packing.unpack(thing, amount, event, items, 0));
        }
        Map<String, ConsentValue> products = products(totals.values());
        Map<String, ConsentValue> receivers = receivers(totals.keySet());
        List<List<ConsentValue>> rows = new ArrayList<>();
        totals.forEach((delivery, items) -> items.forEach((item, amount) -> rows.add(List.of(
                new ConsentValue.Month(delivery.month()),
                receivers.getOrDefault(delivery.receiver(), worded("traceability.consent.noReceiver")),
                ConsentValue.of(Objects.requireNonNull(shipments.get(delivery)).longValue()),
                products.getOrDefault(item.gtin(), ConsentValue.of(item.gtin())),
                ConsentValue.of(item.gtin()),
                new ConsentValue.Amount(plain(amount)),
                unit(item.unit())))));
        return rows;
    }

    private record Delivery(YearMonth month, String receiver) {}

    /** Neither goods going back nor goods that only go out for work. */
    private static boolean isDelivery(Event event) {
        return !"returned".equals(event.disposition())
                && (event.destinations().isEmpty()
                        || !event.destinations().stream()
                                .allMatch(destination -> "possessing_party".equals(destination.type())));
    }

    /** The receiving party's GLN, or empty. */
    private static String receiver(Event event) {
        return event.destinations().stream()
                .map(destination -> Gs1Identifiers.canonical(destination.id()))
                .map(LedgerTotals::gln)
                .filter(gln -> !gln.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static String gln(String canonical) {
        for (String mark : List.of(PARTY, PLACE)) {
            int start = canonical.indexOf(mark);
            if (start >= 0) {
                String rest = canonical.substring(start + mark.length());
                int end = rest.indexOf('/');
                return end < 0 ? rest : rest.substring(0, end);
            }
        }
        return "";
    }

    private Map<String, ConsentValue> receivers(Set<Delivery> deliveries) {
        Map<String, ConsentValue> names = new HashMap<>();
        for (Delivery delivery : deliveries) {
            String gln = delivery.receiver();
            if (!gln.isEmpty() && !names.containsKey(gln)) {
                names.put(
                        gln,
                        enterprises
                                .byGln(gln)
                                .map(enterprise -> ConsentValue.of(enterprise.name(), enterprise.englishName()))
                                .orElseGet(() -> ConsentValue.of("GLN " + gln)));
            }
        }
        return names;
    }

    /** What the enterprise's own packing events say of the logistic units that were shipped. */
    private Packing packing(List<StoredEvent> shipped) {
        Set<String> open = new TreeSet<>();
        shipped.forEach(event -> event.event().epcs().stream()
                .map(Gs1Identifiers::canonical)
                .filter(id -> id.contains(LOGISTIC_UNIT))
                .forEach(open::add));
        Packing packing = new Packing();
        for (int level = 0; level < DEEPEST && !open.isEmpty(); level++) {
            Set<String> inside = new TreeSet<>();
            for (StoredEvent event : naming(open)) {
                packing.add(event.event());
                event.event().epcs().stream()
                        .map(Gs1Identifiers::canonical)
                        .filter(id -> id.contains(LOGISTIC_UNIT))
                        .forEach(inside::add);
            }
            inside.removeAll(packing.asked);
            packing.asked.addAll(open);
            inside.removeAll(open);
            open.clear();
            open.addAll(inside);
        }
        packing.sort();
        return packing;
    }

    @SuppressWarnings("EnumOrdinal") // what the ledger stores
    private List<StoredEvent> naming(Set<String> parents) {
        List<StoredEvent> found = new ArrayList<>();
        List<UUID> keys = parents.stream().map(Keys::of).toList();
        for (int from = 0; from < keys.size(); from += BATCH) {
            List<UUID> events = database.sql("""
                            select event from event_reference where key = any(:keys) and role = :role and owner = :owner limit :most
                            """)
                    .param(
                            "keys",
                            keys.subList(from, Math.min(keys.size(), from + BATCH))
                                    .toArray(UUID[]::new))
                    .param("role", (short) ReferenceRole.PARENT.ordinal())
                    .param("owner", owner)
                    .param("most", MOST_EVENTS + 1)
                    .query(UUID.class)
                    .list();
            if (events.size() > MOST_EVENTS) {
                throw new ProblemException(ConsentProblem.DATA_TOO_LARGE);
            }
            for (int start = 0; start < events.size(); start += BATCH) {
                found.addAll(store.events(events.subList(start, Math.min(events.size(), start + BATCH)))
                        .values());
            }
        }
        return valid(found);
    }

    /** What was put where. */
    private static final class Packing {
        private final Set<String> asked = new HashSet<>();
        private final Map<String, List<Event>> byParent = new HashMap<>();

        private void add(Event event) {
            if (event.parentId() != null) {
                byParent.computeIfAbsent(Gs1Identifiers.canonical(event.parentId()), unseen -> new ArrayList<>())
                        .add(event);
            }
        }

        private void sort() {
            byParent.values().forEach(events -> events.sort(Comparator.comparing(Event::eventTime)));
        }

        private void unpack(String thing, Amount amount, Event shipping, Map<Item, BigDecimal> items, int level) {
            if (!thing.contains(LOGISTIC_UNIT)) {
                items.merge(new Item(gtin(thing), amount.unit()), amount.amount(), BigDecimal::add);
                return;
            }
            Map<String, Amount> inside = level == DEEPEST ? Map.of() : inside(thing, shipping);
            if (inside.isEmpty()) {
                items.merge(new Item("", ""), amount.amount(), BigDecimal::add);
            }
            inside.forEach((child, its) -> unpack(child, its, shipping, items, level + 1));
        }

        private Map<String, Amount> inside(String parent, Event shipping) {
            Map<String, Amount> inside = new LinkedHashMap<>();
            for (Event event : byParent.getOrDefault(parent, List.of())) {
                if (event.eventTime().toInstant().isAfter(shipping.eventTime().toInstant())) {
                    break;
                }
                Map<String, Amount> things = things(event.epcs(), event.quantities());
                if (event.action() == Action.DELETE) {
                    if (things.isEmpty()) {
                        inside.clear();
                    }
                    things.keySet().forEach(inside::remove);
                } else if (event.action() == Action.ADD) {
                    inside.putAll(things);
                }
            }
            return inside;
        }
    }

    // ---- production

    /** What was made: serialised units and quantities in lots, by month and product. */
    List<List<ConsentValue>> production() {
        Map<YearMonth, Map<Item, Made>> totals = new TreeMap<>();
        each(List.of("commissioning", "creating_class_instance", "assembling"), (stored, month) -> {
            Event event = stored.event();
            boolean transforms = event.type() == EventType.TRANSFORMATION;
            if (!transforms && event.action() != Action.ADD) {
                return;
            }
            Map<Item, Made> items = totals.computeIfAbsent(
                    month,
                    unseen -> new TreeMap<>(Comparator.comparing(Item::gtin).thenComparing(Item::unit)));
            for (String epc : transforms ? event.outputEpcs() : event.epcs()) {
                String id = Gs1Identifiers.canonical(epc);
                if (id.contains(TRADE_ITEM)) {
                    items.merge(new Item(gtin(id), ""), new Made(BigDecimal.ONE, BigDecimal.ZERO), Made::plus);
                }
            }
            things(List.of(), transforms ? event.outputQuantities() : event.quantities())
                    .forEach((thing, amount) -> items.merge(
                            new Item(gtin(thing), amount.unit()),
                            new Made(BigDecimal.ZERO, amount.amount()),
                            Made::plus));
        });
        Map<String, ConsentValue> products = products(totals.values());
        List<List<ConsentValue>> rows = new ArrayList<>();
        totals.forEach((month, items) -> items.forEach((item, made) -> rows.add(List.of(
                new ConsentValue.Month(month),
                products.getOrDefault(item.gtin(), ConsentValue.of(item.gtin())),
                ConsentValue.of(item.gtin()),
                new ConsentValue.Amount(plain(made.units())),
                new ConsentValue.Amount(plain(made.inLots())),
                unit(item.unit())))));
        return rows;
    }

    private record Made(BigDecimal units, BigDecimal inLots) {
        private Made plus(Made other) {
            return new Made(units.add(other.units), inLots.add(other.inLots));
        }
    }

    // ---- quality

    /** How inspections ended: of units and lots as they were made, and of returned ones; by month and product. */
    List<List<ConsentValue>> quality() {
        Map<YearMonth, Map<Item, Inspected>> totals = new TreeMap<>();
        each(
                List.of("commissioning", "creating_class_instance", "assembling", "inspecting", "repairing"),
                (stored, month) -> {
                    Event event = stored.event();
                    Boolean passed = passed(event);
                    if (passed == null) {
                        return;
                    }
                    Set<String> things = new TreeSet<>();
                    boolean transforms = event.type() == EventType.TRANSFORMATION;
                    (transforms ? event.outputEpcs() : event.epcs())
                            .forEach(epc -> things.add(Gs1Identifiers.canonical(epc)));
                    List<Quantity> quantities = transforms ? event.outputQuantities() : event.quantities();
                    // Chips and offcuts leave a transformation as well; its inspection is of the first output.
                    quantities.stream()
                            .limit(transforms ? 1 : quantities.size())
                            .forEach(quantity -> things.add(Gs1Identifiers.canonical(quantity.epcClass())));
                    Map<Item, Inspected> items =
                            totals.computeIfAbsent(month, unseen -> new TreeMap<>(Comparator.comparing(Item::gtin)));
                    for (String thing : things) {
                        items.merge(
                                new Item(gtin(thing), ""),
                                new Inspected(1, passed ? 1 : 0),
                                (one, other) -> new Inspected(one.all + other.all, one.passed + other.passed));
                    }
                });
        Map<String, ConsentValue> products = products(totals.values());
        List<List<ConsentValue>> rows = new ArrayList<>();
        totals.forEach((month, items) -> items.forEach((item, inspected) -> rows.add(List.of(
                new ConsentValue.Month(month),
                products.getOrDefault(item.gtin(), ConsentValue.of(item.gtin())),
                ConsentValue.of(item.gtin()),
                ConsentValue.of(inspected.all()),
                ConsentValue.of(inspected.passed()),
                ConsentValue.of(inspected.all() - inspected.passed())))));
        return rows;
    }

    private record Inspected(long all, long passed) {}

    private static @Nullable Boolean passed(Event event) {
        if ("inspecting".equals(event.bizStep())) {
            return "conformant".equals(event.disposition())
                    ? Boolean.TRUE
                    : "non_conformant".equals(event.disposition()) ? Boolean.FALSE : null;
        }
        for (Extension extension : event.ilmd()) {
            if (extension.localName().equals("inspection")
                    && extension.content() instanceof Content.Fields inspection) {
                for (Extension field : inspection.fields()) {
                    if (field.localName().equals("result") && field.content() instanceof Content.Text result) {
                        return result.value().equals("pass");
                    }
                }
            }
        }
        return null;
    }

    // ---- what all of these use

    private void each(List<String> steps, BiConsumer<StoredEvent, YearMonth> taken) {
        List<StoredEvent> batch = new ArrayList<>();
        int[] seen = {0};
        database.sql("""
                        select event, owner, identity, error_declared, body from event
                        where owner = :owner and biz_step = any(:steps) and event_time >= :from and event_time < :to limit :most
                        """)
                .param("owner", owner)
                .param("steps", steps.toArray(String[]::new))
                .param("from", period.start().atOffset(ZoneOffset.UTC))
                .param("to", period.end().atOffset(ZoneOffset.UTC))
                .param("most", MOST_EVENTS + 1)
                .query((ResultSet row) -> {
                    if (++seen[0] > MOST_EVENTS) {
                        throw new ProblemException(ConsentProblem.DATA_TOO_LARGE);
                    }
                    batch.add(PostgresEventStore.storedEvent(row));
                    if (batch.size() == BATCH) {
                        hand(batch, taken);
                    }
                });
        hand(batch, taken);
    }

    private void hand(List<StoredEvent> batch, BiConsumer<StoredEvent, YearMonth> taken) {
        valid(batch).forEach(event -> taken.accept(event, month(event.event())));
        batch.clear();
    }

    /** Without declarations and what they declare to have been in error. */
    @SuppressWarnings("EnumOrdinal") // what the ledger stores
    private List<StoredEvent> valid(List<StoredEvent> events) {
        if (events.isEmpty()) {
            return List.of();
        }
        Set<UUID> wrong = new HashSet<>(database.sql("""
                        select distinct key from event_reference where key = any(:identities) and role = :role and owner = :owner
                        """)
                .param("identities", events.stream().map(StoredEvent::identity).toArray(UUID[]::new))
                .param("role", (short) ReferenceRole.ERROR_DECLARATION.ordinal())
                .param("owner", owner)
                .query(UUID.class)
                .list());
        return events.stream()
                .filter(event -> !event.errorDeclared() && !wrong.contains(event.identity()))
                .toList();
    }

    private static YearMonth month(Event event) {
        return YearMonth.from(event.eventTime().atZoneSameInstant(ZONE));
    }

    /** How much of a thing; without a unit, pieces. */
    private record Amount(BigDecimal amount, String unit) {}

    private static Map<String, Amount> things(List<String> epcs, List<Quantity> quantities) {
        Map<String, Amount> things = new LinkedHashMap<>();
        epcs.forEach(epc -> things.put(Gs1Identifiers.canonical(epc), new Amount(BigDecimal.ONE, "")));
        for (Quantity quantity : quantities) {
            if (quantity.quantity() != null) {
                things.merge(
                        Gs1Identifiers.canonical(quantity.epcClass()),
                        new Amount(quantity.quantity(), quantity.unit() == null ? "" : quantity.unit()),
                        (one, other) -> new Amount(one.amount().add(other.amount()), one.unit()));
            }
        }
        return things;
    }

    private static String gtin(String canonical) {
        int start = canonical.indexOf(TRADE_ITEM);
        if (start < 0 || canonical.length() < start + TRADE_ITEM.length() + GTIN_DIGITS) {
            return canonical;
        }
        return canonical.substring(start + TRADE_ITEM.length(), start + TRADE_ITEM.length() + GTIN_DIGITS);
    }

    private <T> Map<String, ConsentValue> products(Iterable<? extends Map<Item, T>> totals) {
        Map<UUID, String> keys = new HashMap<>();
        for (Map<Item, T> items : totals) {
            for (Item item : items.keySet()) {
                if (item.gtin().length() == GTIN_DIGITS) {
                    keys.put(Keys.of(Gs1Identifiers.tradeItem(item.gtin())), item.gtin());
                }
            }
        }
        Map<String, ConsentValue> names = new HashMap<>();
        names.put("", worded("traceability.consent.packed"));
        store.masterData(keys.keySet()).forEach((key, data) -> {
            String name = data.attributes().get(RACEWAY + "name");
            String english = data.attributes().get(RACEWAY + "nameEnglish");
            if (name != null) {
                names.put(
                        Objects.requireNonNull(keys.get(key)), ConsentValue.of(name, english == null ? name : english));
            }
        });
        return names;
    }

    private static ConsentValue unit(String unit) {
        return ConsentValue.of(
                EventWords.unit(unit.isEmpty() ? null : unit, Texts.of(Locale.SIMPLIFIED_CHINESE)),
                EventWords.unit(unit.isEmpty() ? null : unit, Texts.of(Locale.ENGLISH)));
    }

    private static ConsentValue worded(String key) {
        return ConsentValue.of(
                Texts.of(Locale.SIMPLIFIED_CHINESE).get(key),
                Texts.of(Locale.ENGLISH).get(key));
    }

    /** Without trailing zeros. */
    private static BigDecimal plain(BigDecimal amount) {
        BigDecimal bare = amount.stripTrailingZeros();
        return bare.scale() < 0 ? bare.setScale(0) : bare;
    }
}
