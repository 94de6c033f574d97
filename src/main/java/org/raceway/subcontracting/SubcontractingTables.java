package org.raceway.subcontracting;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.raceway.identifiers.gs1.Keys;
import org.raceway.platform.Cell;
import org.raceway.platform.Column;
import org.raceway.platform.Filter;
import org.raceway.platform.HeldRows;
import org.raceway.platform.Page;
import org.raceway.platform.SqlTable;
import org.raceway.platform.TableDefinition;
import org.raceway.platform.TableQuery;
import org.raceway.platform.Texts;
import org.raceway.platform.Times;
import org.raceway.subcontracting.SentLot.Movement;
import org.raceway.subcontracting.Subcontracts.Side;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The room's lists. */
final class SubcontractingTables {
    private SubcontractingTables() {}

    static String path(Side side) {
        return side == Side.GIVEN ? "/subcontracting" : "/subcontracting/received";
    }

    /** Where the lots between the caller's enterprise and another are. */
    static String with(Side side, UUID other) {
        return (side == Side.GIVEN ? "/subcontracting/to/" : "/subcontracting/from/") + other;
    }

    static String since(String since) {
        return since.isEmpty() ? "" : "?since=" + Page.encode(since);
    }

    static UUID other(Side side, UUID principal, UUID partner) {
        return side == Side.GIVEN ? partner : principal;
    }

    // ---- one row for each other side and unit

    static TableDefinition<Balance> balances(Side side, Words words, String since) {
        return new TableDefinition<>(
                "subcontracting-" + side.name().toLowerCase(Locale.ROOT),
                path(side),
                List.of(
                        new Column<>(
                                "other",
                                side == Side.GIVEN ? "subcontracting.partner" : "subcontracting.principal",
                                Column.Kind.WORD,
                                true,
                                true,
                                (row, texts) -> Cell.link(
                                        words.name(other(side, row.principal(), row.partner())),
                                        with(side, other(side, row.principal(), row.partner())) + since(since))),
                        new Column<>(
                                "unit",
                                "subcontracting.unit",
                                Column.Kind.WORD,
                                false,
                                true,
                                (row, texts) -> Cell.of(Words.unit(row.unit(), texts))),
                        number("lots", "subcontracting.lots", row -> BigDecimal.valueOf(row.lots())),
                        number("out", "subcontracting.out", Balance::out),
                        number("back", "subcontracting.back", Balance::back),
                        number("missing", "subcontracting.missing", Balance::missing),
                        number("atPartner", "subcontracting.atPartner", Balance::atPartner),
                        number("overdue", "subcontracting.overdue", Balance::overdue),
                        number("lost", "subcontracting.lost", Balance::lost),
                        number("over", "subcontracting.over", Balance::over),
                        new Column<>(
                                "lastSent",
                                "subcontracting.lastSent",
                                Column.Kind.TIME,
                                true,
                                true,
                                (row, texts) ->
                                        Cell.of(row.lastSentAt() == null ? "" : Times.minute(row.lastSentAt())))),
                List.of(new Filter("since", "subcontracting.since", Filter.Kind.DAY, List.of())),
                side == Side.GIVEN ? "subcontracting.emptyGiven" : "subcontracting.emptyReceived",
                null,
                null);
    }

    static HeldRows<Balance> rows(Side side, List<Balance> balances, Words words) {
        return new HeldRows<>(balances)
                .sortedBy("other", Comparator.comparing(row -> words.name(other(side, row.principal(), row.partner()))))
                .sortedBy("lots", Comparator.comparingInt(Balance::lots))
                .sortedBy("out", Comparator.comparing(Balance::out))
                .sortedBy("back", Comparator.comparing(Balance::back))
                .sortedBy("lost", Comparator.comparing(Balance::lost))
                .sortedBy("missing", Comparator.comparing(Balance::missing))
                .sortedBy("atPartner", Comparator.comparing(Balance::atPartner))
                .sortedBy("overdue", Comparator.comparing(Balance::overdue))
                .sortedBy("over", Comparator.comparing(Balance::over))
                .sortedBy(
                        "lastSent",
                        Comparator.comparing(Balance::lastSentAt, Comparator.nullsFirst(Comparator.naturalOrder())));
    }

    private static <R> Column<R> number(String name, String textKey, Function<R, BigDecimal> value) {
        return new Column<>(
                name, textKey, Column.Kind.NUMBER, true, true, (row, texts) -> Words.amount(value.apply(row), texts));
    }

    // ---- one row for each lot

    static TableDefinition<SentLot> lots(Side side, UUID other) {
        return new TableDefinition<>(
                "subcontracting-lots",
                with(side, other),
                List.of(
                        new Column<>(
                                "lot",
                                "subcontracting.lot",
                                Column.Kind.WORD,
                                true,
                                true,
                                (row, texts) ->
                                        Cell.link(Words.label(row.id()), with(side, other) + "/" + Keys.of(row.id()))),
                        new Column<>(
                                "state",
                                "subcontracting.state",
                                Column.Kind.WORD,
                                false,
                                true,
                                (row, texts) -> state(row, texts)),
                        number("out", "subcontracting.out", SentLot::out),
                        number("back", "subcontracting.back", SentLot::back),
                        number("missing", "subcontracting.missing", SentLot::missing),
                        number("atPartner", "subcontracting.atPartner", SentLot::atPartner),
                        number("overdue", "subcontracting.overdue", SentLot::overdue),
                        number("lost", "subcontracting.lost", SentLot::lost),
                        number("over", "subcontracting.over", SentLot::over),
                        new Column<>(
                                "unit",
                                "subcontracting.unit",
                                Column.Kind.WORD,
                                false,
                                true,
                                (row, texts) -> Cell.of(Words.unit(row.unit(), texts))),
                        new Column<>(
                                "sent",
                                "subcontracting.sent",
                                Column.Kind.TIME,
                                true,
                                true,
                                (row, texts) -> Cell.of(Times.minute(row.sentAt()))),
                        new Column<>(
                                "due",
                                "subcontracting.due",
                                Column.Kind.TIME,
                                false,
                                true,
                                (row, texts) -> Cell.of(Objects.toString(row.dueOn(), ""))),
                        new Column<>(
                                "product",
                                "subcontracting.product",
                                Column.Kind.WORD,
                                true,
                                true,
                                (row, texts) -> Cell.of(row.product())),
                        new Column<>(
                                "step",
                                "subcontracting.step",
                                Column.Kind.WORD,
                                false,
                                true,
                                (row, texts) -> Cell.of(Words.step(row.step(), texts)))),
                List.of(
                        new Filter("lot", "subcontracting.lot", Filter.Kind.TEXT, List.of()),
                        new Filter("product", "subcontracting.product", Filter.Kind.TEXT, List.of()),
                        new Filter(
                                "state",
                                "subcontracting.state",
                                Filter.Kind.CHOICE,
                                Arrays.stream(SentLot.State.values())
                                        .map(state ->
                                                new Filter.Choice(state.name(), "subcontracting.state." + state.name()))
                                        .toList()),
                        new Filter("since", "subcontracting.since", Filter.Kind.DAY, List.of())),
                "subcontracting.emptyLots",
                path(side),
                "subcontracting.toAll");
    }

    static Cell state(SentLot lot, Texts texts) {
        return Cell.tag(
                texts.get("subcontracting.state." + lot.state().name()),
                lot.state().tone());
    }

    static HeldRows<SentLot> rows(List<SentLot> lots) {
        return new HeldRows<>(lots)
                .filteredBy("lot", (row, value) -> row.id().contains(value))
                .filteredBy(
                        "product",
                        (row, value) -> row.product() != null && row.product().contains(value))
                .filteredBy("state", (row, value) -> row.state().name().equals(value))
                .sortedBy("lot", Comparator.comparing(SentLot::id))
                .sortedBy("product", Comparator.comparing(row -> Objects.toString(row.product(), "")))
                .sortedBy("sent", Comparator.comparing(SentLot::sentAt))
                .sortedBy("out", Comparator.comparing(SentLot::out))
                .sortedBy("back", Comparator.comparing(SentLot::back))
                .sortedBy("lost", Comparator.comparing(SentLot::lost))
                .sortedBy("missing", Comparator.comparing(SentLot::missing))
                .sortedBy("atPartner", Comparator.comparing(SentLot::atPartner))
                .sortedBy("overdue", Comparator.comparing(SentLot::overdue))
                .sortedBy("over", Comparator.comparing(SentLot::over));
    }

    // ---- one row for each event of a lot

    static TableDefinition<Movement> movements(String path) {
        return new TableDefinition<>(
                "subcontracting-movements",
                path,
                List.of(
                        new Column<>(
                                "time",
                                "subcontracting.time",
                                Column.Kind.TIME,
                                false,
                                true,
                                (row, texts) -> Cell.of(Times.minute(row.time()))),
                        new Column<>(
                                "how",
                                "subcontracting.how",
                                Column.Kind.WORD,
                                false,
                                true,
                                (row, texts) -> Cell.of(texts.get(
                                        "subcontracting.how." + row.how().name()))),
                        new Column<>(
                                "what",
                                "subcontracting.what",
                                Column.Kind.WORD,
                                false,
                                true,
                                (row, texts) ->
                                        Cell.link(Words.label(row.id()), "/genealogy?id=" + Page.encode(row.id()))),
                        new Column<>(
                                "quantity",
                                "subcontracting.quantity",
                                Column.Kind.NUMBER,
                                false,
                                true,
                                (row, texts) -> row.quantity() == null
                                        ? Cell.of(texts.get("subcontracting.notTold"))
                                        : Words.amount(row.quantity(), texts)),
                        number("counted", "subcontracting.counted", Movement::counted)),
                List.of(),
                "subcontracting.emptyLots",
                null,
                null);
    }

    // ---- what is agreed

    static TableDefinition<Term> terms(Words words, UUID own) {
        return new TableDefinition<>(
                "subcontracting-terms",
                "/subcontracting/terms",
                List.of(
                        new Column<>(
                                "principal",
                                "subcontracting.principal",
                                Column.Kind.WORD,
                                false,
                                true,
                                (row, texts) -> Cell.of(words.name(row.principal()))),
                        new Column<>(
                                "partner",
                                "subcontracting.partner",
                                Column.Kind.WORD,
                                false,
                                true,
                                (row, texts) -> Cell.of(
                                        row.partner() == null
                                                ? texts.get("subcontracting.every")
                                                : words.name(row.partner()))),
                        new Column<>(
                                "product",
                                "subcontracting.product",
                                Column.Kind.WORD,
                                false,
                                true,
                                (row, texts) -> Cell.of(
                                        row.product() == null ? texts.get("subcontracting.every") : row.product())),
                        new Column<>(
                                "step",
                                "subcontracting.step",
                                Column.Kind.WORD,
                                false,
                                true,
                                (row, texts) -> Cell.of(
                                        row.step() == null
                                                ? texts.get("subcontracting.every")
                                                : Words.step(row.step(), texts))),
                        new Column<>(
                                "allowance",
                                "subcontracting.allowance",
                                Column.Kind.NUMBER,
                                false,
                                true,
                                (row, texts) -> new Cell(
                                        Words.number(row.allowancePercent(), texts),
                                        row.allowancePercent(),
                                        null,
                                        null)),
                        new Column<>(
                                "days",
                                "subcontracting.days",
                                Column.Kind.NUMBER,
                                false,
                                true,
                                (row, texts) -> row.days() == null ? Cell.of("") : Cell.of(row.days(), texts)),
                        new Column<>(
                                "note",
                                "subcontracting.note",
                                Column.Kind.WORD,
                                false,
                                true,
                                (row, texts) -> Cell.of(row.note())),
                        new Column<>(
                                "setAt",
                                "subcontracting.setAt",
                                Column.Kind.TIME,
                                false,
                                false,
                                (row, texts) -> Cell.of(Times.minute(row.setAt()))),
                        new Column<>(
                                "remove",
                                "subcontracting.change",
                                Column.Kind.WORD,
                                false,
                                true,
                                (row, texts) -> row.principal().equals(own)
                                        ? Cell.link(
                                                texts.get("subcontracting.remove"),
                                                "/subcontracting/terms?remove=" + row.id() + "#remove")
                                        : Cell.of(""))),
                List.of(),
                "subcontracting.emptyTerms",
                null,
                null);
    }

    static SqlTable<Term> termRows(JdbcClient database, UUID own) {
        return new SqlTable<>(database, "subcontract_term", Terms.COLUMNS) {
            @Override
            protected void filter(TableQuery query, Conditions conditions) {
                conditions.add("(principal = ? or partner = ?)", own, own);
            }

            @Override
            protected String order(TableQuery query) {
                return "id desc";
            }

            @Override
            protected Term read(ResultSet row, int index) throws SQLException {
                return Terms.term(row, index);
            }
        };
    }
}
