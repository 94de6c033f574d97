package org.raceway.recalls;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.traceability.AffectedSet.State;

/** How much there is, where, and how far it has got, for one viewer: named enterprises, and the others together. */
public record Progress(List<Group> groups, Group all) {
    public Progress {
        groups = List.copyOf(groups);
    }

    /** What the goods of one enterprise, or of several together, come to. */
    public static final class Group {
        private final @Nullable UUID enterprise;
        private final Map<State, Amounts> byState = new EnumMap<>(State.class);
        private final Map<State, Integer> entriesByState = new EnumMap<>(State.class);
        private final Amounts all = new Amounts();
        private final Amounts quarantined = new Amounts();
        private final Amounts returned = new Amounts();
        private final Amounts destroyed = new Amounts();
        private final Amounts unreachable = new Amounts();
        private final Amounts open = new Amounts();
        private int enterprises;
        private int acknowledged;
        private int entries;
        private int openEntries;

        Group(@Nullable UUID enterprise) {
            this.enterprise = enterprise;
        }

        void add(RecallItem item) {
            if (item.gone()) {
                return;
            }
            entries++;
            byState.computeIfAbsent(item.placeState(), state -> new Amounts()).add(item.quantity(), item.unit());
            entriesByState.merge(item.placeState(), 1, Integer::sum);
            all.add(item.quantity(), item.unit());
            quarantined.add(item.done().quarantined(), item.unit());
            returned.add(item.done().returned(), item.unit());
            destroyed.add(item.done().destroyed(), item.unit());
            unreachable.add(item.done().unreachable(), item.unit());
            open.add(item.open(), item.unit());
            openEntries += item.isOpen() ? 1 : 0;
        }

        /** The one enterprise; absent for several together. */
        public @Nullable UUID enterprise() {
            return enterprise;
        }

        public Amounts of(State state) {
            return byState.getOrDefault(state, new Amounts());
        }

        public int entriesOf(State state) {
            return entriesByState.getOrDefault(state, 0);
        }

        public Amounts total() {
            return all;
        }

        public Amounts quarantined() {
            return quarantined;
        }

        public Amounts returned() {
            return returned;
        }

        public Amounts destroyed() {
            return destroyed;
        }

        public Amounts unreachable() {
            return unreachable;
        }

        public Amounts open() {
            return open;
        }

        /** How many enterprises. */
        public int enterprises() {
            return enterprises;
        }

        /** How many of them have acknowledged. */
        public int acknowledged() {
            return acknowledged;
        }

        /** Boxes, single units and parts of lots. */
        public int entries() {
            return entries;
        }

        /** Those of which something waits. */
        public int openEntries() {
            return openEntries;
        }

        /** Dealt with, of a hundred entries. */
        public int percent() {
            return entries == 0 ? 100 : 100 * (entries - openEntries) / entries;
        }
    }

    /** Who is told by name. */
    interface Named {
        boolean is(UUID enterprise);
    }

    /**
     * Of these goods.
     *
     * @param parties that have been told; empty before that
     */
    static Progress of(List<RecallItem> items, List<Recall.Party> parties, Named named) {
        Map<UUID, Group> byEnterprise = new HashMap<>();
        Group beyond = new Group(null);
        Group all = new Group(null);
        List<Group> groups = new ArrayList<>();
        Map<UUID, Recall.Party> known = new HashMap<>();
        parties.forEach(party -> known.put(party.enterprise(), party));
        Map<UUID, Boolean> seen = new HashMap<>();
        for (RecallItem item : items) {
            if (item.gone()) {
                continue;
            }
            UUID holder = item.holder();
            Group group = named.is(holder)
                    ? byEnterprise.computeIfAbsent(holder, key -> {
                        Group made = new Group(key);
                        groups.add(made);
                        return made;
                    })
                    : beyond;
            if (seen.put(holder, true) == null) {
                Recall.Party party = known.get(holder);
                int acknowledged = party != null && party.acknowledgedAt() != null ? 1 : 0;
                group.enterprises++;
                group.acknowledged += acknowledged;
                all.enterprises++;
                all.acknowledged += acknowledged;
            }
            group.add(item);
            all.add(item);
        }
        if (beyond.entries > 0) {
            groups.add(beyond);
        }
        return new Progress(groups, all);
    }
}
