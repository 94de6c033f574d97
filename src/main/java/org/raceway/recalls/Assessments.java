package org.raceway.recalls;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.platform.PlatformProblem;
import org.raceway.platform.ProblemException;
import org.raceway.traceability.AffectedSet;
import org.raceway.traceability.AffectedSet.Position;
import org.raceway.traceability.AffectedSet.State;
import org.raceway.traceability.AffectedSets;
import org.raceway.traceability.GenealogyGraph;
import org.springframework.stereotype.Component;

/** Finds what a recall would reach. Writes nothing. */
@Component
class Assessments {
    private static final UUID NONE = new UUID(0, 0);

    private final AffectedSets affected;

    Assessments(AffectedSets affected) {
        this.affected = affected;
    }

    /**
     * What a recall by this caller would reach.
     *
     * @param enterprise whose steps are meant, for the operator; else the caller's own
     */
    Assessment assess(RecallOrigin origin, Caller caller, @Nullable UUID enterprise) {
        UUID own = caller.seesCluster() ? enterprise : caller.requireEnterprise();
        if (origin.ids().isEmpty() && own == null) {
            throw new ProblemException(RecallProblem.INVALID, "enterprise");
        }
        AffectedSet found = find(origin, own == null ? NONE : own);
        Set<UUID> makers = new HashSet<>();
        boolean unknown = false;
        for (AffectedSet.Thing start : found.starts()) {
            if (!start.residue()) {
                unknown |= start.maker() == null;
                if (start.maker() != null) {
                    makers.add(start.maker());
                }
            }
        }
        if (origin.ids().isEmpty() && own != null) {
            // What was done in a stretch of time was done by its own owner, whoever made the goods.
            makers = Set.of(own);
            unknown = false;
        }
        if (found.things().isEmpty() || (makers.isEmpty() && caller.seesCluster())) {
            throw new ProblemException(RecallProblem.NOTHING_AFFECTED);
        }
        if (!caller.seesCluster() && (unknown || !makers.equals(Set.of(caller.requireEnterprise())))) {
            throw new ProblemException(RecallProblem.NOT_MAKER);
        }
        if (makers.size() > 1) {
            throw new ProblemException(RecallProblem.SEVERAL_MAKERS);
        }
        return assessment(origin, makers.iterator().next(), found);
    }

    /** What a recall that is under way reaches by now. */
    Assessment again(Recall recall) {
        return assessment(recall.origin(), recall.initiator(), find(recall.origin(), recall.initiator()));
    }

    private AffectedSet find(RecallOrigin origin, UUID owner) {
        AffectedSet found;
        try {
            found = affected.of(origin.asked(owner));
        } catch (ProblemException e) {
            if (e.problem() == PlatformProblem.BAD_PARAMETER) {
                throw new ProblemException(
                        e, RecallProblem.INVALID, origin.ids().isEmpty() ? "place" : "ids");
            }
            throw e;
        }
        if (found.truncated()) {
            throw new ProblemException(RecallProblem.TOO_MANY);
        }
        return found;
    }

    private record Spot(RecallItem.Kind kind, String thing, UUID holder, String spot) {}

    /** A box, unit or part of a lot while its contents are put together. */
    private static final class Draft {
        final Position first;
        final AffectedSet.Thing thing;
        final List<String> contents = new ArrayList<>();

        @Nullable
        BigDecimal quantity = BigDecimal.ZERO;

        boolean mixed;

        Draft(Position first, AffectedSet.Thing thing) {
            this.first = first;
            this.thing = thing;
        }

        void add(Position position) {
            if (!Objects.equals(position.unit(), first.unit())) {
                mixed = true;
            }
            BigDecimal sum = quantity;
            quantity = sum == null || position.quantity() == null || mixed ? null : sum.add(position.quantity());
        }
    }

    private static Assessment assessment(RecallOrigin origin, UUID initiator, AffectedSet found) {
        Map<String, AffectedSet.Thing> things = new HashMap<>();
        found.things().forEach(thing -> things.put(thing.id(), thing));
        Map<Spot, Draft> drafts = new LinkedHashMap<>();
        for (Position position : found.positions()) {
            AffectedSet.Thing thing = things.get(position.thing());
            if (thing == null || !position.state().isRecallable()) {
                continue;
            }
            boolean boxed = !position.containers().isEmpty();
            Draft draft = drafts.computeIfAbsent(spot(position, thing), key -> new Draft(position, thing));
            draft.add(position);
            if (boxed) {
                draft.contents.add(position.thing());
            }
        }
        List<RecallItem> items = new ArrayList<>(drafts.size());
        drafts.forEach((spot, draft) -> items.add(new RecallItem(
                NONE,
                NONE,
                spot.holder(),
                spot.kind(),
                spot.thing(),
                spot.spot(),
                draft.thing.product(),
                draft.thing.englishProduct(),
                draft.contents,
                draft.first.containers().size() > 1 ? draft.first.containers().get(1) : null,
                draft.first.state(),
                draft.first.place(),
                draft.first.destination(),
                draft.quantity,
                draft.first.unit(),
                RecallItem.Done.NOTHING,
                false)));
        Set<UUID> direct = new HashSet<>();
        for (AffectedSet.Transfer transfer : found.transfers()) {
            if (transfer.from().equals(initiator)) {
                direct.add(transfer.to());
            }
        }
        return new Assessment(
                initiator,
                origin,
                items,
                direct,
                marks(origin, found),
                found.things().size());
    }

    private static Spot spot(Position position, AffectedSet.Thing thing) {
        if (!position.containers().isEmpty()) {
            return new Spot(RecallItem.Kind.BOX, position.containers().getFirst(), position.holder(), "");
        }
        if (thing.kind() == GenealogyGraph.Kind.UNIT) {
            return new Spot(RecallItem.Kind.UNIT, thing.id(), position.holder(), "");
        }
        UUID destination = position.destination();
        return new Spot(
                RecallItem.Kind.LOT,
                thing.id(),
                position.holder(),
                destination != null ? destination.toString() : position.state() == State.SOLD ? "SOLD" : "");
    }

    /** Whole lots speak for all that is made of them; where only a part is affected, its units are named one by one. */
    private static List<String> marks(RecallOrigin origin, AffectedSet found) {
        boolean whole = origin.ids().isEmpty() || (origin.from() == null && origin.until() == null);
        boolean boxes = origin.ids().stream()
                .anyMatch(id -> id.contains("/00/") || id.contains("sscc") || id.matches("\\(?0?0?\\)?\\d{18}"));
        return (whole && !boxes ? found.starts() : found.things())
                .stream()
                        .filter(thing -> !thing.residue())
                        .filter(thing -> (whole && !boxes) || thing.kind() == GenealogyGraph.Kind.UNIT)
                        .map(AffectedSet.Thing::id)
                        .toList();
    }
}
