package org.raceway.traceability;

import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.traceability.GenealogyGraph.Edge;
import org.raceway.traceability.GenealogyGraph.EdgeKind;
import org.raceway.traceability.GenealogyGraph.Gap;
import org.raceway.traceability.GenealogyGraph.GapKind;
import org.raceway.traceability.GenealogyGraph.HistoryEntry;
import org.raceway.traceability.GenealogyGraph.Kind;
import org.raceway.traceability.GenealogyGraph.Node;
import org.raceway.traceability.GenealogyWalk.Step;
import org.raceway.traceability.GenealogyWalk.Thing;
import org.raceway.traceability.GenealogyWalk.Use;
import org.raceway.traceability.epcis.Action;
import org.raceway.traceability.epcis.Quantity;
import org.raceway.traceability.epcis.TypedReference;

/** Turns a finished walk into nodes, edges and gaps. */
final class GenealogyFindings {
    /** Weighing is that exact: what comes out may exceed what went in by this share before it is a finding. */
    private static final BigDecimal TOLERANCE = new BigDecimal("1.005");

    /** Steps that make things from nothing that is traced. */
    private static final Set<String> ORIGINS = Set.of("melting");

    /** What one of a step's inputs must have been through last; a step that is not here demands nothing. */
    private static final Map<String, Set<String>> COMES_AFTER = Map.of(
            "rolling", Set.of("melting"),
            "forging", Set.of("rolling"),
            "turning", Set.of("forging", "rolling"),
            "quenching", Set.of("turning", "forging"),
            "grinding", Set.of("quenching"),
            "assembling", Set.of("grinding"));

    private static final Set<String> TRANSPARENT = Set.of("reworking", "servicing");

    /** The most entries of a node's history. */
    static final int HISTORY = 200;

    private final GenealogyWalk walk;
    private final List<Gap> gaps = new ArrayList<>();
    private final Map<String, TraceEvent> makers = new HashMap<>();

    GenealogyFindings(GenealogyWalk walk) {
        this.walk = walk;
    }

    GenealogyGraph graph(String start, Direction direction) {
        List<Edge> edges = walk.edges();
        Set<String> used = new HashSet<>();
        Set<String> traced = new HashSet<>();
        for (Edge edge : edges) {
            if (edge.kind() == EdgeKind.INPUT) {
                used.add(edge.from());
            }
            if (edge.kind() == EdgeKind.OUTPUT || edge.kind() == EdgeKind.UNIT_OF_LOT) {
                traced.add(edge.to());
            }
        }
        List<Node> nodes = new ArrayList<>();
        for (Thing thing : walk.things()) {
            thing.uses.sort(Comparator.comparing((Use use) -> use.event().time())
                    .thenComparing(use -> use.event().id()));
            TraceEvent maker = maker(thing);
            if (maker != null) {
                makers.put(thing.id, maker);
            }
            nodes.add(node(thing, maker));
            gapsOf(thing, maker, used.contains(thing.id), traced.contains(thing.id));
        }
        for (Step step : walk.shownSteps()) {
            nodes.add(node(step));
            gapsOf(step);
        }
        for (Edge edge : edges) {
            TraceEvent maker = edge.kind() == EdgeKind.INPUT ? makers.get(edge.from()) : null;
            Instant since = edge.since();
            if (maker != null && since != null && since.isBefore(maker.time())) {
                gaps.add(new Gap(
                        GapKind.USED_BEFORE_MADE,
                        edge.from(),
                        edge.event(),
                        since,
                        List.of(maker.time().toString())));
            }
        }
        return new GenealogyGraph(
                start,
                direction,
                walk.at(),
                nodes,
                edges,
                gaps.stream().distinct().toList(),
                walk.isTruncated(),
                walk.bounds());
    }

    /** The event that made a thing or brought it into being: the output of a transformation, else an ADD. */
    static @Nullable TraceEvent maker(Thing thing) {
        TraceEvent added = null;
        for (Use use : thing.uses) {
            if (use.role() == ReferenceRole.OUTPUT) {
                return use.event();
            }
            if (added == null
                    && use.event().action() == Action.ADD
                    && (use.role() == ReferenceRole.EPC || use.role() == ReferenceRole.CLASS)) {
                added = use.event();
            }
        }
        return added;
    }

    private static boolean isSame(TraceEvent event, @Nullable TraceEvent other) {
        return other != null && event.id().equals(other.id());
    }

    private Node node(Thing thing, @Nullable TraceEvent maker) {
        Map<String, String> facts = new TreeMap<>();
        List<HistoryEntry> history = new ArrayList<>();
        Set<UUID> told = new HashSet<>();
        Amount made = new Amount();
        for (Use use : thing.uses) {
            TraceEvent event = use.event();
            boolean own = use.role() == ReferenceRole.EPC
                    || use.role() == ReferenceRole.CLASS
                    || use.role() == ReferenceRole.OUTPUT;
            if (own) {
                facts.putAll(event.facts());
                for (TypedReference transaction : event.businessTransactions()) {
                    if ("cert".equals(transaction.type())) {
                        facts.put("certificate", transaction.id());
                    }
                }
            }
            if (use.role() == ReferenceRole.LOT || !told.add(event.id())) {
                continue;
            }
            Quantity amount = amount(thing.id, use);
            if (use.role() == ReferenceRole.OUTPUT
                    || (event.action() == Action.ADD
                            && isSame(event, maker)
                            && (use.role() == ReferenceRole.EPC || use.role() == ReferenceRole.CLASS))) {
                made.add(amount);
            }
            if (history.size() < HISTORY) {
                history.add(entry(event, amount));
            }
        }
        TraceEvent first = thing.uses.isEmpty() ? null : thing.uses.getFirst().event();
        TraceEvent last = thing.uses.isEmpty() ? null : thing.uses.getLast().event();
        String step = maker == null ? null : maker.step();
        return new Node(
                thing.id,
                label(thing.id),
                kind(thing.id, step),
                step,
                maker != null ? maker.owner() : first != null ? first.owner() : null,
                maker == null ? null : maker.id(),
                first == null ? null : first.time(),
                last == null ? null : last.time(),
                made.quantity(),
                made.unit(),
                thing.level,
                facts,
                history,
                false);
    }

    private Node node(Step step) {
        Map<String, String> facts = new TreeMap<>();
        List<HistoryEntry> history = new ArrayList<>();
        TraceEvent first = null;
        TraceEvent last = null;
        Amount taken = new Amount();
        for (TraceEvent event : step.events.values()) {
            event.epcs().forEach(epc -> taken.add(null));
            event.quantities().forEach(taken::add);
            facts.putAll(event.facts());
            history.add(entry(event, null));
            first = first == null || event.time().isBefore(first.time()) ? event : first;
            last = last == null || event.time().isAfter(last.time()) ? event : last;
        }
        TraceEvent any = Objects.requireNonNull(first);
        return new Node(
                step.id,
                Objects.requireNonNullElse(step.name(), "transformation"),
                Kind.STEP,
                step.name(),
                any.owner(),
                any.id(),
                any.time(),
                Objects.requireNonNull(last).time(),
                taken.quantity(),
                taken.unit(),
                step.level,
                facts,
                history,
                false);
    }

    private @Nullable Quantity amount(String thing, Use use) {
        TraceEvent event = use.event();
        return walk.amount(thing, use.role() == ReferenceRole.OUTPUT ? event.outputQuantities() : event.quantities());
    }

    private static HistoryEntry entry(TraceEvent event, @Nullable Quantity amount) {
        return new HistoryEntry(
                event.id(),
                event.owner(),
                event.time(),
                event.type().standardName(),
                event.action() == null ? null : event.action().name(),
                event.step(),
                event.disposition(),
                event.persistentSet(),
                event.persistentUnset(),
                amount == null ? null : amount.quantity(),
                amount == null ? null : amount.unit(),
                event.businessLocation() != null ? event.businessLocation() : event.readPoint(),
                party(event.sources()),
                party(event.destinations()));
    }

    private static @Nullable String party(List<TypedReference> references) {
        String found = null;
        for (TypedReference reference : references) {
            if ("owning_party".equals(reference.type())) {
                return reference.id();
            }
            if (found == null && "possessing_party".equals(reference.type())) {
                found = reference.id();
            }
        }
        return found;
    }

    static String label(String id) {
        int slash = id.lastIndexOf('/');
        String tail = slash < 0 ? id.substring(id.lastIndexOf(':') + 1) : id.substring(slash + 1);
        return tail.indexOf('%') < 0 ? tail : URLDecoder.decode(tail.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    static Kind kind(String id, @Nullable String step) {
        if (!id.startsWith("https://id.gs1.org/")) {
            return Kind.OTHER;
        }
        String path = id.substring("https://id.gs1.org".length());
        if (path.startsWith("/00/")) {
            return Kind.CONTAINER;
        }
        if (path.startsWith("/8003/") || path.startsWith("/8004/")) {
            return Kind.ASSET;
        }
        if (path.startsWith("/01/")) {
            if (path.contains("/21/")) {
                return Kind.UNIT;
            }
            if (path.contains("/10/")) {
                return "melting".equals(step) ? Kind.HEAT : "quenching".equals(step) ? Kind.FURNACE_LOT : Kind.LOT;
            }
            return Kind.PRODUCT;
        }
        return Kind.OTHER;
    }

    private void gapsOf(Thing thing, @Nullable TraceEvent maker, boolean used, boolean traced) {
        if (!thing.isFetched()) {
            return;
        }
        Kind kind = kind(thing.id, null);
        if (thing.uses.isEmpty()) {
            if (thing.level == 0) {
                gap(GapKind.NO_RECORD, thing.id, null);
            } else if (kind == Kind.LOT || kind == Kind.UNIT) {
                gap(GapKind.NOBODY_MADE, thing.id, null);
            }
            return;
        }
        TraceEvent first = thing.uses.getFirst().event();
        if (maker == null && (kind == Kind.LOT || kind == Kind.UNIT)) {
            gap(GapKind.NOBODY_MADE, thing.id, first);
        }
        if (kind == Kind.UNIT && thing.up.fetched && maker != null && !traced) {
            gap(GapKind.NO_LOT, thing.id, maker);
        }
        movement(thing, "shipping", Set.of("receiving", "accepting"), GapKind.SHIPPED_NOT_RECEIVED, false);
        movement(thing, "subcontractOut", Set.of("subcontractIn"), GapKind.SUBCONTRACT_NOT_RETURNED, used);
        overdrawn(thing, maker);
    }

    /** What went out must have come in again, as much of it and not before it went. */
    private void movement(Thing thing, String out, Set<String> in, GapKind kind, boolean used) {
        TraceEvent lastOut = null;
        int outs = 0;
        int ins = 0;
        Amount sent = new Amount();
        Amount received = new Amount();
        for (Use use : thing.uses) {
            if (use.role() != ReferenceRole.EPC && use.role() != ReferenceRole.CLASS) {
                continue;
            }
            TraceEvent event = use.event();
            if (out.equals(event.step()) || out.equals(event.bizStep())) {
                lastOut = event;
                outs++;
                sent.add(amount(thing.id, use));
            } else if (lastOut != null
                    && (in.contains(Objects.requireNonNullElse(event.step(), ""))
                            || in.contains(Objects.requireNonNullElse(event.bizStep(), "")))) {
                ins++;
                received.add(amount(thing.id, use));
            }
        }
        if (lastOut == null || used) {
            return;
        }
        BigDecimal sentQuantity = sent.quantity();
        BigDecimal receivedQuantity = received.quantity();
        if (ins > 0
                && sentQuantity != null
                && receivedQuantity != null
                && Objects.equals(sent.unit(), received.unit())) {
            if (sentQuantity.compareTo(receivedQuantity.multiply(TOLERANCE)) > 0) {
                gaps.add(new Gap(
                        kind,
                        thing.id,
                        lastOut.id(),
                        lastOut.time(),
                        List.of(
                                sentQuantity.toPlainString(),
                                receivedQuantity.toPlainString(),
                                Objects.requireNonNullElse(sent.unit(), ""))));
            }
        } else if (outs > ins) {
            gap(kind, thing.id, lastOut);
        }
    }

    private void overdrawn(Thing thing, @Nullable TraceEvent maker) {
        if (!thing.down.fetched || maker == null) {
            return;
        }
        Amount made = new Amount();
        Amount taken = new Amount();
        UUID last = null;
        for (Use use : thing.uses) {
            if (use.role() == ReferenceRole.OUTPUT || isSame(use.event(), maker)) {
                made.add(amount(thing.id, use));
            } else if (use.role() == ReferenceRole.INPUT) {
                taken.add(amount(thing.id, use));
                last = use.event().id();
            }
        }
        exceeds(GapKind.MORE_USED_THAN_MADE, thing.id, last, taken, made);
    }

    private void gapsOf(Step step) {
        Map<String, Amount> in = new LinkedHashMap<>();
        Map<String, Amount> out = new LinkedHashMap<>();
        boolean anyIn = false;
        boolean anyOut = false;
        Set<String> before = new HashSet<>();
        boolean allKnown = true;
        TraceEvent any = null;
        for (TraceEvent event : step.events.values()) {
            any = event;
            anyIn |= !event.epcs().isEmpty() || !event.quantities().isEmpty();
            anyOut |= !event.outputEpcs().isEmpty() || !event.outputQuantities().isEmpty();
            event.epcs()
                    .forEach(epc -> in.computeIfAbsent("", key -> new Amount()).add(null));
            event.outputEpcs()
                    .forEach(epc -> out.computeIfAbsent("", key -> new Amount()).add(null));
            event.quantities()
                    .forEach(q ->
                            in.computeIfAbsent(unit(q), key -> new Amount()).add(q));
            event.outputQuantities()
                    .forEach(q ->
                            out.computeIfAbsent(unit(q), key -> new Amount()).add(q));
            for (Quantity input : event.quantities()) {
                TraceEvent maker = makers.get(walk.canonical(input.epcClass()));
                String name = maker == null ? null : maker.step();
                if (name == null) {
                    allKnown = false;
                } else {
                    before.add(name);
                }
            }
        }
        if (any == null) {
            return;
        }
        String name = Objects.requireNonNullElse(step.name(), "");
        if (!anyIn && !ORIGINS.contains(name)) {
            gap(GapKind.NO_INPUT, step.id, any);
        }
        if (!anyOut) {
            gap(GapKind.NO_OUTPUT, step.id, any);
        }
        // Masses balance; counts need not: a ring and sixteen balls make one bearing.
        if (in.keySet().equals(Set.of("KGM")) && out.keySet().equals(Set.of("KGM"))) {
            exceeds(
                    GapKind.MORE_OUT_THAN_IN,
                    step.id,
                    any.id(),
                    Objects.requireNonNull(out.get("KGM")),
                    Objects.requireNonNull(in.get("KGM")));
        }
        Set<String> expected = COMES_AFTER.get(name);
        if (expected != null
                && step.expandedUp
                && anyIn
                && allKnown
                && before.stream().noneMatch(s -> expected.contains(s) || TRANSPARENT.contains(s) || s.equals(name))) {
            gaps.add(new Gap(
                    GapKind.STEP_MISSING,
                    step.id,
                    any.id(),
                    any.time(),
                    List.of(
                            name,
                            String.join(",", expected.stream().sorted().toList()),
                            String.join(",", before.stream().sorted().toList()))));
        }
    }

    private static String unit(Quantity quantity) {
        return Objects.requireNonNullElse(quantity.unit(), "");
    }

    private void exceeds(GapKind kind, String node, @Nullable UUID event, Amount more, Amount less) {
        BigDecimal above = more.quantity();
        BigDecimal below = less.quantity();
        if (above == null
                || below == null
                || !Objects.equals(more.unit(), less.unit())
                || above.compareTo(below.multiply(TOLERANCE)) <= 0) {
            return;
        }
        gaps.add(new Gap(
                kind,
                node,
                event,
                null,
                List.of(above.toPlainString(), below.toPlainString(), Objects.requireNonNullElse(more.unit(), ""))));
    }

    private void gap(GapKind kind, String node, @Nullable TraceEvent event) {
        gaps.add(
                new Gap(kind, node, event == null ? null : event.id(), event == null ? null : event.time(), List.of()));
    }

    /** A sum that is unknown as soon as one part of it is, or the parts' units differ. */
    private static final class Amount {
        private @Nullable BigDecimal sum;
        private @Nullable String unit;
        private boolean unknown;

        void add(@Nullable Quantity quantity) {
            if (quantity == null || quantity.quantity() == null) {
                unknown = true;
            } else if (sum == null) {
                sum = quantity.quantity();
                unit = quantity.unit();
            } else if (Objects.equals(unit, quantity.unit())) {
                sum = sum.add(quantity.quantity());
            } else {
                unknown = true;
            }
        }

        @Nullable
        BigDecimal quantity() {
            return unknown ? null : sum;
        }

        @Nullable
        String unit() {
            return unknown ? null : unit;
        }
    }
}
