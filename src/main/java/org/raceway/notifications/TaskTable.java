package org.raceway.notifications;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.raceway.access.CurrentCaller;
import org.raceway.platform.Cell;
import org.raceway.platform.Column;
import org.raceway.platform.Filter;
import org.raceway.platform.SqlTable;
import org.raceway.platform.TableDefinition;
import org.raceway.platform.TableQuery;
import org.raceway.platform.Times;
import org.raceway.platform.Tone;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The caller's to-do list as a table: what waits, unless somebody asks for what is done. */
@Repository
class TaskTable extends SqlTable<Task> {
    private final CurrentCaller callers;

    TaskTable(JdbcClient database, CurrentCaller callers) {
        super(database, "task", Task.COLUMNS);
        this.callers = callers;
    }

    /** The table, with these kinds to choose from. */
    static TableDefinition<Task> definition(List<NoticeKind> kinds) {
        return new TableDefinition<>(
                "tasks",
                "/tasks",
                List.of(
                        new Column<>(
                                "title",
                                "tasks.title",
                                Column.Kind.LONG,
                                false,
                                true,
                                (row, texts) -> Cell.link(row.text().title(texts), row.link())),
                        new Column<>(
                                "since",
                                "tasks.since",
                                Column.Kind.TIME,
                                true,
                                true,
                                (row, texts) -> Cell.of(Times.minute(row.since()))),
                        new Column<>(
                                "state",
                                "tasks.state",
                                Column.Kind.TIME,
                                false,
                                true,
                                (row, texts) -> row.doneAt() == null
                                        ? Cell.tag(texts.get("tasks.open"), Tone.WATCH)
                                        : Cell.tag(texts.get("tasks.done"), Tone.GOOD)),
                        new Column<>(
                                "kind",
                                "inbox.kind",
                                Column.Kind.TIME,
                                false,
                                true,
                                (row, texts) ->
                                        Cell.of(DeclaredKinds.name(row.text().kind(), texts))),
                        new Column<>(
                                "done",
                                "tasks.doneAt",
                                Column.Kind.TIME,
                                false,
                                false,
                                (row, texts) -> Cell.of(row.doneAt() == null ? "" : Times.minute(row.doneAt())))),
                List.of(
                        new Filter(
                                "state",
                                "tasks.state",
                                Filter.Kind.CHOICE,
                                List.of(new Filter.Choice("done", "tasks.done"))),
                        InboxTable.kindFilter(kinds)),
                "tasks.empty",
                null,
                null);
    }

    @Override
    protected void filter(TableQuery query, Conditions conditions) {
        ReadingScope scope = ReadingScope.tasks(callers.get());
        conditions.add(scope.condition(), scope.values().toArray());
        conditions.add("done".equals(query.value("state")) ? "done_at is not null" : "done_at is null");
        conditions.addIfPresent("kind = ?", query.value("kind"));
    }

    @Override
    protected String order(TableQuery query) {
        return query.sort().equals("since") && query.descending() ? "created_at desc, id desc" : "created_at, id";
    }

    @Override
    protected Task read(ResultSet row, int index) throws SQLException {
        return Task.read(row, index);
    }
}
