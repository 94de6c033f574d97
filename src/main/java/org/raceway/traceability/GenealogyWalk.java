package org.raceway.traceability;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.raceway.identifiers.gs1.Gs1Identifiers;
import org.raceway.identifiers.gs1.Keys;
import org.raceway.traceability.GenealogyGraph.Bounds;
import org.raceway.traceability.GenealogyGraph.Edge;
import org.raceway.traceability.GenealogyGraph.EdgeKind;
import org.raceway.traceability.epcis.Action;
import org.raceway.traceability.epcis.Quantity;

/**
 * One walk, level by level: for all things met at a level one look-up of their references and one of the events. A
 * container is followed only in the windows of time in which it held what led to it. Serves one call.
 */
final class GenealogyWalk {
    private static final Set<ReferenceRole> UPSTREAM_ROLES =
            EnumSet.of(ReferenceRole.EPC, ReferenceRole.PARENT, ReferenceRole.OUTPUT, ReferenceRole.CLASS);
    private static final Set<ReferenceRole> DOWNSTREAM_ROLES = EnumSet.of(
            ReferenceRole.EPC,
            ReferenceRole.PARENT,
            ReferenceRole.CHILD,
            ReferenceRole.INPUT,
            ReferenceRole.OUTPUT,
            ReferenceRole.CLASS,
            ReferenceRole.LOT);

    private final GenealogyReads reads;
    private final @Nullable Instant at;
    private final Bounds bounds;

    private final Map<String, String> canonicals = new HashMap<>();
    private final Map<LotKey, String> lots = new HashMap<>();
    private final Map<String, Thing> things = new LinkedHashMap<>();
    private final Map<UUID, Thing> thingsByKey = new HashMap<>();
    private final Map<String, Step> steps = new LinkedHashMap<>();
    private final Map<UUID, @Nullable TraceEvent> events = new HashMap<>();
    private final Map<UUID, TraceEvent> firstOfIdentity = new HashMap<>();
    private final Set<TraceEvent.Identity> retired = new HashSet<>();
    private final Set<String> joined = new HashSet<>();
    private final Map<EdgeKey, Edge> edges = new LinkedHashMap<>();
    private final Set<Portion> portions = new LinkedHashSet<>();
    private int referencesRead;
    private boolean truncated;

    private record LotKey(String gtin, String lot) {}

    private record EdgeKey(
            String from,
            String to,
            EdgeKind kind,
            @Nullable UUID event,
            @Nullable Instant since) {}

    /** That an event names a thing. */
    record Use(ReferenceRole role, TraceEvent event) {}

    /** A thing met on the walk. */
    static final class Thing {
        /** Uses up to which looking at each is cheaper than a set of them; nearly all things have no more. */
        private static final int FEW = 12;

        final String id;
        final UUID key;
        final int level;
        final Side up = new Side();
        final Side down = new Side();
        final List<Use> uses = new ArrayList<>();
        /** False for a container that was only looked into and turned out not to hold what led to it at the time. */
        boolean shown;

        private @Nullable Set<UseKey> known;
        private @Nullable Map<String, List<Stays.Stay>> stays;

        Thing(String id, int level) {
            this.id = id;
            this.key = Keys.of(id);
            this.level = level;
        }

        private record UseKey(ReferenceRole role, UUID event) {}

        void use(ReferenceRole role, TraceEvent event) {
            if (!isKnown(role, event)) {
                uses.add(new Use(role, event));
                stays = null;
            }
        }

        private boolean isKnown(ReferenceRole role, TraceEvent event) {
            Set<UseKey> all = known;
            if (all == null) {
                if (uses.size() < FEW) {
                    for (Use use : uses) {
                        if (use.role() == role && use.event().id().equals(event.id())) {
                            return true;
                        }
                    }
                    return false;
                }
                all = new HashSet<>();
                for (Use use : uses) {
                    all.add(new UseKey(use.role(), use.event().id()));
                }
                known = all;
            }
            return !all.add(new UseKey(role, event.id()));
        }

        boolean isFetched() {
            return up.fetched || down.fetched;
        }
    }

    /** How far the walk in one direction has got with a thing. */
    static final class Side {
        boolean fetched;
        final List<Window> done = new ArrayList<>();
        final List<Window> pending = new ArrayList<>();
        final Map<Thing, List<Window>> pendingContents = new LinkedHashMap<>(2);
    }

    /** A transformation: one event, or all events of one transformation ID. */
    static final class Step {
        final String id;
        int level;
        final Map<UUID, TraceEvent> events = new LinkedHashMap<>();
        boolean expandedUp;
        boolean expandedDown;
        boolean shown;

        Step(String id) {
            this.id = id;
        }

        @Nullable
        String name() {
            return events.values().stream()
                    .map(TraceEvent::step)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
        }

        Instant time() {
            return events.values().stream()
                    .map(TraceEvent::time)
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    GenealogyWalk(GenealogyReads reads, @Nullable Instant at, Bounds bounds) {
        this.reads = reads;
        this.at = at;
        this.bounds = bounds;
    }

    GenealogyGraph trace(String id, Direction direction) {
        String start = canonical(id);
        Thing thing = Objects.requireNonNull(thing(start, 0));
        Set<Thing> up = new LinkedHashSet<>();
        Set<Thing> down = new LinkedHashSet<>();
        if (direction != Direction.DOWNSTREAM) {
            thing.up.pending.add(at == null ? Window.ALWAYS : Window.at(at));
            up.add(thing);
        }
        if (direction != Direction.UPSTREAM) {
            thing.down.pending.add(Window.ALWAYS);
            down.add(thing);
        }
        walk(thing, up, down);
        return new GenealogyFindings(this).graph(start, direction);
    }

    /**
     * Where a walk of what is affected begins.
     *
     * @param window of a container: what was in it then; of anything else: from its beginning on
     * @param event that it stands for, or the start is none; absent for a thing as such
     */
    record Start(String id, Window window, @Nullable UUID event) {}

    /** A lot that is affected only as far as these containers held some of it. */
    record Portion(Thing lot, Thing container) {}

    /** Lots of which only what was in some containers is affected. */
    Set<Portion> portions() {
        return portions;
    }

    /**
     * Goes downstream from all these; what has already left a container when its window begins, and what comes into it after the
     * end, is not affected.
     *
     * @return the things that it went from
     */
    Set<Thing> spread(Collection<Start> starts) {
        Map<Thing, List<Start>> asked = new LinkedHashMap<>();
        for (Start start : starts) {
            Thing thing = candidate(canonical(start.id()), 0);
            if (thing != null) {
                asked.computeIfAbsent(thing, key -> new ArrayList<>()).add(start);
            }
        }
        fetch(Set.of(), asked.keySet());
        Set<Thing> roots = new LinkedHashSet<>();
        Map<Thing, List<Window>> containers = new LinkedHashMap<>();
        asked.forEach((thing, its) -> {
            for (Start start : its) {
                boolean known = start.event() == null
                        ? !thing.uses.isEmpty()
                        : thing.uses.stream().anyMatch(use -> use.event().id().equals(start.event()));
                if (known && stays(thing).isEmpty()) {
                    root(thing, start.window().since(), roots);
                } else if (known) {
                    containers.computeIfAbsent(thing, key -> new ArrayList<>()).add(start.window());
                }
            }
        });
        Map<Thing, List<Window>> open = containers;
        for (int depth = 0; !open.isEmpty() && depth < bounds.depth(); depth++) {
            open = opened(open, roots);
        }
        for (Thing root : roots) {
            root.shown = true;
        }
        walk(null, Set.of(), new LinkedHashSet<>(roots));
        return roots;
    }

    private static void root(Thing thing, Instant since, Set<Thing> roots) {
        thing.down.pending.add(new Window(since, Instant.MAX));
        roots.add(thing);
    }

    /** Makes what these containers held the walk's roots; the containers among it, which are opened next. */
    private Map<Thing, List<Window>> opened(Map<Thing, List<Window>> containers, Set<Thing> roots) {
        record Held(Thing container, Stays.Stay stay, Window shared, Thing content) {}
        List<Held> held = new ArrayList<>();
        Set<Thing> contents = new LinkedHashSet<>();
        containers.forEach((container, windows) -> stays(container).values().forEach(stays -> {
            for (Stays.Stay stay : stays) {
                for (Window window : windows) {
                    Window shared = stay.window().shared(window);
                    Thing content = shared == null ? null : candidate(stay.content(), 0);
                    if (shared != null && content != null) {
                        held.add(new Held(container, stay, shared, content));
                        contents.add(content);
                    }
                }
            }
        }));
        fetch(Set.of(), contents);
        Map<Thing, List<Window>> inner = new LinkedHashMap<>();
        for (Held each : held) {
            Thing content = each.content();
            Instant until = each.stay().until();
            if (!stays(content).isEmpty()) {
                inner.computeIfAbsent(content, key -> new ArrayList<>()).add(each.shared());
            } else if (each.stay().quantity() == null) {
                root(content, each.shared().since(), roots);
            } else {
                // Of a lot only what lay in the box; once out of it, it can't be told from the rest.
                portions.add(new Portion(content, each.container()));
                each.container().down.pending.add(each.shared());
                roots.add(each.container());
                if (until != null) {
                    root(content, until, roots);
                }
            }
        }
        return inner;
    }

    // What the findings are made from.

    Collection<Thing> things() {
        return things.values().stream().filter(thing -> thing.shown).toList();
    }

    @Nullable
    Thing find(String id) {
        return things.get(id);
    }

    List<Step> shownSteps() {
        return steps.values().stream().filter(step -> step.shown).toList();
    }

    List<Edge> edges() {
        return List.copyOf(edges.values());
    }

    boolean isTruncated() {
        return truncated;
    }

    Bounds bounds() {
        return bounds;
    }

    @Nullable
    Instant at() {
        return at;
    }

    String canonical(String id) {
        return canonicals.computeIfAbsent(id, Gs1Identifiers::canonical);
    }

    /** The entry of this thing in these lists; null when it is not there, without amount when it is an instance. */
    @Nullable
    Quantity amount(String thing, List<Quantity> quantities) {
        for (Quantity quantity : quantities) {
            if (canonical(quantity.epcClass()).equals(thing)) {
                return quantity;
            }
        }
        return null;
    }

    private void walk(@Nullable Thing start, Set<Thing> firstUp, Set<Thing> firstDown) {
        Set<Thing> up = firstUp;
        Set<Thing> down = firstDown;
        for (int depth = 1; !up.isEmpty() || !down.isEmpty(); depth++) {
            if (depth > bounds.depth()) {
                truncated = true;
                return;
            }
            fetch(up, down);
            Set<Thing> nextUp = new LinkedHashSet<>();
            for (Thing thing : up) {
                expandUpstream(thing, nextUp, -depth);
            }
            Set<Thing> nextDown = new LinkedHashSet<>();
            for (Thing thing : down) {
                expandDownstream(thing, thing == start, nextDown, depth);
            }
            up = nextUp;
            down = nextDown;
        }
    }

    private static Set<UUID> unfetched(Set<Thing> frontier, Function<Thing, Side> way) {
        Set<UUID> keys = new LinkedHashSet<>();
        for (Thing thing : frontier) {
            Side side = way.apply(thing);
            if (!side.fetched) {
                side.fetched = true;
                keys.add(thing.key);
            }
        }
        return keys;
    }

    private void fetch(Set<Thing> up, Set<Thing> down) {
        Set<UUID> upKeys = unfetched(up, thing -> thing.up);
        Set<UUID> downKeys = unfetched(down, thing -> thing.down);
        List<GenealogyReads.Wanted> wanted = new ArrayList<>(2);
        if (!upKeys.isEmpty()) {
            wanted.add(new GenealogyReads.Wanted(upKeys, UPSTREAM_ROLES));
        }
        if (!downKeys.isEmpty()) {
            wanted.add(new GenealogyReads.Wanted(downKeys, DOWNSTREAM_ROLES));
        }
        if (wanted.isEmpty()) {
            return;
        }
        GenealogyReads.Naming found = naming(wanted);
        load(found);
        for (ReferenceRow row : found.references()) {
            TraceEvent event = live(row.event());
            Thing thing = thingsByKey.get(row.key());
            if (event != null && thing != null) {
                thing.use(row.role(), event);
            }
        }
    }

    private GenealogyReads.Naming naming(List<GenealogyReads.Wanted> wanted) {
        int left = bounds.references() - referencesRead;
        if (left <= 0) {
            truncated = true;
            return new GenealogyReads.Naming(List.of(), List.of());
        }
        GenealogyReads.Naming found = reads.naming(wanted, left, events.keySet());
        referencesRead += found.references().size();
        if (found.references().size() >= left) {
            truncated = true;
        }
        return found;
    }

    private void load(GenealogyReads.Naming found) {
        List<TraceEvent> loaded = read(found.events());
        Map<String, UUID> transformations = new LinkedHashMap<>();
        for (TraceEvent event : loaded) {
            String transformation = event.transformationId();
            if (transformation != null && joined.add(canonical(transformation))) {
                String id = canonical(transformation);
                transformations.put(id, Keys.of(id));
            }
        }
        if (!transformations.isEmpty()) {
            loaded.addAll(read(naming(List.of(new GenealogyReads.Wanted(
                            Set.copyOf(transformations.values()), EnumSet.of(ReferenceRole.TRANSFORMATION))))
                    .events()));
        }
        retire(loaded);
        for (TraceEvent event : loaded) {
            if (!event.declaresError() && !isRetired(event)) {
                firstOfIdentity.putIfAbsent(event.identity(), event);
                if (event.isTransformation() && live(event.id()) != null) {
                    String id = stepId(event);
                    steps.computeIfAbsent(id, key -> new Step(id)).events.put(event.id(), event);
                }
            }
        }
    }

    private List<TraceEvent> read(List<GenealogyReads.EventBody> bodies) {
        List<TraceEvent> loaded = new ArrayList<>(bodies.size());
        for (GenealogyReads.EventBody body : bodies) {
            if (at != null && body.eventTime().isAfter(at)) {
                events.put(body.key(), null);
            } else {
                TraceEvent event = TraceEventReader.read(body);
                events.put(event.id(), event);
                loaded.add(event);
            }
        }
        return loaded;
    }

    /** An error declaration names what the declared event names, so both are read by the same look-up. */
    private void retire(List<TraceEvent> loaded) {
        Set<Instant> times = loaded.stream()
                .filter(TraceEvent::declaresError)
                .map(TraceEvent::time)
                .collect(Collectors.toSet());
        if (times.isEmpty()) {
            return;
        }
        Set<UUID> identities = loaded.stream()
                .filter(event -> !event.declaresError() && times.contains(event.time()))
                .map(TraceEvent::identity)
                .collect(Collectors.toSet());
        GenealogyReads.Naming found =
                naming(List.of(new GenealogyReads.Wanted(identities, EnumSet.of(ReferenceRole.ERROR_DECLARATION))));
        read(found.events());
        for (ReferenceRow row : found.references()) {
            TraceEvent declaration = events.get(row.event());
            if (declaration != null) {
                // Only who recorded an event can take it back.
                retired.add(new TraceEvent.Identity(row.key(), declaration.owner()));
            }
        }
    }

    private @Nullable TraceEvent live(UUID id) {
        TraceEvent event = events.get(id);
        return event == null || event.declaresError() || isRetired(event) || !isFirst(event) ? null : event;
    }

    private boolean isRetired(TraceEvent event) {
        return !retired.isEmpty() && retired.contains(event.key());
    }

    /** Both sides of a delivery may have recorded one and the same event: it counts once. */
    private boolean isFirst(TraceEvent event) {
        TraceEvent first = firstOfIdentity.get(event.identity());
        return first != null && first.id().equals(event.id());
    }

    private @Nullable Thing thing(String id, int level) {
        Thing thing = candidate(id, level);
        if (thing != null) {
            thing.shown = true;
        }
        return thing;
    }

    private @Nullable Thing candidate(String id, int level) {
        Thing known = things.get(id);
        if (known != null) {
            return known;
        }
        if (things.size() >= bounds.nodes()) {
            truncated = true;
            return null;
        }
        Thing thing = new Thing(id, level);
        things.put(id, thing);
        thingsByKey.put(thing.key, thing);
        return thing;
    }

    private void expandUpstream(Thing thing, Set<Thing> next, int level) {
        List<Window> windows = takeNew(thing.up);
        if (windows.isEmpty()) {
            return;
        }
        for (Use use : thing.uses) {
            TraceEvent event = use.event();
            switch (use.role()) {
                case OUTPUT -> {
                    Step step = step(event, level);
                    if (step != null) {
                        edge(step.id, thing.id, EdgeKind.OUTPUT, event, amount(thing.id, event.outputQuantities()));
                        inputs(step, next, level);
                    }
                }
                case EPC -> {
                    String lot = lotOf(thing.id, event);
                    if (lot != null) {
                        Thing made = thing(lot, level);
                        if (made != null) {
                            edge(lot, thing.id, EdgeKind.UNIT_OF_LOT, event, null);
                            visit(made, made.up, Window.ALWAYS, next);
                        }
                    }
                }
                case PARENT,
                        CHILD,
                        INPUT,
                        CLASS,
                        TRANSFORMATION,
                        CORRECTIVE_EVENT,
                        LOT,
                        BUSINESS_TRANSACTION,
                        ERROR_DECLARATION,
                        SOURCE,
                        DESTINATION -> {}
            }
        }
        for (List<Stays.Stay> stays : stays(thing).values()) {
            for (Stays.Stay stay : stays) {
                for (Window window : windows) {
                    Window shared = stay.window().shared(window);
                    Thing content = shared == null ? null : thing(stay.content(), level);
                    if (shared != null && content != null) {
                        contained(content, thing, stay);
                        visit(content, content.up, shared, next);
                    }
                }
            }
        }
    }

    private void inputs(Step step, Set<Thing> next, int level) {
        if (step.expandedUp) {
            return;
        }
        step.expandedUp = true;
        for (TraceEvent event : step.events.values()) {
            Stream.concat(event.epcs().stream().map(GenealogyWalk::one), event.quantities().stream())
                    .forEach(input -> {
                        Thing thing = thing(canonical(input.epcClass()), level);
                        if (thing != null) {
                            edge(thing.id, step.id, EdgeKind.INPUT, event, input);
                            visit(thing, thing.up, Window.at(event.time()), next);
                        }
                    });
        }
    }

    private void expandDownstream(Thing thing, boolean isStart, Set<Thing> next, int level) {
        Side side = thing.down;
        if (!side.pendingContents.isEmpty()) {
            Map<String, List<Stays.Stay>> stays = stays(thing);
            side.pendingContents.forEach((content, windows) -> {
                for (Stays.Stay stay : stays.getOrDefault(content.id, List.of())) {
                    if (at != null && stay.until() != null) {
                        continue;
                    }
                    for (Window window : windows) {
                        Window shared = stay.window().shared(window);
                        if (shared != null) {
                            thing.shown = true;
                            contained(content, thing, stay);
                            side.pending.add(shared);
                        }
                    }
                }
            });
            side.pendingContents.clear();
        }
        List<Window> windows = takeNew(side);
        if (windows.isEmpty()) {
            return;
        }
        for (Use use : thing.uses) {
            TraceEvent event = use.event();
            switch (use.role()) {
                case INPUT -> {
                    Step step = holds(windows, event.time()) ? step(event, level) : null;
                    if (step != null) {
                        edge(thing.id, step.id, EdgeKind.INPUT, event, amount(thing.id, event.quantities()));
                        outputs(step, next, level);
                    }
                }
                case LOT -> {
                    if (!holds(windows, event.time())) {
                        continue;
                    }
                    for (String epc : event.isTransformation() ? event.outputEpcs() : event.epcs()) {
                        String unit = canonical(epc);
                        Thing made = thing.id.equals(lotOf(unit, event)) ? thing(unit, level) : null;
                        if (made != null) {
                            edge(thing.id, unit, EdgeKind.UNIT_OF_LOT, event, null);
                            visit(made, made.down, Window.ALWAYS, next);
                        }
                    }
                }
                case CHILD -> {
                    String parent = event.parent();
                    if (parent != null && event.isContainment() && event.action() != Action.DELETE) {
                        Thing container = candidate(canonical(parent), level);
                        if (container != null) {
                            container
                                    .down
                                    .pendingContents
                                    .computeIfAbsent(thing, key -> new ArrayList<>())
                                    .addAll(windows);
                            next.add(container);
                        }
                    }
                }
                case EPC,
                        PARENT,
                        OUTPUT,
                        CLASS,
                        TRANSFORMATION,
                        CORRECTIVE_EVENT,
                        BUSINESS_TRANSACTION,
                        ERROR_DECLARATION,
                        SOURCE,
                        DESTINATION -> {}
            }
        }
        if (isStart) {
            unpacked(thing, next, level);
        }
    }

    /** What left the container that was asked for: it went through it, so it is downstream of it. */
    private void unpacked(Thing container, Set<Thing> next, int level) {
        for (List<Stays.Stay> stays : stays(container).values()) {
            for (Stays.Stay stay : stays) {
                Instant until = stay.until();
                Thing content = until == null ? null : thing(stay.content(), level);
                if (until != null && content != null) {
                    TraceEvent event = Objects.requireNonNull(stay.unpacking());
                    edge(
                            container.id,
                            content.id,
                            EdgeKind.UNPACKED,
                            event,
                            new Quantity(content.id, stay.quantity(), stay.unit()));
                    visit(content, content.down, new Window(until, Instant.MAX), next);
                }
            }
        }
    }

    private void outputs(Step step, Set<Thing> next, int level) {
        if (step.expandedDown) {
            return;
        }
        step.expandedDown = true;
        for (TraceEvent event : step.events.values()) {
            Stream.concat(event.outputEpcs().stream().map(GenealogyWalk::one), event.outputQuantities().stream())
                    .forEach(output -> {
                        Thing thing = thing(canonical(output.epcClass()), level);
                        if (thing != null) {
                            edge(step.id, thing.id, EdgeKind.OUTPUT, event, output);
                            visit(thing, thing.down, Window.ALWAYS, next);
                        }
                    });
        }
    }

    private static Quantity one(String epc) {
        return new Quantity(epc, null, null);
    }

    private static void visit(Thing thing, Side side, Window window, Set<Thing> next) {
        if (side.done.stream().noneMatch(done -> done.covers(window))) {
            side.pending.add(window);
            next.add(thing);
        }
    }

    private static List<Window> takeNew(Side side) {
        List<Window> taken = new ArrayList<>();
        for (Window window : side.pending) {
            if (side.done.stream().noneMatch(done -> done.covers(window))) {
                side.done.add(window);
                taken.add(window);
            }
        }
        side.pending.clear();
        return taken;
    }

    private static boolean holds(List<Window> windows, Instant moment) {
        for (Window window : windows) {
            if (window.holds(moment)) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Step step(TraceEvent event, int level) {
        Step step = steps.get(stepId(event));
        if (step != null && !step.shown) {
            step.shown = true;
            step.level = level;
        }
        return step;
    }

    private String stepId(TraceEvent event) {
        String transformation = event.transformationId();
        return transformation == null ? "urn:uuid:" + event.id() : canonical(transformation);
    }

    /** What a container held, by content; empty for what is none. */
    Map<String, List<Stays.Stay>> stays(Thing container) {
        Map<String, List<Stays.Stay>> known = container.stays;
        if (known == null) {
            List<TraceEvent> aggregations = new ArrayList<>();
            for (Use use : container.uses) {
                if (use.role() == ReferenceRole.PARENT && use.event().isContainment()) {
                    aggregations.add(use.event());
                }
            }
            known = aggregations.isEmpty()
                    ? Map.of()
                    : Stays.of(aggregations, this::canonical).stream()
                            .collect(Collectors.groupingBy(
                                    Stays.Stay::content, LinkedHashMap::new, Collectors.toList()));
            container.stays = known;
        }
        return known;
    }

    /** The lot that this event says the unit is of. */
    @Nullable
    String lotOf(String unit, TraceEvent event) {
        String lot = event.lotNumber();
        int gtin = unit.indexOf("/01/");
        if (lot == null
                || gtin < 0
                || unit.length() < gtin + 18
                || !unit.contains("/21/")
                || event.action() == Action.DELETE) {
            return null;
        }
        return lots.computeIfAbsent(new LotKey(unit.substring(gtin + 4, gtin + 18), lot), key -> {
            try {
                return Gs1Identifiers.lotOf(key.gtin(), key.lot());
            } catch (IllegalArgumentException e) {
                // Master data may hold any text; what GS1 does not allow as a lot names no lot.
                return null;
            }
        });
    }

    private void contained(Thing content, Thing container, Stays.Stay stay) {
        EdgeKey key = new EdgeKey(
                content.id, container.id, EdgeKind.CONTAINED, stay.packing().id(), stay.since());
        edges.putIfAbsent(
                key,
                new Edge(
                        content.id,
                        container.id,
                        EdgeKind.CONTAINED,
                        stay.packing().id(),
                        stay.packing().step(),
                        stay.quantity(),
                        stay.unit(),
                        stay.since(),
                        stay.until()));
    }

    private void edge(String from, String to, EdgeKind kind, TraceEvent event, @Nullable Quantity quantity) {
        edges.putIfAbsent(
                new EdgeKey(from, to, kind, event.id(), event.time()),
                new Edge(
                        from,
                        to,
                        kind,
                        event.id(),
                        event.step(),
                        quantity == null ? null : quantity.quantity(),
                        quantity == null ? null : quantity.unit(),
                        event.time(),
                        null));
    }
}
