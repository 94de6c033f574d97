package org.raceway.recalls;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.enterprises.Enterprises;
import org.raceway.platform.Cell;
import org.raceway.platform.Fact;
import org.raceway.platform.Page;
import org.raceway.platform.Texts;
import org.raceway.platform.Times;
import org.raceway.traceability.AffectedSet.State;
import org.springframework.stereotype.Component;

/** Recalls as their pages show them. */
@Component
class RecallViews {
    private static final int CARDS = 40;
    private static final int LINES = 60;

    private final StoredRecalls recalls;
    private final Enterprises enterprises;
    private final Clock clock;

    RecallViews(StoredRecalls recalls, Enterprises enterprises, Clock clock) {
        this.recalls = recalls;
        this.enterprises = enterprises;
        this.clock = clock;
    }

    Names names() {
        return new Names(enterprises);
    }

    RecallView view(Recall recall, Caller caller, String find, String said, String error, Texts texts) {
        Names names = names();
        boolean initiator = caller.sees(recall.initiator());
        boolean open = recall.state() == RecallState.OPEN;
        List<Recall.Party> parties = recalls.partiesOf(recall.id());
        Recall.Party own = parties.stream()
                .filter(party -> party.enterprise().equals(caller.enterprise()))
                .findFirst()
                .orElse(null);
        Progress progress = initiator ? recalls.progress(recall, caller) : null;
        List<RecallItem> mine = recalls.items(recall.id()).stream()
                .filter(item -> !item.gone() && caller.sees(item.holder()))
                .toList();
        List<RecallItem> shown = mine.stream()
                .filter(item -> GoodsTable.isMeant(item, find))
                .sorted(Comparator.comparing((RecallItem item) -> !item.isOpen())
                        .thenComparing(RecallItem::kind)
                        .thenComparing(RecallItem::thing))
                .toList();
        Map<UUID, RecallItem> goods = RecallWords.byId(mine);
        boolean overdue =
                open && clock.instant().atZone(StoredRecalls.ZONE).toLocalDate().isAfter(recall.dueOn());
        List<RecallView.Row> rows = new ArrayList<>();
        if (progress != null) {
            progress.groups().forEach(group -> rows.add(row(group, parties, names, texts)));
            if (progress.groups().size() > 1) {
                rows.add(row(texts.get("recalls.all"), "", false, progress.all(), texts));
            }
        }
        int settled = (int) mine.stream().filter(item -> !item.isOpen()).count();
        return new RecallView(
                recall.id().toString(),
                recall.title(),
                recall.state().name(),
                switch (recall.state()) {
                    case DRAFT -> 0;
                    case OPEN, CANCELLED -> 1;
                    case CLOSED -> 2;
                },
                facts(recall, names, texts),
                recall.description(),
                recall.advice(),
                recall.conclusion(),
                rows,
                progress == null
                        ? mine.isEmpty() ? 100 : 100 * settled / mine.size()
                        : progress.all().percent(),
                progress == null ? 1 : progress.all().enterprises(),
                own != null || (caller.seesCluster() && !mine.isEmpty()),
                shown.stream()
                        .limit(CARDS)
                        .map(item -> goods(item, recall, names, texts))
                        .toList(),
                Math.max(0, shown.size() - CARDS),
                mine.size() - settled,
                find,
                acknowledged(own, recall, texts),
                overdue,
                recalls.steps(recall.id(), LINES).stream()
                        .map(step -> new RecallView.Line(
                                Times.minute(step.at()), RecallWords.step(step, goods, names, texts), step.note()))
                        .toList(),
                may(recall, caller, initiator, own),
                said,
                error);
    }

    private static String acknowledged(Recall.@Nullable Party own, Recall recall, Texts texts) {
        if (own == null || own.acknowledgedAt() == null || own.enterprise().equals(recall.initiator())) {
            return "";
        }
        return texts.get("recalls.acknowledgedAt", Times.minute(own.acknowledgedAt()));
    }

    private static Set<String> may(Recall recall, Caller caller, boolean initiator, Recall.@Nullable Party own) {
        Set<String> may = new HashSet<>();
        boolean open = recall.state() == RecallState.OPEN;
        if (initiator && caller.may(Permission.RECALLS_OPEN)) {
            if (recall.state() == RecallState.DRAFT) {
                may.add("OPEN");
            }
            if (open) {
                may.add("SEARCH");
                may.add("REMIND");
            }
        }
        if (initiator && caller.may(Permission.RECALLS_CLOSE)) {
            if (open) {
                may.add("CLOSE");
            }
            if (open || recall.state() == RecallState.DRAFT) {
                may.add("CANCEL");
            }
        }
        if (open && caller.may(Permission.RECALLS_HANDLE)) {
            if (own != null && own.acknowledgedAt() == null) {
                may.add("ACKNOWLEDGE");
            }
            if (own != null || caller.seesCluster()) {
                may.add("HANDLE");
            }
        }
        return may;
    }

    private static List<Fact> facts(Recall recall, Names names, Texts texts) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(
                texts.get("recalls.state"),
                List.of(Cell.tag(
                        texts.get("recalls.state." + recall.state()),
                        recall.state().tone()))));
        facts.add(fact("recalls.number", recall.number(), texts));
        facts.add(fact("recalls.initiator", names.of(recall.initiator(), texts), texts));
        facts.add(fact("recalls.reason", texts.get("recalls.reason." + recall.reason()), texts));
        facts.add(fact("recalls.origin", RecallWords.origin(recall.origin(), texts), texts));
        facts.add(fact("recalls.dueOn", recall.dueOn().toString(), texts));
        time(facts, "recalls.openedAt", recall.openedAt(), texts);
        time(facts, "recalls.searchedAt", recall.searchedAt(), texts);
        time(facts, "recalls.endedAt", recall.endedAt(), texts);
        return facts;
    }

    private static void time(List<Fact> facts, String key, @Nullable Instant at, Texts texts) {
        if (at != null) {
            facts.add(fact(key, Times.minute(at), texts));
        }
    }

    private static Fact fact(String key, String value, Texts texts) {
        return new Fact(texts.get(key), List.of(Cell.of(value)));
    }

    List<RecallView.Row> rows(Progress progress, Texts texts) {
        Names names = names();
        List<RecallView.Row> rows = new ArrayList<>();
        progress.groups().forEach(group -> rows.add(row(group, List.of(), names, texts)));
        if (progress.groups().size() > 1) {
            rows.add(row(texts.get("recalls.all"), "", false, progress.all(), texts));
        }
        return rows;
    }

    private RecallView.Row row(Progress.Group group, List<Recall.Party> parties, Names names, Texts texts) {
        UUID enterprise = group.enterprise();
        if (enterprise == null) {
            return row(
                    texts.get("recalls.othersCount", group.enterprises()),
                    parties.isEmpty()
                            ? ""
                            : texts.get("recalls.acknowledgedOf", group.acknowledged(), group.enterprises()),
                    false,
                    group,
                    texts);
        }
        Recall.Party party = parties.stream()
                .filter(candidate -> candidate.enterprise().equals(enterprise))
                .findFirst()
                .orElse(null);
        boolean late = party != null
                && party.acknowledgedAt() == null
                && party.notifiedAt()
                        .isBefore(clock.instant().minus(Duration.ofDays(StoredRecalls.DAYS_TO_ACKNOWLEDGE)));
        String acknowledged = party == null
                ? ""
                : !party.registered()
                        ? texts.get("recalls.notRegistered")
                        : late
                                ? texts.get("recalls.acknowledgeLate")
                                : party.acknowledgedAt() == null
                                        ? texts.get("recalls.notAcknowledged")
                                        : texts.get("recalls.acknowledgedAt", Times.minute(party.acknowledgedAt()));
        return row(names.of(enterprise, texts), acknowledged, late, group, texts);
    }

    private static RecallView.Row row(
            String name, String acknowledged, boolean late, Progress.Group group, Texts texts) {
        return new RecallView.Row(
                name,
                acknowledged,
                late,
                amount(group, State.IN_PLANT, texts),
                amount(group, State.IN_STOCK, texts),
                amount(group, State.SHIPPED, texts),
                amount(group, State.SOLD, texts),
                group.total().text(texts),
                group.quarantined().text(texts),
                group.returned().text(texts),
                group.destroyed().text(texts),
                group.unreachable().text(texts),
                group.open().text(texts),
                group.percent());
    }

    private static String amount(Progress.Group group, State state, Texts texts) {
        return group.entriesOf(state) == 0 ? "–" : group.of(state).text(texts);
    }

    private static RecallView.Goods goods(RecallItem item, Recall recall, Names names, Texts texts) {
        BigDecimal open = item.open();
        BigDecimal quantity = item.quantity();
        return new RecallView.Goods(
                item.id().toString(),
                texts.get("recalls.kind." + item.kind()),
                item.label(),
                "/genealogy?id=" + Page.encode(item.thing()),
                RecallWords.product(item, texts),
                RecallWords.state(item.placeState(), texts),
                RecallWords.where(item, names, texts),
                Amounts.text(quantity, item.unit(), texts),
                open == null ? "" : Amounts.text(open, item.unit(), texts),
                RecallWords.done(item, texts),
                item.isOpen(),
                item.isOpen() && (quantity == null || item.done().quarantined().compareTo(quantity) < 0),
                !item.holder().equals(recall.initiator()));
    }
}
