package org.raceway.traceability;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.raceway.enterprises.Enterprise;
import org.raceway.enterprises.Enterprises;
import org.raceway.identifiers.gs1.Gs1Identifiers;
import org.raceway.identifiers.gs1.KeyProblem;
import org.raceway.identifiers.gs1.KeyReading;
import org.raceway.identifiers.gs1.Keys;
import org.raceway.traceability.GenealogyGraph.Bounds;
import org.raceway.traceability.GenealogyGraph.HistoryEntry;
import org.raceway.traceability.GenealogyGraph.Kind;
import org.raceway.traceability.GenealogyGraph.Node;
import org.raceway.traceability.Passport.Fact;
import org.raceway.traceability.Passport.Reason;
import org.raceway.traceability.Passport.Verdict;
import org.springframework.stereotype.Service;

/**
 * Judges a scanned code by the ledger's facts and tells of it what its maker publishes: the product's master data
 * attribute {@code raceway:publicFields}. Without that attribute nothing but the verdict is told.
 */
@Service
class Passports {
    private static final String RACEWAY = "https://w3id.org/raceway/vocabulary#";
    private static final String HOME = "https://id.gs1.org";
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu-MM-dd").withZone(ZONE);

    private static final Bounds BOUNDS = new Bounds(400, 64, 8_000);
    private static final Bounds USES = new Bounds(40, 4, 1_000);
    private static final int VALUES = 3;

    private static final List<String> FACTS =
            List.of("maker", "productionDate", "heatNumber", "steelMill", "steelGrade");
    private static final List<String> INSPECTION =
            List.of("result", "radialClearanceMicrometres", "vibrationMillimetresPerSecond", "hardnessHrc");
    /** Primary keys whose company prefix follows an indicator, extension or filler digit. */
    private static final Set<String> LEADING_DIGIT = Set.of("00", "01", "8003", "8006");

    private static final Set<String> GONE = Set.of("decommissioning", "destroying", "void_shipping");
    private static final Set<String> GONE_DISPOSITIONS = Set.of("destroyed", "disposed", "inactive", "stolen");

    private final Genealogy genealogy;
    private final EventStore store;
    private final Enterprises enterprises;

    Passports(Genealogy genealogy, EventStore store, Enterprises enterprises) {
        this.genealogy = genealogy;
        this.store = store;
        this.enterprises = enterprises;
    }

    /**
     * The passport of a code.
     *
     * @param path of the GS1 Digital Link as it was requested, percent-encoded: {@code /01/09506000134352/21/4711}
     */
    Passport of(String path, Locale locale) {
        String link = HOME + path;
        return switch (Gs1Identifiers.read(link)) {
            case KeyReading.Broken wrong -> broken(path, wrong.problem());
            case KeyReading.Foreign foreign ->
                verdict(Verdict.UNKNOWN, code(path), List.of(Reason.of("scan.reason.noKey")));
            case KeyReading.Key key ->
                known(path, key.canonical(), locale.getLanguage().equals("en"));
        };
    }

    private static Passport broken(String path, KeyProblem problem) {
        String expected = problem.expected();
        Reason reason = expected == null
                ? Reason.of("scan.problem." + problem.code().code(), problem.part())
                : Reason.of("scan.problem." + problem.code().code() + ".expected", problem.part(), expected);
        return verdict(Verdict.SUSPICIOUS, code(path), List.of(reason, Reason.of("scan.problem.advice")));
    }

    private static Passport verdict(Verdict verdict, String code, List<Reason> reasons) {
        return new Passport(
                verdict, code, null, null, reasons, List.of(), List.of(), List.of(), false, false, null, null);
    }

    private Passport known(String path, String id, boolean english) {
        Judged judged = judged(path, id);
        Kind kind = GenealogyFindings.kind(id, null);
        List<Reason> reasons = judged.reasons();
        return told(
                judged,
                path,
                reasons.isEmpty() ? List.of(inOrder(kind)) : reasons,
                kind == Kind.PRODUCT ? null : id,
                english);
    }

    /**
     * What the ledger says of a single thing; nothing where the identifier names none.
     *
     * @param id canonical
     */
    Optional<CodeRecord> record(String id) {
        Kind kind = GenealogyFindings.kind(id, null);
        if (!id.startsWith(HOME + "/") || kind == Kind.PRODUCT) {
            return Optional.empty();
        }
        String path = id.substring(HOME.length());
        Judged judged = judged(path, id);
        List<HistoryEntry> history = judged.thing().history();
        return Optional.of(new CodeRecord(
                id,
                code(path),
                kind,
                judged.issuer(),
                judged.verdict(),
                judged.reasons().stream().map(Reason::key).toList(),
                history,
                issues(history),
                sales(history),
                endedAt(history)));
    }

    private record Judged(
            Node thing,
            GenealogyGraph graph,
            @Nullable UUID issuer,
            @Nullable MasterData product,
            List<Judgement> judgements) {

        Verdict verdict() {
            return judgements.stream()
                    .map(Judgement::verdict)
                    .max(Comparator.naturalOrder())
                    .orElse(Verdict.IN_ORDER);
        }

        List<Reason> reasons() {
            return judgements.stream()
                    .sorted(Comparator.comparing(Judgement::verdict).reversed())
                    .map(Judgement::reason)
                    .distinct()
                    .toList();
        }
    }

    private Judged judged(String path, String id) {
        Kind kind = GenealogyFindings.kind(id, null);
        Optional<UUID> issuer = enterprises.byGs1Digits(gs1Digits(id)).map(Enterprise::id);
        // What others say of a product that is not theirs is not its maker's word.
        MasterData product = issuer.flatMap(maker -> product(id, maker)).orElse(null);
        boolean packed = kind == Kind.UNIT || kind == Kind.CONTAINER;
        GenealogyGraph all = genealogy.trace(id, packed ? Direction.BOTH : Direction.UPSTREAM, null, BOUNDS);
        GenealogyGraph graph = all.withNodes(node -> node.level() <= 0);
        Node made = graph.nodes().getFirst();
        // The walk upstream leaves out where a thing was used or packed: all that is known of one that nobody issued.
        Node thing = packed || isIssued(made, issuer.orElse(null))
                ? made
                : genealogy.trace(id, Direction.DOWNSTREAM, null, USES).nodes().getFirst();
        List<Node> containers = kind == Kind.UNIT
                ? all.nodes().stream()
                        .filter(node -> node.level() > 0 && node.kind() == Kind.CONTAINER)
                        .toList()
                : List.of();
        return new Judged(
                thing,
                graph,
                issuer.orElse(null),
                product,
                judge(path, thing, graph, containers, issuer.orElse(null), product != null));
    }

    private record Judgement(Verdict verdict, Reason reason) {}

    private static Reason inOrder(Kind kind) {
        return Reason.of(isTradeItem(kind) ? "scan.reason.inOrder" : "scan.reason.keyInOrder");
    }

    /** A bearing or a lot; a box, an asset or a document is not made but used. */
    private static boolean isTradeItem(Kind kind) {
        return kind != Kind.CONTAINER && kind != Kind.ASSET && kind != Kind.OTHER;
    }

    private static List<Judgement> judge(
            String path,
            Node thing,
            GenealogyGraph graph,
            List<Node> containers,
            @Nullable UUID issuer,
            boolean makerListsIt) {
        List<Judgement> found = new ArrayList<>();
        if (thing.kind() == Kind.PRODUCT) {
            found.add(new Judgement(
                    Verdict.UNKNOWN,
                    Reason.of(
                            makerListsIt || !thing.history().isEmpty()
                                    ? "scan.reason.productOnly"
                                    : "scan.reason.noProduct")));
        } else if (thing.history().isEmpty()) {
            found.add(
                    makerListsIt && isTradeItem(thing.kind())
                            ? new Judgement(Verdict.SUSPICIOUS, Reason.of("scan.reason.neverIssued"))
                            : new Judgement(Verdict.UNKNOWN, Reason.of("scan.reason.noRecord")));
        } else if (!isIssued(thing, issuer)) {
            found.add(
                    makerListsIt && thing.madeBy() == null
                            ? new Judgement(Verdict.SUSPICIOUS, Reason.of("scan.reason.seenNotIssued"))
                            : new Judgement(
                                    Verdict.UNKNOWN,
                                    Reason.of(
                                            thing.madeBy() == null
                                                    ? "scan.reason.notIssuedHere"
                                                    : "scan.reason.issuedByAnother")));
        }
        if (!found.isEmpty() && !thing.history().isEmpty()) {
            found.addFirst(new Judgement(found.getFirst().verdict(), seen(thing)));
        }
        for (Node node : graph.nodes()) {
            if (node.kind() != Kind.STEP && isRecalled(node)) {
                found.add(new Judgement(
                        Verdict.RECALLED,
                        node.level() == 0 ? Reason.of("scan.reason.recalled") : Reason.of("scan.reason.lotRecalled")));
                String advice = node.facts().get("recall.advice");
                if (advice != null) {
                    found.add(new Judgement(
                            Verdict.RECALLED,
                            Reason.of(
                                    "scan.reason.recallAdvice",
                                    node.facts().getOrDefault("recall.number", ""),
                                    advice)));
                }
            }
            if ("fail".equals(node.facts().get("inspection.result"))
                    && node.level() >= -1
                    && node.kind() != Kind.STEP) {
                found.add(new Judgement(Verdict.FAILED, Reason.of("scan.reason.inspectionFailed")));
            }
        }
        if (containers.stream().anyMatch(Passports::isRecalled)) {
            found.add(new Judgement(Verdict.RECALLED, Reason.of("scan.reason.boxRecalled")));
        }
        if (thing.kind() == Kind.UNIT) {
            judgeUnit(path, thing, graph, found);
        }
        return found;
    }

    /** Whether the enterprise that holds the code's GS1 company prefix made the thing, or recorded its box or asset. */
    private static boolean isIssued(Node thing, @Nullable UUID issuer) {
        return isTradeItem(thing.kind())
                ? issuer != null && thing.madeBy() != null && issuer.equals(thing.owner())
                : thing.history().stream().anyMatch(entry -> issuer != null && issuer.equals(entry.owner()));
    }

    private static Reason seen(Node thing) {
        List<Instant> times =
                thing.history().stream().map(HistoryEntry::time).sorted().toList();
        return Reason.of(
                "scan.reason.seen",
                times.size() < GenealogyFindings.HISTORY ? Integer.toString(times.size()) : times.size() + "+",
                DAY.format(times.getFirst()),
                DAY.format(times.getLast()));
    }

    private static void judgeUnit(String path, Node unit, GenealogyGraph graph, List<Judgement> found) {
        List<HistoryEntry> history = unit.history();
        if (issues(history) > 1) {
            found.add(new Judgement(Verdict.SUSPICIOUS, Reason.of("scan.reason.issuedTwice")));
        }
        if (sales(history) > 1) {
            found.add(new Judgement(Verdict.SUSPICIOUS, Reason.of("scan.reason.soldTwice")));
        }
        if (isSeenAfterEnd(history)) {
            found.add(new Judgement(Verdict.SUSPICIOUS, Reason.of("scan.reason.seenAfterEnd")));
        }
        if (endedAt(history) != null) {
            found.add(new Judgement(Verdict.SUSPICIOUS, Reason.of("scan.reason.decommissioned")));
        }
        String named = segment(path, "/10/");
        String lot = lot(graph).map(Node::label).orElse(null);
        if (named != null && lot != null && !named.equals(lot)) {
            found.add(new Judgement(Verdict.SUSPICIOUS, Reason.of("scan.reason.otherLot", named)));
        }
    }

    /** How often a thing was issued. */
    private static int issues(List<HistoryEntry> history) {
        return (int) history.stream()
                .filter(entry -> "ADD".equals(entry.action()) && entry.type().equals("ObjectEvent"))
                .count();
    }

    /** The most sales with no return in between, until the thing was seen after its end. */
    private static int sales(List<HistoryEntry> history) {
        int sales = 0;
        int most = 0;
        boolean gone = false;
        for (HistoryEntry entry : history) {
            if (gone) {
                break;
            }
            gone = isEnd(entry);
            String step = Objects.requireNonNullElse(entry.step(), "");
            if (step.equals("selling") || step.equals("retail_selling")) {
                sales++;
            } else if (step.equals("returning")) {
                sales = 0;
            }
            most = Math.max(most, sales);
        }
        return most;
    }

    private static boolean isSeenAfterEnd(List<HistoryEntry> history) {
        boolean gone = false;
        for (HistoryEntry entry : history) {
            if (gone) {
                return true;
            }
            gone = isEnd(entry);
        }
        return false;
    }

    private static @Nullable Instant endedAt(List<HistoryEntry> history) {
        return history.stream()
                .filter(Passports::isEnd)
                .findFirst()
                .map(HistoryEntry::time)
                .orElse(null);
    }

    private static boolean isEnd(HistoryEntry entry) {
        return entry.type().equals("ObjectEvent")
                && ("DELETE".equals(entry.action())
                        || GONE.contains(Objects.requireNonNullElse(entry.step(), ""))
                        || GONE_DISPOSITIONS.contains(Objects.requireNonNullElse(entry.disposition(), "")));
    }

    private static boolean isRecalled(Node node) {
        boolean recalled = false;
        for (HistoryEntry entry : node.history()) {
            if (entry.persistentUnset().contains("recalled")) {
                recalled = false;
            }
            if ("recalled".equals(entry.disposition())
                    || "recalling".equals(entry.step())
                    || entry.persistentSet().contains("recalled")) {
                recalled = true;
            }
        }
        return recalled;
    }

    private static Optional<Node> lot(GenealogyGraph graph) {
        Node start = graph.nodes().getFirst();
        if (start.kind() != Kind.UNIT) {
            return Optional.of(start).filter(node -> node.kind() != Kind.CONTAINER);
        }
        return graph.edges().stream()
                .filter(edge -> edge.kind() == GenealogyGraph.EdgeKind.UNIT_OF_LOT
                        && edge.to().equals(start.id()))
                .flatMap(edge -> graph.nodes().stream().filter(node -> node.id().equals(edge.from())))
                .findFirst();
    }

    private Optional<MasterData> product(String id, UUID maker) {
        int gtin = id.indexOf("/01/");
        if (gtin < 0 || id.length() < gtin + 18) {
            return Optional.empty();
        }
        UUID key = Keys.of(Gs1Identifiers.tradeItem(id.substring(gtin + 4, gtin + 18)));
        return store.masterData(key, maker);
    }

    /** The digits of a canonical key that its GS1 company prefix stands first in. */
    private static String gs1Digits(String id) {
        String[] parts = id.substring(HOME.length() + 1).split("/", 3);
        return LEADING_DIGIT.contains(parts[0]) ? parts[1].substring(1) : parts[1];
    }

    private Passport told(Judged judged, String path, List<Reason> reasons, @Nullable String id, boolean english) {
        MasterData product = judged.product();
        GenealogyGraph graph = judged.graph();
        Set<String> fields = product == null ? Set.of() : published(product);
        List<Fact> facts = new ArrayList<>();
        List<Fact> inspection = new ArrayList<>();
        List<Fact> details = new ArrayList<>();
        if (product != null && !fields.isEmpty()) {
            Told told = new Told(product, graph, english);
            for (String field : FACTS) {
                tell(told, field, fields, facts);
            }
            for (String field : INSPECTION) {
                tell(told, field, fields, inspection.size() < VALUES ? inspection : details);
            }
            for (String field : fields) {
                if (!FACTS.contains(field)
                        && !INSPECTION.contains(field)
                        && !Set.of("designation", "name").contains(field)) {
                    tell(told, field, fields, details);
                }
            }
        }
        return new Passport(
                judged.verdict(),
                code(path),
                product != null && fields.contains("designation") ? attribute(product, "designation") : null,
                product != null && fields.contains("name")
                        ? english && attribute(product, "nameEnglish") != null
                                ? attribute(product, "nameEnglish")
                                : attribute(product, "name")
                        : null,
                reasons,
                facts,
                inspection,
                details,
                !fields.isEmpty(),
                !judged.thing().history().isEmpty(),
                id,
                judged.issuer());
    }

    private static void tell(Told told, String field, Set<String> fields, List<Fact> into) {
        if (fields.contains(field)) {
            String value = told.value(field);
            if (value != null) {
                into.add(new Fact(field, value));
            }
        }
    }

    private static Set<String> published(MasterData product) {
        String list = attribute(product, "publicFields");
        return list == null
                ? Set.of()
                : Arrays.stream(list.split(","))
                        .map(String::strip)
                        .filter(field -> !field.isEmpty())
                        .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static @Nullable String attribute(MasterData product, String name) {
        return product.attributes().get(RACEWAY + name);
    }

    /** Finds the values of published fields. */
    private final class Told {
        private final MasterData product;
        private final List<Node> nodes;
        private final Optional<Node> lot;
        private final boolean english;

        Told(MasterData product, GenealogyGraph graph, boolean english) {
            this.product = product;
            this.nodes = graph.nodes();
            this.lot = lot(graph);
            this.english = english;
        }

        @Nullable
        String value(String field) {
            return switch (field) {
                case "maker" -> names(Stream.of(makerOf(nodes.getFirst())));
                case "productionDate" -> productionDate();
                case "lotNumber" -> lot.map(Node::label).orElse(null);
                case "heatNumber" ->
                    distinct(heats().map(node -> node.facts().getOrDefault("heatNumber", node.label())));
                case "steelMill" -> names(heats().map(Node::owner).filter(Objects::nonNull));
                case "steelGrade" ->
                    distinct(heats().map(node -> node.facts().get("steelGrade")).filter(Objects::nonNull));
                case "result", "radialClearanceMicrometres", "vibrationMillimetresPerSecond", "hardnessHrc" ->
                    inspected(field);
                default -> {
                    String attribute = attribute(product, field);
                    yield attribute != null ? attribute : own(field);
                }
            };
        }

        private UUID makerOf(Node thing) {
            UUID owner = thing.madeBy() == null ? null : thing.owner();
            return owner == null ? product.owner() : owner;
        }

        private @Nullable String productionDate() {
            return Stream.concat(nodes.stream().limit(1), lot.stream())
                    .filter(node -> node.madeBy() != null)
                    .map(Node::firstTime)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .map(DAY::format)
                    .orElse(null);
        }

        private Stream<Node> heats() {
            return nodes.stream().filter(node -> node.kind() == Kind.HEAT);
        }

        private @Nullable String inspected(String field) {
            String own = own("inspection." + field);
            if (own != null || !field.equals("hardnessHrc")) {
                return own;
            }
            return distinct(nodes.stream()
                    .filter(node -> node.kind() == Kind.FURNACE_LOT)
                    .map(node -> Objects.requireNonNullElse(
                            node.facts().get("hardnessHrc"),
                            Objects.requireNonNullElse(node.facts().get("inspection.hardnessHrc"), "")))
                    .filter(value -> !value.isEmpty()));
        }

        private @Nullable String own(String fact) {
            return Stream.concat(nodes.stream().limit(1), lot.stream())
                    .map(node -> node.facts().get(fact))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
        }

        private @Nullable String names(Stream<UUID> ids) {
            List<UUID> wanted = ids.distinct().limit(VALUES).toList();
            return distinct(enterprises.byIds(wanted).stream().map(enterprise -> name(enterprise)));
        }

        private String name(Enterprise enterprise) {
            return english ? enterprise.englishName() : enterprise.name();
        }

        private @Nullable String distinct(Stream<String> values) {
            List<String> all = values.distinct().sorted().toList();
            if (all.isEmpty()) {
                return null;
            }
            String shown = String.join(english ? ", " : "、", all.subList(0, Math.min(all.size(), VALUES)));
            return all.size() > VALUES ? shown + " …" : shown;
        }
    }

    /** The code as a person reads it. */
    private static String code(String path) {
        StringBuilder code = new StringBuilder();
        String sscc = segment(path, "/00/");
        String gtin = segment(path, "/01/");
        String lot = segment(path, "/10/");
        String serial = segment(path, "/21/");
        if (sscc != null) {
            code.append("(00) ").append(sscc).append(' ');
        }
        if (gtin != null) {
            code.append("(01) ").append(gtin).append(' ');
        }
        if (lot != null) {
            code.append("(10) ").append(lot).append(' ');
        }
        if (serial != null) {
            code.append("(21) ").append(serial);
        }
        if (code.isEmpty()) {
            String[] parts = path.split("/", 3);
            return parts.length == 3 ? "(" + parts[1] + ") " + GenealogyFindings.label(parts[2]) : path;
        }
        return code.toString().strip();
    }

    private static @Nullable String segment(String path, String qualifier) {
        int start = path.indexOf(qualifier);
        if (start < 0) {
            return null;
        }
        int end = path.indexOf('/', start + qualifier.length());
        String value = path.substring(start + qualifier.length(), end < 0 ? path.length() : end);
        return GenealogyFindings.label(value);
    }
}
