package org.raceway.recalls;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.raceway.platform.Cell;
import org.raceway.platform.Column;
import org.raceway.platform.TableDefinition;
import org.raceway.platform.TableQuery;
import org.raceway.platform.TableSource;

/** Who holds how much and how far each has got, as the initiator may know it: a table to take out. */
record HoldersTable(List<RecallView.Row> all) implements TableSource<RecallView.Row> {

    static TableDefinition<RecallView.Row> definition(String name, String path) {
        return new TableDefinition<>(
                name,
                path,
                List.of(
                        column("holder", "recalls.holder", Column.Kind.WORD, RecallView.Row::name),
                        column("acknowledged", "recalls.acknowledge", Column.Kind.WORD, RecallView.Row::acknowledged),
                        column("inPlant", "recalls.place.IN_PLANT", Column.Kind.NUMBER, RecallView.Row::inPlant),
                        column("inStock", "recalls.place.IN_STOCK", Column.Kind.NUMBER, RecallView.Row::inStock),
                        column("shipped", "recalls.place.SHIPPED", Column.Kind.NUMBER, RecallView.Row::shipped),
                        column("sold", "recalls.place.SOLD", Column.Kind.NUMBER, RecallView.Row::sold),
                        column("affected", "recalls.affected", Column.Kind.NUMBER, RecallView.Row::total),
                        column(
                                "quarantined",
                                "recalls.action.QUARANTINED",
                                Column.Kind.NUMBER,
                                RecallView.Row::quarantined),
                        column("returned", "recalls.action.RETURNED", Column.Kind.NUMBER, RecallView.Row::returned),
                        column("destroyed", "recalls.action.DESTROYED", Column.Kind.NUMBER, RecallView.Row::destroyed),
                        column(
                                "unreachable",
                                "recalls.action.UNREACHABLE",
                                Column.Kind.NUMBER,
                                RecallView.Row::unreachable),
                        column("open", "recalls.openQuantity", Column.Kind.NUMBER, RecallView.Row::open)),
                List.of(),
                "recalls.emptyItems",
                null,
                null);
    }

    private static Column<RecallView.Row> column(
            String name, String textKey, Column.Kind kind, Function<RecallView.Row, String> text) {
        return new Column<>(name, textKey, kind, false, true, (row, texts) -> Cell.of(text.apply(row)));
    }

    @Override
    public long count(TableQuery query, long most) {
        return Math.min(all.size(), most);
    }

    @Override
    public List<RecallView.Row> rows(TableQuery query, int limit, long offset) {
        return all.stream().skip(offset).limit(limit).toList();
    }

    @Override
    public void each(TableQuery query, int most, Consumer<RecallView.Row> row) {
        all.stream().limit(most).forEach(row);
    }
}
