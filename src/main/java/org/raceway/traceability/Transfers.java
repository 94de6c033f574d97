package org.raceway.traceability;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.enterprises.Enterprise;
import org.raceway.enterprises.Enterprises;
import org.raceway.identifiers.gs1.Gs1Identifiers;
import org.raceway.identifiers.gs1.Keys;
import org.raceway.traceability.GenealogyReads.EventBody;
import org.raceway.traceability.epcis.Quantity;
import org.raceway.traceability.epcis.TypedReference;
import org.springframework.stereotype.Service;

/**
 * Goods that enterprises handed to each other in steps of the trade, and what lots were made of. Sees everybody's events: whoever asks
 * decides what is shown to whom. An event that an error declaration retired counts as never recorded.
 */
@Service
public class Transfers {
    /** The most events of one question. */
    public static final int MOST_EVENTS = 20_000;

    private static final String PARTY = "https://id.gs1.org/417/";

    private final TransferReads reads;
    private final Enterprises enterprises;

    Transfers(TransferReads reads, Enterprises enterprises) {
        this.reads = reads;
        this.enterprises = enterprises;
    }

    /**
     * Goods handed over, as one side recorded it.
     *
     * @param owner who recorded it
     * @param from source party; absent where it is not registered
     * @param orders business transactions, as sent
     */
    public record Transfer(
            UUID event,
            UUID owner,
            Instant time,
            String step,
            @Nullable UUID from,
            @Nullable UUID to,
            List<String> orders,
            List<Goods> goods) {
        public Transfer {
            orders = List.copyOf(orders);
            goods = List.copyOf(goods);
        }
    }

    /**
     * An amount of something.
     *
     * @param id canonical identifier
     * @param quantity absent where the event doesn't tell
     * @param unit UN/ECE Recommendation 20 code; absent for pieces
     */
    public record Goods(
            String id,
            @Nullable BigDecimal quantity,
            @Nullable String unit) {}

    /**
     * What was found, oldest first.
     *
     * @param truncated there is more than {@link #MOST_EVENTS}; the newest are here
     */
    public record Found(List<Transfer> transfers, boolean truncated) {
        public Found {
            transfers = List.copyOf(transfers);
        }
    }

    /** What something was made of, in one transformation, and how much was made of it there. */
    public record Making(
            UUID owner,
            @Nullable String step,
            Instant time,
            List<Goods> inputs,
            BigDecimal made,
            @Nullable String unit) {
        public Making {
            inputs = List.copyOf(inputs);
        }
    }

    /** What this enterprise itself recorded, by steps of the trade's or the standard's vocabulary. */
    public Found recordedBy(UUID enterprise, Set<String> steps, Instant from, Instant until) {
        return found(
                reads.recordedBy(ids(enterprise), steps, from, until, MOST_EVENTS + 1), steps, owner(new HashMap<>()));
    }

    /** What others recorded with this enterprise as source or destination. */
    public Found naming(UUID enterprise, Set<String> steps, Instant from, Instant until) {
        UUID[] parties = enterprises.byIds(enterprises.idsOf(enterprise)).stream()
                .map(Enterprise::gln)
                .filter(Objects::nonNull)
                .map(gln -> Keys.of(Gs1Identifiers.party(gln)))
                .toArray(UUID[]::new);
        return found(
                reads.naming(parties, ids(enterprise), steps, from, until, MOST_EVENTS + 1),
                steps,
                owner(new HashMap<>()));
    }

    /** How these were made, by canonical identifier; what no transformation put out is absent. */
    public Map<String, List<Making>> makings(Collection<String> ids) {
        Map<UUID, String> keys = new HashMap<>();
        ids.forEach(id -> keys.put(Keys.of(id), id));
        Map<UUID, TraceEvent> events = new LinkedHashMap<>();
        live(reads.putOut(keys.keySet())).forEach(event -> events.put(event.id(), event));
        Map<String, UUID> joined = new HashMap<>();
        for (TraceEvent event : events.values()) {
            if (event.transformationId() != null) {
                String id = Gs1Identifiers.canonical(event.transformationId());
                joined.put(id, Keys.of(id));
            }
        }
        if (!joined.isEmpty()) {
            live(reads.partsOf(joined.values())).forEach(event -> events.putIfAbsent(event.id(), event));
        }
        Map<String, List<TraceEvent>> steps = new LinkedHashMap<>();
        for (TraceEvent event : events.values()) {
            String id = event.transformationId() == null
                    ? event.id().toString()
                    : Gs1Identifiers.canonical(event.transformationId());
            steps.computeIfAbsent(id, any -> new ArrayList<>()).add(event);
        }
        Owners owners = owner(new HashMap<>());
        Map<String, List<Making>> makings = new HashMap<>();
        for (List<TraceEvent> step : steps.values()) {
            makings(step, new HashSet<>(keys.values()), owners, makings);
        }
        return makings;
    }

    private static void makings(
            List<TraceEvent> step, Set<String> wanted, Owners owners, Map<String, List<Making>> makings) {
        List<Goods> inputs = new ArrayList<>();
        List<Goods> outputs = new ArrayList<>();
        for (TraceEvent event : step) {
            inputs.addAll(goods(event.epcs(), event.quantities()));
            outputs.addAll(goods(event.outputEpcs(), event.outputQuantities()));
        }
        TraceEvent any = step.getFirst();
        for (Goods output : outputs) {
            BigDecimal quantity = output.quantity();
            if (wanted.contains(output.id()) && quantity != null && quantity.signum() > 0) {
                makings.computeIfAbsent(output.id(), id -> new ArrayList<>())
                        .add(new Making(
                                owners.of(any.owner()), any.step(), any.time(), inputs, quantity, output.unit()));
            }
        }
    }

    private Found found(List<EventBody> bodies, Set<String> steps, Owners owners) {
        boolean truncated = bodies.size() > MOST_EVENTS;
        Map<String, Optional<UUID>> parties = new HashMap<>();
        List<Transfer> transfers = new ArrayList<>();
        Set<UUID> identities = new HashSet<>();
        for (TraceEvent event : live(truncated ? bodies.subList(0, MOST_EVENTS) : bodies)) {
            String step = event.step();
            if (step == null
                    || !steps.contains(step)
                    || event.isTransformation()
                    || !identities.add(event.identity())) {
                continue;
            }
            transfers.add(new Transfer(
                    event.id(),
                    owners.of(event.owner()),
                    event.time(),
                    step,
                    party(event.sources(), parties),
                    party(event.destinations(), parties),
                    event.businessTransactions().stream()
                            .map(TypedReference::id)
                            .toList(),
                    goods(event)));
        }
        return new Found(transfers.reversed(), truncated);
    }

    private static List<Goods> goods(TraceEvent event) {
        // A box that is handed over stands for itself.
        List<String> epcs = new ArrayList<>(event.epcs());
        if (event.parent() != null && event.isContainment()) {
            epcs = List.of(event.parent());
            return goods(epcs, List.of());
        }
        return goods(epcs, event.quantities());
    }

    private static List<Goods> goods(List<String> epcs, List<Quantity> quantities) {
        List<Goods> goods = new ArrayList<>();
        for (String epc : epcs) {
            goods.add(new Goods(Gs1Identifiers.canonical(epc), BigDecimal.ONE, null));
        }
        for (Quantity quantity : quantities) {
            goods.add(new Goods(Gs1Identifiers.canonical(quantity.epcClass()), quantity.quantity(), quantity.unit()));
        }
        return goods;
    }

    private @Nullable UUID party(List<TypedReference> references, Map<String, Optional<UUID>> known) {
        for (TypedReference reference : references) {
            if ("owning_party".equals(reference.type()) || "possessing_party".equals(reference.type())) {
                return known.computeIfAbsent(reference.id(), id -> {
                            String party = Gs1Identifiers.canonical(id);
                            return party.startsWith(PARTY)
                                    ? enterprises
                                            .byGln(party.substring(PARTY.length()))
                                            .map(Enterprise::id)
                                    : Optional.empty();
                        })
                        .orElse(null);
            }
        }
        return null;
    }

    /** Those that were not taken back. */
    private List<TraceEvent> live(List<EventBody> bodies) {
        List<TraceEvent> events = bodies.stream()
                .map(TraceEventReader::read)
                .filter(event -> !event.declaresError())
                .toList();
        Set<TraceEvent.Identity> retired =
                reads.takenBack(events.stream().map(TraceEvent::identity).toList());
        return events.stream().filter(event -> !retired.contains(event.key())).toList();
    }

    private UUID[] ids(UUID enterprise) {
        return enterprises.idsOf(enterprise).toArray(UUID[]::new);
    }

    private Owners owner(Map<UUID, UUID> known) {
        return id -> known.computeIfAbsent(
                id, owner -> enterprises.byId(owner).map(Enterprise::id).orElse(owner));
    }

    /** A merged record's events are the remaining one's. */
    private interface Owners {
        UUID of(UUID id);
    }
}
