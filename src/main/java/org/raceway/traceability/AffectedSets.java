package org.raceway.traceability;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.raceway.enterprises.Enterprise;
import org.raceway.enterprises.Enterprises;
import org.raceway.identifiers.gs1.Gs1Identifiers;
import org.raceway.identifiers.gs1.Keys;
import org.raceway.platform.PlatformProblem;
import org.raceway.platform.ProblemException;
import org.raceway.traceability.AffectedSet.Position;
import org.raceway.traceability.GenealogyGraph.Bounds;
import org.raceway.traceability.GenealogyReads.EventBody;
import org.raceway.traceability.GenealogyWalk.Portion;
import org.raceway.traceability.GenealogyWalk.Start;
import org.raceway.traceability.GenealogyWalk.Thing;
import org.raceway.traceability.epcis.Quantity;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a fault reaches, and where that is. Sees the whole chain and redacts nothing: whoever asks decides what is shown to whom.
 * Reads only.
 */
@Service
public class AffectedSets {
    /** How far it goes: 100,000 things, 64 levels, 2,000,000 references. */
    public static final Bounds BOUNDS = new Bounds(100_000, 64, 2_000_000);

    /** The most events that a stretch of time may have. */
    public static final int MOST_EVENTS = 50_000;

    private static final String RACEWAY = "https://w3id.org/raceway/vocabulary#";
    private static final String PARTY = "https://id.gs1.org/417/";
    /** What events call the machine, in the trade's vocabulary. */
    private static final List<String> MACHINES = List.of("machine", "furnace", "equipment", "line");

    private static final JsonMapper JSON = JsonMapper.shared();

    private final GenealogyReads reads;
    private final Function<Set<String>, Map<String, Product>> products;
    private final Function<String, Optional<UUID>> enterpriseOfParty;

    @Autowired
    AffectedSets(GenealogyReads reads, EventStore store, Enterprises enterprises) {
        this(
                reads,
                ids -> products(store, ids),
                party -> party.startsWith(PARTY)
                        ? enterprises.byGln(party.substring(PARTY.length())).map(Enterprise::id)
                        : Optional.empty());
    }

    /**
     * One of its own.
     *
     * @param products what is known of these trade items, by canonical identifier
     */
    AffectedSets(
            GenealogyReads reads,
            Function<Set<String>, Map<String, Product>> products,
            Function<String, Optional<UUID>> enterpriseOfParty) {
        this.reads = reads;
        this.products = products;
        this.enterpriseOfParty = enterpriseOfParty;
    }

    /**
     * Everything that a fault reaches.
     *
     * @throws ProblemException {@link PlatformProblem#BAD_PARAMETER} where an id can't be one, or the
     *     stretch of time ends before it begins
     */
    public AffectedSet of(AffectedOrigin origin) {
        return of(origin, BOUNDS);
    }

    /** The same within other bounds. */
    public AffectedSet of(AffectedOrigin origin, Bounds bounds) {
        boolean[] cut = {false};
        List<Start> starts = switch (origin) {
            case AffectedOrigin.Things things -> starts(things);
            case AffectedOrigin.Steps steps -> starts(steps, cut);
        };
        GenealogyWalk walk = new GenealogyWalk(reads, null, bounds);
        Set<Thing> roots = walk.spread(starts);
        Whereabouts whereabouts = new Whereabouts(walk, enterpriseOfParty);
        Set<Thing> reached = new LinkedHashSet<>();
        for (Thing root : roots) {
            if (!whereabouts.isContainer(root)) {
                reached.add(root);
            }
        }
        for (Portion portion : walk.portions()) {
            reached.add(portion.lot());
        }
        int begun = reached.size();
        for (Thing thing : walk.things()) {
            if (!whereabouts.isContainer(thing)) {
                reached.add(thing);
            }
        }
        Map<String, Product> its = products(reached);
        List<AffectedSet.Thing> things = new ArrayList<>(reached.size());
        List<Position> positions = new ArrayList<>(reached.size());
        for (Thing thing : reached) {
            TraceEvent making = GenealogyFindings.maker(thing);
            Product product = its.getOrDefault(thing.id, Product.UNKNOWN);
            things.add(new AffectedSet.Thing(
                    thing.id,
                    GenealogyFindings.kind(thing.id, making == null ? null : making.step()),
                    GenealogyFindings.label(thing.id),
                    making == null ? null : making.owner(),
                    making == null ? null : making.time(),
                    product.name(),
                    product.englishName(),
                    product.residue()));
            if (!product.residue()) {
                positions.addAll(whereabouts.of(thing));
            }
        }
        return new AffectedSet(
                things.subList(0, begun), things, positions, whereabouts.transfers(), walk.isTruncated() || cut[0]);
    }

    private static List<Start> starts(AffectedOrigin.Things things) {
        Instant since = Objects.requireNonNullElse(things.since(), Instant.MIN);
        Instant until = Objects.requireNonNullElse(things.until(), Instant.MAX);
        if (since.isAfter(until)) {
            throw new ProblemException(PlatformProblem.BAD_PARAMETER, "until");
        }
        List<Start> starts = new ArrayList<>();
        for (String id : things.ids()) {
            Question question = Question.of(id);
            if (question.problem() != null || question.id().isEmpty()) {
                throw new ProblemException(PlatformProblem.BAD_PARAMETER, "id");
            }
            starts.add(new Start(question.id(), new Window(since, until), null));
        }
        return starts;
    }

    private List<Start> starts(AffectedOrigin.Steps steps, boolean[] cut) {
        if (!steps.from().isBefore(steps.until())) {
            throw new ProblemException(PlatformProblem.BAD_PARAMETER, "until");
        }
        List<EventBody> bodies = reads.within(steps.owner(), steps.from(), steps.until(), MOST_EVENTS + 1);
        cut[0] = bodies.size() > MOST_EVENTS;
        String place = steps.place() == null ? null : place(steps.place());
        List<Start> starts = new ArrayList<>();
        for (EventBody body : bodies) {
            TraceEvent event = TraceEventReader.read(body);
            if (event.declaresError()
                    || !(steps.step() == null
                            || steps.step().equals(event.step())
                            || steps.step().equals(event.bizStep()))
                    || !(place == null || isAt(event, place))
                    || !(steps.machine() == null || isOn(event, body, steps.machine()))) {
                continue;
            }
            if (event.isTransformation()) {
                event.outputEpcs().forEach(epc -> starts.add(start(epc, event, steps.until())));
                event.outputQuantities()
                        .forEach(quantity -> starts.add(start(quantity.epcClass(), event, steps.until())));
            } else {
                event.epcs().forEach(epc -> starts.add(start(epc, event, steps.until())));
                for (Quantity quantity : event.quantities()) {
                    starts.add(start(quantity.epcClass(), event, steps.until()));
                }
            }
        }
        return starts;
    }

    private static Start start(String id, TraceEvent event, Instant until) {
        return new Start(id, new Window(event.time(), until.isAfter(event.time()) ? until : event.time()), event.id());
    }

    private static String place(String typed) {
        String text = typed.strip();
        return Gs1Identifiers.isGln(text) ? Gs1Identifiers.place(text) : Gs1Identifiers.canonical(text);
    }

    private static boolean isAt(TraceEvent event, String place) {
        return (event.readPoint() != null
                        && Gs1Identifiers.canonical(event.readPoint()).equals(place))
                || (event.businessLocation() != null
                        && Gs1Identifiers.canonical(event.businessLocation()).equals(place));
    }

    private static boolean isOn(TraceEvent event, EventBody body, String machine) {
        if (MACHINES.stream().anyMatch(name -> machine.equals(event.facts().get(name)))) {
            return true;
        }
        String wanted = Gs1Identifiers.canonical(machine);
        if (isAt(event, wanted)) {
            return true;
        }
        JsonNode json = JSON.readTree(body.body());
        for (JsonNode element : json.path("sensorElementList")) {
            String device = element.path("sensorMetadata").path("deviceID").asString("");
            if (!device.isEmpty() && Gs1Identifiers.canonical(device).equals(wanted)) {
                return true;
            }
        }
        return false;
    }

    /**
     * A trade item.
     *
     * @param residue chips and offcuts
     */
    record Product(String name, String englishName, boolean residue) {
        static final Product UNKNOWN = new Product("", "", false);
    }

    /** What these things are, by their identifiers. */
    private Map<String, Product> products(Set<Thing> things) {
        Map<String, String> itemOf = new HashMap<>();
        for (Thing thing : things) {
            int gtin = thing.id.indexOf("/01/");
            if (gtin >= 0 && thing.id.length() >= gtin + 18) {
                itemOf.put(thing.id, Gs1Identifiers.tradeItem(thing.id.substring(gtin + 4, gtin + 18)));
            }
        }
        Map<String, Product> known = products.apply(new HashSet<>(itemOf.values()));
        Map<String, Product> found = new HashMap<>();
        itemOf.forEach((thing, item) -> {
            Product product = known.get(item);
            if (product != null) {
                found.put(thing, product);
            }
        });
        return found;
    }

    private static Map<String, Product> products(EventStore store, Set<String> items) {
        Map<UUID, String> keys = new LinkedHashMap<>();
        items.forEach(item -> keys.put(Keys.of(item), item));
        Map<String, Product> products = new HashMap<>();
        if (!keys.isEmpty()) {
            store.masterData(keys.keySet()).forEach((key, data) -> {
                Map<String, String> attributes = data.attributes();
                String name = attributes.getOrDefault(RACEWAY + "name", "");
                products.put(
                        Objects.requireNonNull(keys.get(key)),
                        new Product(
                                name.isEmpty() ? attributes.getOrDefault(RACEWAY + "designation", "") : name,
                                attributes.getOrDefault(RACEWAY + "nameEnglish", name),
                                "true".equals(attributes.get(RACEWAY + "residue"))));
            });
        }
        return products;
    }
}
