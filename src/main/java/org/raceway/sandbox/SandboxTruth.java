package org.raceway.sandbox;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What really happened in a simulated cluster, noted by the simulation itself and not read from the events that it hands
 * out. Identifiers are canonical GS1 Digital Links. Covers the campaigns whose truth is kept
 * ({@link SandboxSize#BENCHMARK} keeps the first few); faults are kept of all campaigns.
 */
public final class SandboxTruth {
    private final List<SandboxFault> faults = new ArrayList<>();
    private final Map<String, Thing> things = new HashMap<>();
    private final Map<Thing.Kind, List<String>> byKind = new HashMap<>();
    private final Map<String, String> examples = new LinkedHashMap<>();
    private long events;
    private int documents;

    SandboxTruth() {}

    void fault(SandboxFault fault) {
        faults.add(fault);
    }

    void keep(Collection<Thing> made) {
        for (Thing thing : made) {
            things.put(thing.digitalLink, thing);
            byKind.computeIfAbsent(thing.kind, kind -> new ArrayList<>()).add(thing.digitalLink);
        }
    }

    void example(String name, String uri) {
        examples.putIfAbsent(name, uri);
    }

    void count(int documentEvents) {
        documents++;
        events += documentEvents;
    }

    /** Events handed out. */
    public long events() {
        return events;
    }

    /** Documents handed out. */
    public int documents() {
        return documents;
    }

    /** All planted faults. */
    public List<SandboxFault> faults() {
        return List.copyOf(faults);
    }

    /** The planted faults of one sort. */
    public <F extends SandboxFault> List<F> faults(Class<F> sort) {
        return faults.stream().filter(sort::isInstance).map(sort::cast).toList();
    }

    /** All heats, in the order melted. */
    public List<String> heats() {
        return of(Thing.Kind.HEAT);
    }

    /** All furnace lots. */
    public List<String> furnaceLots() {
        return of(Thing.Kind.FURNACE);
    }

    /** All assembly lots. */
    public List<String> assemblyLots() {
        return of(Thing.Kind.ASSEMBLY);
    }

    /** All serialised bearings. */
    public List<String> units() {
        return of(Thing.Kind.UNIT);
    }

    /** All boxes. */
    public List<String> boxes() {
        return of(Thing.Kind.BOX);
    }

    private List<String> of(Thing.Kind kind) {
        return List.copyOf(byKind.getOrDefault(kind, List.of()));
    }

    /** Identifiers worth trying, by what they show: {@code unit}, {@code heat}, {@code badFurnaceLot} and so on. */
    public Map<String, String> examples() {
        return new LinkedHashMap<>(examples);
    }

    /** The heats that a lot or a bearing is made of. */
    public Set<String> upstreamHeats(String id) {
        return ids(reach(List.of(thing(id)), thing -> thing.parents), Thing.Kind.HEAT);
    }

    /** Everything that a lot or a bearing is made of: lots of every kind, without itself. */
    public Set<String> upstream(String id) {
        Thing start = thing(id);
        return ids(reach(List.of(start), thing -> thing.parents), start);
    }

    /** Every lot and bearing made of this, without itself and without containers and scrap. */
    public Set<String> downstream(String id) {
        Thing start = thing(id);
        return ids(made(start), start);
    }

    /** The serialised bearings made of this. */
    public Set<String> downstreamUnits(String id) {
        return ids(made(thing(id)), Thing.Kind.UNIT);
    }

    /** The boxes and pallets that hold anything made of this at that time, directly or in a box on the pallet. */
    public Set<String> containersHolding(String id, Instant at) {
        Set<Thing> held = reach(made(thing(id)), thing -> containers(thing, at));
        Set<String> containers = ids(held, Thing.Kind.BOX);
        containers.addAll(ids(held, Thing.Kind.PALLET));
        return containers;
    }

    /** The bearings made of this that are in no box at that time, though they had been made by then and packed before. */
    public Set<String> unitsUnpackedBefore(String id, Instant at) {
        Set<String> unpacked = new LinkedHashSet<>();
        for (Thing thing : made(thing(id))) {
            if (thing.kind == Thing.Kind.UNIT
                    && containers(thing, at).isEmpty()
                    && thing.stays.stream().anyMatch(stay -> stay.until <= at.getEpochSecond())) {
                unpacked.add(thing.digitalLink);
            }
        }
        return unpacked;
    }

    /**
     * Where a bearing is in the end.
     *
     * @param holder Global Location Number of who has it, or had it last
     * @param fate {@code HELD}, {@code ON_ITS_WAY}, {@code SOLD} or {@code DESTROYED}
     */
    public record Whereabouts(String holder, String fate) {}

    /** Where a bearing is in the end. */
    public Whereabouts whereabouts(String unit) {
        Thing thing = thing(unit);
        return new Whereabouts(thing.holder.gln, thing.fate.name());
    }

    /** How much of a lot was neither used up nor packed nor marked piece by piece: kilograms of steel and grease, else pieces. */
    public BigDecimal left(String lot) {
        Thing thing = thing(lot);
        return thing.byWeight()
                ? BigDecimal.valueOf(thing.left, 6).stripTrailingZeros()
                : BigDecimal.valueOf(thing.left);
    }

    /** What is in a box or on a pallet at that time, directly. */
    public Set<String> contents(String container, Instant at) {
        Thing box = thing(container);
        Set<String> contents = new LinkedHashSet<>();
        for (Thing thing : box.children) {
            if (containers(thing, at).contains(box)) {
                contents.add(thing.digitalLink);
            }
        }
        return contents;
    }

    private Thing thing(String id) {
        Thing thing = things.get(id);
        if (thing == null) {
            throw new IllegalArgumentException("the truth about " + id + " is not kept");
        }
        return thing;
    }

    private static Set<Thing> made(Thing start) {
        return reach(
                List.of(start),
                thing -> thing.children.stream()
                        .filter(child -> child.parents.contains(thing) && child.kind != Thing.Kind.SCRAP)
                        .toList());
    }

    private static List<Thing> containers(Thing thing, Instant at) {
        long second = at.getEpochSecond();
        List<Thing> containers = new ArrayList<>(1);
        for (Thing.Stay stay : thing.stays) {
            if (stay.from <= second && second < stay.until) {
                containers.add(stay.container);
            }
        }
        return containers;
    }

    private static Set<Thing> reach(Collection<Thing> starts, Function<Thing, List<Thing>> next) {
        Set<Thing> reached = new LinkedHashSet<>(starts);
        Deque<Thing> open = new ArrayDeque<>(starts);
        while (!open.isEmpty()) {
            for (Thing thing : next.apply(open.remove())) {
                if (reached.add(thing)) {
                    open.add(thing);
                }
            }
        }
        return reached;
    }

    private static Set<String> ids(Set<Thing> reached, Thing.Kind kind) {
        Set<String> ids = new LinkedHashSet<>();
        for (Thing thing : reached) {
            if (thing.kind == kind) {
                ids.add(thing.digitalLink);
            }
        }
        return ids;
    }

    private static Set<String> ids(Set<Thing> reached, Thing without) {
        Set<String> ids = new LinkedHashSet<>();
        for (Thing thing : reached) {
            if (thing != without) {
                ids.add(thing.digitalLink);
            }
        }
        return ids;
    }
}
