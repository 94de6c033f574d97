package org.raceway.recalls;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.platform.Cell;
import org.raceway.platform.Column;
import org.raceway.platform.Filter;
import org.raceway.platform.SqlTable;
import org.raceway.platform.TableDefinition;
import org.raceway.platform.TableQuery;
import org.raceway.platform.Times;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Recalls within the caller's reach as a table. */
final class RecallTable extends SqlTable<Recall> {
    private static final Map<String, String> ORDER = Map.of(
            "number", "number", "state", "state", "due", "due_on", "created", "created_at", "opened", "opened_at");

    private final StoredRecalls recalls;

    RecallTable(JdbcClient database, StoredRecalls recalls) {
        super(database, "recall", StoredRecalls.COLUMNS);
        this.recalls = recalls;
    }

    static TableDefinition<Recall> definition(Names names, @Nullable UUID own, boolean assesses) {
        return new TableDefinition<>(
                "recalls",
                "/recalls",
                List.of(
                        new Column<>(
                                "title",
                                "recalls.name",
                                Column.Kind.WORD,
                                false,
                                true,
                                (row, texts) -> Cell.link(row.title(), "/recalls/" + row.id())),
                        new Column<>(
                                "state",
                                "recalls.state",
                                Column.Kind.WORD,
                                true,
                                true,
                                (row, texts) -> Cell.tag(
                                        texts.get("recalls.state." + row.state()),
                                        row.state().tone())),
                        new Column<>(
                                "role",
                                "recalls.myRole",
                                Column.Kind.WORD,
                                false,
                                own != null,
                                (row, texts) -> Cell.of(
                                        own == null
                                                ? ""
                                                : texts.get(
                                                        row.initiator().equals(own)
                                                                ? "recalls.role.initiator"
                                                                : "recalls.role.party"))),
                        new Column<>(
                                "initiator",
                                "recalls.initiator",
                                Column.Kind.WORD,
                                false,
                                true,
                                (row, texts) -> Cell.of(names.of(row.initiator(), texts))),
                        new Column<>(
                                "reason",
                                "recalls.reason",
                                Column.Kind.WORD,
                                false,
                                true,
                                (row, texts) -> Cell.of(texts.get("recalls.reason." + row.reason()))),
                        new Column<>(
                                "due",
                                "recalls.dueOn",
                                Column.Kind.TIME,
                                true,
                                true,
                                (row, texts) -> Cell.of(row.dueOn().toString())),
                        new Column<>(
                                "opened",
                                "recalls.openedAt",
                                Column.Kind.TIME,
                                true,
                                true,
                                (row, texts) -> Cell.of(row.openedAt() == null ? "" : Times.minute(row.openedAt()))),
                        new Column<>(
                                "number",
                                "recalls.number",
                                Column.Kind.TIME,
                                true,
                                true,
                                (row, texts) -> Cell.of(row.number()))),
                List.of(
                        new Filter(
                                "state",
                                "recalls.state",
                                Filter.Kind.CHOICE,
                                Arrays.stream(RecallState.values())
                                        .map(state -> new Filter.Choice(state.name(), "recalls.state." + state))
                                        .toList()),
                        new Filter("text", "recalls.name", Filter.Kind.TEXT, List.of())),
                "recalls.empty",
                assesses ? "/recalls/new" : null,
                assesses ? "recalls.emptyLink" : null);
    }

    @Override
    protected void filter(TableQuery query, Conditions where) {
        where.addIfPresent("state = ?", query.value("state"));
        where.addIfPresent("position(lower(?) in lower(title || ' ' || number)) > 0", query.value("text"));
    }

    @Override
    protected String order(TableQuery query) {
        String column = ORDER.get(query.sort());
        return column == null ? "id desc" : column + (query.descending() ? " desc" : "") + ", id desc";
    }

    @Override
    protected Recall read(ResultSet row, int index) throws SQLException {
        return recalls.recall(row, index);
    }
}
