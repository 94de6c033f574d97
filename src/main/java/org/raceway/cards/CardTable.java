package org.raceway.cards;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.raceway.access.CurrentCaller;
import org.raceway.platform.Cell;
import org.raceway.platform.Column;
import org.raceway.platform.Filter;
import org.raceway.platform.SqlTable;
import org.raceway.platform.TableDefinition;
import org.raceway.platform.TableQuery;
import org.raceway.platform.Texts;
import org.raceway.platform.Times;
import org.raceway.platform.Tone;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The plant's lots as a table. */
@Repository
class CardTable extends SqlTable<Card> {
    static final TableDefinition<Card> DEFINITION = new TableDefinition<>(
            "cards",
            "/cards",
            List.of(
                    new Column<>(
                            "lot",
                            "cards.lot",
                            Column.Kind.TIME,
                            true,
                            true,
                            (card, texts) -> Cell.link(card.lot(), "/cards/" + card.id())),
                    new Column<>(
                            "product",
                            "cards.product",
                            Column.Kind.LONG,
                            true,
                            true,
                            (card, texts) -> Cell.of(card.product().name())),
                    new Column<>("state", "cards.state", Column.Kind.TIME, false, true, CardTable::state),
                    new Column<>(
                            "done",
                            "cards.done",
                            Column.Kind.NUMBER,
                            false,
                            true,
                            (card, texts) ->
                                    Cell.of(card.entries() == 0 ? "" : amount(card.done(), card.unit(), texts))),
                    new Column<>(
                            "quantity",
                            "cards.planned",
                            Column.Kind.NUMBER,
                            true,
                            true,
                            (card, texts) -> Cell.of(amount(card.quantity(), card.unit(), texts))),
                    new Column<>(
                            "number",
                            "cards.number",
                            Column.Kind.TIME,
                            false,
                            false,
                            (card, texts) -> Cell.of(card.product().gtin())),
                    new Column<>(
                            "begun",
                            "cards.begun",
                            Column.Kind.TIME,
                            true,
                            true,
                            (card, texts) -> Cell.of(Times.minute(card.createdAt())))),
            List.of(
                    new Filter("lot", "cards.lot", Filter.Kind.TEXT, List.of()),
                    new Filter("product", "cards.product", Filter.Kind.TEXT, List.of()),
                    new Filter(
                            "step",
                            "cards.lastStep",
                            Filter.Kind.CHOICE,
                            Arrays.stream(Step.values())
                                    .map(step -> new Filter.Choice(step.name(), step.textKey()))
                                    .toList())),
            "cards.empty",
            "/cards/new",
            "cards.new");

    private final CurrentCaller callers;
    private final StoredCards cards;

    CardTable(JdbcClient database, CurrentCaller callers, StoredCards cards) {
        super(database, StoredCards.TABLE, StoredCards.COLUMNS);
        this.callers = callers;
        this.cards = cards;
    }

    /** Where the lot is on its way. */
    static Cell state(Card card, Texts texts) {
        if (card.step() == null) {
            return Cell.tag(texts.get("cards.state.planned"), Tone.UNKNOWN);
        }
        return card.next() == null
                ? Cell.tag(texts.get("cards.state.done"), Tone.GOOD)
                : Cell.of(texts.get("cards.state.after", texts.get(card.step().textKey())));
    }

    static String amount(BigDecimal quantity, Unit unit, Texts texts) {
        return Quantities.text(quantity) + " " + texts.get(unit.textKey());
    }

    @Override
    protected void filter(TableQuery query, Conditions conditions) {
        conditions.add("card.enterprise = ?", callers.get().requireEnterprise());
        conditions.addIfPresent("position(lower(?) in lower(lot)) > 0", query.value("lot"));
        conditions.addIfPresent("position(lower(?) in lower(name)) > 0", query.value("product"));
        conditions.addIfPresent("step = ?", query.value("step"));
    }

    @Override
    protected String order(TableQuery query) {
        String column = switch (query.sort()) {
            case "lot" -> "lot";
            case "product" -> "name";
            case "quantity" -> "quantity";
            case "begun" -> "card.id";
            default -> "card.id desc";
        };
        return column.startsWith("card.id")
                ? (query.descending() ? "card.id desc" : column)
                : column + (query.descending() ? " desc" : "") + ", card.id desc";
    }

    @Override
    protected Card read(ResultSet row, int index) throws SQLException {
        return cards.read(row, index);
    }
}
