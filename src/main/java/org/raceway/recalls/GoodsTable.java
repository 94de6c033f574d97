package org.raceway.recalls;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.raceway.platform.Cell;
import org.raceway.platform.Column;
import org.raceway.platform.Filter;
import org.raceway.platform.Page;
import org.raceway.platform.TableDefinition;
import org.raceway.platform.TableQuery;
import org.raceway.platform.TableSource;
import org.raceway.platform.Texts;
import org.raceway.traceability.AffectedSet.State;

/** Affected goods as a table: what a recall reaches, or would reach. */
final class GoodsTable implements TableSource<RecallItem> {
    private static final Map<String, Comparator<RecallItem>> ORDER = Map.of(
            "thing", Comparator.comparing(RecallItem::thing),
            "product", Comparator.comparing(RecallItem::product),
            "state", Comparator.comparing(RecallItem::placeState),
            "holder", Comparator.comparing(item -> item.holder().toString()));

    private final List<RecallItem> items;

    GoodsTable(List<RecallItem> items) {
        this.items = items.stream().filter(item -> !item.gone()).toList();
    }

    /**
     * Its columns.
     *
     * @param holders of the goods, for the query bar; empty where all are one's own
     * @param underWay whether something may have been done with them
     */
    static TableDefinition<RecallItem> definition(
            String name, String path, Names names, List<UUID> holders, boolean underWay, String emptyKey, Texts shown) {
        List<Column<RecallItem>> columns = new ArrayList<>(List.of(
                new Column<>(
                        "kind",
                        "recalls.kindHead",
                        Column.Kind.WORD,
                        false,
                        true,
                        (item, texts) -> Cell.of(texts.get("recalls.kind." + item.kind()))),
                new Column<>(
                        "thing",
                        "recalls.code",
                        Column.Kind.WORD,
                        true,
                        true,
                        (item, texts) -> Cell.link(item.label(), "/genealogy?id=" + Page.encode(item.thing()))),
                new Column<>(
                        "product",
                        "recalls.product",
                        Column.Kind.WORD,
                        true,
                        true,
                        (item, texts) -> Cell.of(RecallWords.product(item, texts))),
                new Column<>(
                        "state",
                        "recalls.whereState",
                        Column.Kind.WORD,
                        true,
                        true,
                        (item, texts) -> RecallWords.state(item.placeState(), texts)),
                new Column<>(
                        "quantity",
                        "recalls.quantity",
                        Column.Kind.NUMBER,
                        false,
                        true,
                        (item, texts) -> Cell.of(Amounts.text(item.quantity(), item.unit(), texts))),
                new Column<>(
                        "where",
                        "recalls.where",
                        Column.Kind.WORD,
                        false,
                        true,
                        (item, texts) -> Cell.of(RecallWords.where(item, names, texts))),
                new Column<>(
                        "holder",
                        "recalls.holder",
                        Column.Kind.WORD,
                        true,
                        !holders.isEmpty(),
                        (item, texts) -> Cell.of(names.of(item.holder(), texts))),
                new Column<>(
                        "outer",
                        "recalls.outer",
                        Column.Kind.WORD,
                        false,
                        false,
                        (item, texts) -> Cell.of(Objects.requireNonNullElse(item.outer(), ""))),
                new Column<>(
                        "contents",
                        "recalls.contents",
                        Column.Kind.LONG,
                        false,
                        false,
                        (item, texts) -> Cell.of(String.join(" ", item.contents())))));
        List<Filter> filters = new ArrayList<>(List.of(
                new Filter("text", "recalls.find", Filter.Kind.TEXT, List.of()),
                new Filter(
                        "state",
                        "recalls.whereState",
                        Filter.Kind.CHOICE,
                        Arrays.stream(State.values())
                                .filter(State::isRecallable)
                                .map(state -> new Filter.Choice(state.name(), "recalls.place." + state))
                                .toList())));
        if (!holders.isEmpty()) {
            filters.add(new Filter(
                    "holder",
                    "recalls.holder",
                    Filter.Kind.CHOICE,
                    holders.stream()
                            .map(holder -> new Filter.Choice(holder.toString(), names.of(holder, shown)))
                            .toList()));
        }
        if (underWay) {
            columns.add(new Column<>(
                    "done",
                    "recalls.handled",
                    Column.Kind.LONG,
                    false,
                    true,
                    (item, texts) -> Cell.of(RecallWords.done(item, texts))));
            filters.add(new Filter(
                    "open",
                    "recalls.waiting",
                    Filter.Kind.CHOICE,
                    List.of(
                            new Filter.Choice("yes", "recalls.waiting.yes"),
                            new Filter.Choice("no", "recalls.waiting.no"))));
        }
        return new TableDefinition<>(name, path, columns, filters, emptyKey, null, null);
    }

    /** Whether a person who typed or scanned this means these goods. */
    static boolean isMeant(RecallItem item, @Nullable String typed) {
        if (typed == null || typed.isBlank()) {
            return true;
        }
        String text = typed.strip().toLowerCase(Locale.ROOT);
        String thing = item.thing().toLowerCase(Locale.ROOT);
        return thing.contains(text)
                || text.endsWith(thing.substring(thing.lastIndexOf('/') + 1))
                || item.contents().stream()
                        .anyMatch(content -> content.toLowerCase(Locale.ROOT).contains(text));
    }

    private List<RecallItem> matching(TableQuery query) {
        String state = query.value("state");
        String holder = query.value("holder");
        String open = query.value("open");
        Predicate<RecallItem> wanted =
                item -> (state == null || item.placeState().name().equals(state))
                        && (holder == null || item.holder().toString().equals(holder))
                        && (open == null || item.isOpen() == open.equals("yes"))
                        && isMeant(item, query.value("text"));
        List<RecallItem> found = new ArrayList<>(items.stream().filter(wanted).toList());
        Comparator<RecallItem> order = ORDER.get(query.sort());
        if (order != null) {
            found.sort((query.descending() ? order.reversed() : order).thenComparing(RecallItem::thing));
        }
        return found;
    }

    @Override
    public long count(TableQuery query, long most) {
        return Math.min(matching(query).size(), most);
    }

    @Override
    public List<RecallItem> rows(TableQuery query, int limit, long offset) {
        return matching(query).stream().skip(offset).limit(limit).toList();
    }

    @Override
    public void each(TableQuery query, int most, Consumer<RecallItem> row) {
        matching(query).stream().limit(most).forEach(row);
    }
}
