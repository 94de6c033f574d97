package org.raceway.traceability;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.raceway.traceability.AffectedSet.Position;
import org.raceway.traceability.AffectedSet.State;
import org.raceway.traceability.AffectedSet.Transfer;
import org.raceway.traceability.GenealogyWalk.Portion;
import org.raceway.traceability.GenealogyWalk.Thing;
import org.raceway.traceability.GenealogyWalk.Use;
import org.raceway.traceability.epcis.Action;
import org.raceway.traceability.epcis.EventType;
import org.raceway.traceability.epcis.Quantity;
import org.raceway.traceability.epcis.TypedReference;

/**
 * Where the things of a walk are now, from the events that name them and, for as long as they were in one, their containers. The
 * rule is in {@code docs/reference/recalls.md}: change both.
 */
final class Whereabouts {
    private static final Set<String> ENDS = Set.of("destroying", "decommissioning");
    private static final Set<String> ENDED = Set.of("destroyed", "disposed");
    private static final Set<String> SALES = Set.of("retail_selling", "selling", "dispensing");
    private static final Set<String> SOLD = Set.of("retail_sold", "sold", "dispensed");
    private static final Set<String> DEPARTURES = Set.of("shipping", "departing", "consigning");
    private static final Set<String> ARRIVALS = Set.of("receiving", "arriving", "accepting", "void_shipping");
    private static final Comparator<Use> IN_TIME = Comparator.comparing(
                    (Use use) -> use.event().time())
            .thenComparing(use -> use.event().id());

    private final GenealogyWalk walk;
    private final Function<String, Optional<UUID>> enterpriseOfParty;
    private final Map<String, Optional<UUID>> parties = new HashMap<>();
    private final Map<Thing, Map<Thing, List<Stays.Stay>>> containers = new HashMap<>();
    private final Set<Transfer> transfers = new HashSet<>();

    private enum Move {
        MADE,
        SENT,
        ARRIVED,
        SOLD,
        USED,
        ENDED,
        /** Looked at, packed, stored: it stays where it is, or is with whoever does it. */
        NONE,
        /** Something was said of it, by whoever, wherever it is. */
        SAID
    }

    /** What has become of one thing that goes as a whole. */
    private static final class Course {

        @Nullable
        UUID holder;

        Move last = Move.NONE;

        @Nullable
        String place;

        @Nullable
        UUID destination;

        Instant since = Instant.MIN;
    }

    Whereabouts(GenealogyWalk walk, Function<String, Optional<UUID>> enterpriseOfParty) {
        this.walk = walk;
        this.enterpriseOfParty = enterpriseOfParty;
        for (Thing container : walk.things()) {
            walk.stays(container).forEach((content, stays) -> {
                Thing inside = walk.find(content);
                if (inside != null) {
                    containers
                            .computeIfAbsent(inside, key -> new LinkedHashMap<>())
                            .put(container, stays);
                }
            });
        }
    }

    /** Who handed what {@link #of} has looked at to whom. */
    Set<Transfer> transfers() {
        return transfers;
    }

    boolean isContainer(Thing thing) {
        return !walk.stays(thing).isEmpty() || GenealogyFindings.kind(thing.id, null) == GenealogyGraph.Kind.CONTAINER;
    }

    /** Whether it goes by quantity: a lot, or a product without lot or serial number. */
    static boolean isByQuantity(Thing thing) {
        return switch (GenealogyFindings.kind(thing.id, null)) {
            case HEAT, FURNACE_LOT, LOT, PRODUCT -> true;
            case UNIT, CONTAINER, ASSET, STEP, OTHER ->
                thing.uses.stream().anyMatch(use -> use.role() == ReferenceRole.CLASS);
        };
    }

    /** Where a thing is. */
    List<Position> of(Thing thing) {
        return isByQuantity(thing) ? ofLot(thing) : ofUnit(thing);
    }

    // ---- what goes as a whole

    private List<Position> ofUnit(Thing unit) {
        Course course = course(unit, Window.ALWAYS);
        UUID holder = course.holder;
        if (holder == null) {
            return List.of();
        }
        State state = state(course, maker(unit));
        return List.of(new Position(
                unit.id,
                holder,
                state,
                course.place,
                state == State.SHIPPED ? course.destination : null,
                BigDecimal.ONE,
                null,
                state.isRecallable() ? containersNow(unit) : List.of(),
                course.since));
    }

    private static State state(Course course, @Nullable UUID maker) {
        return switch (course.last) {
            case SENT -> State.SHIPPED;
            case SOLD -> State.SOLD;
            case USED -> State.USED_UP;
            case ENDED -> State.DESTROYED;
            case MADE, ARRIVED, NONE, SAID -> Objects.equals(course.holder, maker) ? State.IN_PLANT : State.IN_STOCK;
        };
    }

    private Course course(Thing thing, Window window) {
        List<Use> life = new ArrayList<>();
        collect(thing, window, true, life, 0);
        life.sort(IN_TIME);
        Course course = new Course();
        for (Use use : life) {
            step(course, use);
        }
        return course;
    }

    /** The events that move it: its own, and its containers' while it was in them. */
    private void collect(Thing thing, Window window, boolean itself, List<Use> life, int depth) {
        for (Use use : thing.uses) {
            boolean counts = switch (use.role()) {
                case EPC, CHILD, INPUT, OUTPUT -> true;
                case CLASS -> itself;
                case PARENT,
                        TRANSFORMATION,
                        CORRECTIVE_EVENT,
                        LOT,
                        BUSINESS_TRANSACTION,
                        ERROR_DECLARATION,
                        SOURCE,
                        DESTINATION -> false;
            };
            if (counts && window.holds(use.event().time())) {
                life.add(use);
            }
        }
        if (depth > 8) {
            return;
        }
        containers.getOrDefault(thing, Map.of()).forEach((container, stays) -> {
            for (Stays.Stay stay : stays) {
                Window shared = stay.window().shared(window);
                if (shared != null) {
                    collect(container, shared, false, life, depth + 1);
                }
            }
        });
    }

    private void step(Course course, Use use) {
        TraceEvent event = use.event();
        Move move = move(use);
        if (move == Move.SAID) {
            return;
        }
        UUID holder = course.holder;
        boolean elsewhere = holder != null && !holder.equals(event.owner());
        if (move == Move.NONE && course.last == Move.SOLD) {
            // Serviced or looked at: it is still its buyer's.
            return;
        }
        if (move == Move.NONE && !elsewhere && holder != null) {
            place(course, event);
            return;
        }
        if (elsewhere && holder != null) {
            transfers.add(new Transfer(holder, event.owner()));
        }
        course.holder = event.owner();
        course.last = move == Move.NONE ? Move.ARRIVED : move;
        course.since = event.time();
        course.destination = move == Move.SENT ? destination(event) : null;
        UUID destination = course.destination;
        if (destination != null && !destination.equals(event.owner())) {
            transfers.add(new Transfer(event.owner(), destination));
        }
        place(course, event);
    }

    private void place(Course course, TraceEvent event) {
        String place = place(event);
        if (place != null) {
            course.place = place;
        }
    }

    private @Nullable String place(TraceEvent event) {
        String place = event.businessLocation() != null ? event.businessLocation() : event.readPoint();
        return place == null ? null : walk.canonical(place);
    }

    private static Move move(Use use) {
        TraceEvent event = use.event();
        if (use.role() == ReferenceRole.INPUT) {
            return Move.USED;
        }
        if (use.role() == ReferenceRole.OUTPUT) {
            return Move.MADE;
        }
        if (use.role() == ReferenceRole.CHILD) {
            return Move.NONE;
        }
        String step = Objects.requireNonNullElse(event.bizStep(), "");
        String disposition = Objects.requireNonNullElse(event.disposition(), "");
        if (ENDS.contains(step)
                || ENDED.contains(disposition)
                || (event.type() == EventType.OBJECT && event.action() == Action.DELETE)) {
            return Move.ENDED;
        }
        if (SALES.contains(step) || SOLD.contains(disposition)) {
            return Move.SOLD;
        }
        if (DEPARTURES.contains(step)) {
            return Move.SENT;
        }
        if (ARRIVALS.contains(step)) {
            return Move.ARRIVED;
        }
        if (event.action() == Action.ADD) {
            return Move.MADE;
        }
        return event.type() == EventType.OBJECT && step.isEmpty() ? Move.SAID : Move.NONE;
    }

    private @Nullable UUID destination(TraceEvent event) {
        return party(event.destinations());
    }

    private @Nullable UUID party(List<TypedReference> references) {
        for (TypedReference reference : references) {
            if ("owning_party".equals(reference.type()) || "possessing_party".equals(reference.type())) {
                return parties.computeIfAbsent(walk.canonical(reference.id()), enterpriseOfParty)
                        .orElse(null);
            }
        }
        return null;
    }

    /** Who made it: whose event put it out, else who added it. */
    static @Nullable UUID maker(Thing thing) {
        TraceEvent making = GenealogyFindings.maker(thing);
        return making == null ? null : making.owner();
    }

    private List<String> containersNow(Thing thing) {
        List<String> now = new ArrayList<>();
        Thing inside = thing;
        for (int depth = 0; inside != null && depth < 8; depth++) {
            Thing around = null;
            for (Map.Entry<Thing, List<Stays.Stay>> each :
                    containers.getOrDefault(inside, Map.of()).entrySet()) {
                if (each.getValue().stream().anyMatch(stay -> stay.until() == null)) {
                    around = each.getKey();
                }
            }
            if (around != null) {
                now.add(around.id);
            }
            inside = around;
        }
        return now;
    }

    // ---- what goes by quantity

    /** A holder's part of a lot. */
    private static final class Balance {
        BigDecimal quantity = BigDecimal.ZERO;
        boolean unknown;

        @Nullable
        String place;

        Instant since = Instant.MIN;

        void add(@Nullable BigDecimal more, int sign) {
            if (more == null) {
                unknown = true;
            } else {
                quantity = sign > 0 ? quantity.add(more) : quantity.subtract(more);
            }
        }
    }

    private record Way(UUID from, State state, @Nullable UUID to) {}

    private List<Position> ofLot(Thing lot) {
        List<Position> found = new ArrayList<>();
        Set<Thing> only = new HashSet<>();
        for (Portion portion : walk.portions()) {
            if (portion.lot() == lot) {
                only.add(portion.container());
            }
        }
        String unit = unit(lot);
        if (only.isEmpty() || lot.shown) {
            loose(lot, unit, found);
            only.clear();
        }
        boxed(lot, unit, only, found);
        return found;
    }

    private void loose(Thing lot, @Nullable String unit, List<Position> found) {
        Map<Way, Balance> balances = new LinkedHashMap<>();
        List<Use> life = new ArrayList<>(lot.uses);
        life.sort(IN_TIME);
        UUID maker = maker(lot);
        for (Use use : life) {
            TraceEvent event = use.event();
            UUID owner = event.owner();
            switch (use.role()) {
                case OUTPUT -> put(balances, hand(owner), event, amount(lot, event.outputQuantities()), 1);
                case INPUT -> put(balances, hand(owner), event, amount(lot, event.quantities()), -1);
                case LOT -> {
                    long units = event.epcs().stream()
                            .filter(epc -> lot.id.equals(walk.lotOf(walk.canonical(epc), event)))
                            .count();
                    if (!event.isTransformation()) {
                        put(balances, hand(owner), event, BigDecimal.valueOf(units), -1);
                    }
                }
                case CHILD -> {
                    BigDecimal amount = amount(lot, event.quantities());
                    if (event.action() == Action.DELETE) {
                        put(balances, hand(owner), event, amount, 1);
                    } else if (event.action() == Action.ADD) {
                        put(balances, hand(owner), event, amount, -1);
                    }
                }
                case CLASS -> moved(balances, lot, use);
                case EPC,
                        PARENT,
                        TRANSFORMATION,
                        CORRECTIVE_EVENT,
                        BUSINESS_TRANSACTION,
                        ERROR_DECLARATION,
                        SOURCE,
                        DESTINATION -> {}
            }
        }
        settle(balances);
        balances.forEach((way, balance) -> {
            if (balance.unknown || balance.quantity.signum() > 0) {
                State state = way.state() == State.IN_STOCK && way.from().equals(maker) ? State.IN_PLANT : way.state();
                found.add(new Position(
                        lot.id,
                        way.from(),
                        state,
                        balance.place,
                        way.to(),
                        balance.unknown ? null : balance.quantity,
                        unit,
                        List.of(),
                        balance.since));
            }
        });
    }

    private void moved(Map<Way, Balance> balances, Thing lot, Use use) {
        TraceEvent event = use.event();
        UUID owner = event.owner();
        BigDecimal amount = amount(lot, event.quantities());
        switch (move(use)) {
            case MADE -> put(balances, hand(owner), event, amount, 1);
            case ENDED -> {
                put(balances, hand(owner), event, amount, -1);
                put(balances, new Way(owner, State.DESTROYED, null), event, amount, 1);
            }
            case SOLD -> {
                put(balances, hand(owner), event, amount, -1);
                put(balances, new Way(owner, State.SOLD, null), event, amount, 1);
            }
            case SENT -> {
                UUID to = destination(event);
                put(balances, hand(owner), event, amount, -1);
                put(balances, new Way(owner, State.SHIPPED, to), event, amount, 1);
                if (to != null && !to.equals(owner)) {
                    transfers.add(new Transfer(owner, to));
                }
            }
            case ARRIVED -> {
                UUID from = party(event.sources());
                put(balances, hand(owner), event, amount, 1);
                if (from != null && !from.equals(owner)) {
                    transfers.add(new Transfer(from, owner));
                    put(balances, new Way(from, State.SHIPPED, owner), event, amount, -1);
                }
            }
            case USED, NONE, SAID -> {}
        }
    }

    /** What somebody has used without a record of its arrival came out of what was on the way to them. */
    private static void settle(Map<Way, Balance> balances) {
        balances.forEach((way, short_) -> {
            if (way.state() == State.IN_STOCK && short_.quantity.signum() < 0) {
                balances.forEach((other, sent) -> {
                    if (other.state() == State.SHIPPED
                            && way.from().equals(other.to())
                            && sent.quantity.signum() > 0
                            && short_.quantity.signum() < 0) {
                        BigDecimal part = sent.quantity.min(short_.quantity.negate());
                        sent.quantity = sent.quantity.subtract(part);
                        short_.quantity = short_.quantity.add(part);
                    }
                });
            }
        });
    }

    private static Way hand(UUID owner) {
        return new Way(owner, State.IN_STOCK, null);
    }

    private void put(Map<Way, Balance> balances, Way way, TraceEvent event, @Nullable BigDecimal amount, int sign) {
        Balance balance = balances.computeIfAbsent(way, key -> new Balance());
        balance.add(amount, sign);
        if (sign > 0) {
            balance.since = event.time();
        }
        String place = place(event);
        if (place != null && event.owner().equals(way.from())) {
            balance.place = place;
        }
    }

    private @Nullable BigDecimal amount(Thing lot, List<Quantity> quantities) {
        BigDecimal sum = null;
        for (Quantity quantity : quantities) {
            if (walk.canonical(quantity.epcClass()).equals(lot.id)) {
                if (quantity.quantity() == null) {
                    return null;
                }
                sum = sum == null ? quantity.quantity() : sum.add(quantity.quantity());
            }
        }
        return sum;
    }

    private @Nullable String unit(Thing lot) {
        for (Use use : lot.uses) {
            TraceEvent event = use.event();
            Quantity entry = walk.amount(
                    lot.id, use.role() == ReferenceRole.OUTPUT ? event.outputQuantities() : event.quantities());
            if (entry != null && entry.unit() != null) {
                return entry.unit();
            }
        }
        return null;
    }

    /** What of the lot lies in boxes: it goes where they go. */
    private void boxed(Thing lot, @Nullable String unit, Set<Thing> only, List<Position> found) {
        UUID maker = maker(lot);
        containers.getOrDefault(lot, Map.of()).forEach((container, stays) -> {
            if (!only.isEmpty() && !only.contains(container)) {
                return;
            }
            for (Stays.Stay stay : stays) {
                if (stay.until() != null) {
                    continue;
                }
                Course course = new Course();
                List<Use> life = new ArrayList<>();
                life.add(new Use(ReferenceRole.CHILD, stay.packing()));
                collect(container, stay.window(), false, life, 1);
                life.sort(IN_TIME);
                life.forEach(use -> step(course, use));
                List<String> around = new ArrayList<>();
                around.add(container.id);
                around.addAll(containersNow(container));
                State state = state(course, maker);
                found.add(new Position(
                        lot.id,
                        Objects.requireNonNull(course.holder),
                        state,
                        course.place,
                        state == State.SHIPPED ? course.destination : null,
                        stay.quantity(),
                        unit,
                        around,
                        course.since));
            }
        });
    }
}
