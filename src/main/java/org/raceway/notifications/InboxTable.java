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

/** The caller's inbox as a table. */
@Repository
class InboxTable extends SqlTable<InboxNotice> {
    private final CurrentCaller callers;

    InboxTable(JdbcClient database, CurrentCaller callers) {
        super(database, "notice", InboxNotice.COLUMNS);
        this.callers = callers;
    }

    /** The table, with these kinds to choose from. */
    static TableDefinition<InboxNotice> definition(List<NoticeKind> kinds) {
        return new TableDefinition<>(
                "inbox",
                "/inbox",
                List.of(
                        new Column<>(
                                "title",
                                "inbox.title",
                                Column.Kind.LONG,
                                false,
                                true,
                                (row, texts) -> Cell.link(row.text().title(texts), "/inbox/" + row.id())),
                        new Column<>(
                                "time",
                                "inbox.time",
                                Column.Kind.TIME,
                                true,
                                true,
                                (row, texts) -> Cell.of(Times.minute(row.at()))),
                        new Column<>(
                                "state",
                                "inbox.state",
                                Column.Kind.TIME,
                                false,
                                true,
                                (row, texts) -> row.readAt() == null
                                        ? Cell.tag(texts.get("inbox.unread"), Tone.WATCH)
                                        : Cell.of(texts.get("inbox.read"))),
                        new Column<>(
                                "kind",
                                "inbox.kind",
                                Column.Kind.TIME,
                                false,
                                true,
                                (row, texts) ->
                                        Cell.of(DeclaredKinds.name(row.text().kind(), texts)))),
                List.of(
                        new Filter(
                                "state",
                                "inbox.state",
                                Filter.Kind.CHOICE,
                                List.of(
                                        new Filter.Choice("unread", "inbox.unread"),
                                        new Filter.Choice("read", "inbox.read"))),
                        kindFilter(kinds),
                        new Filter("from", "inbox.from", Filter.Kind.DAY, List.of()),
                        new Filter("to", "inbox.to", Filter.Kind.DAY, List.of())),
                "inbox.empty",
                "/inbox/preferences",
                "inbox.preferences");
    }

    static Filter kindFilter(List<NoticeKind> kinds) {
        return new Filter(
                "kind",
                "inbox.kind",
                Filter.Kind.CHOICE,
                kinds.stream()
                        .map(kind -> new Filter.Choice(kind.code(), "notice." + kind.code() + ".name"))
                        .toList());
    }

    @Override
    protected void filter(TableQuery query, Conditions conditions) {
        ReadingScope scope = ReadingScope.notices(callers.get());
        conditions.add(scope.condition(), scope.values().toArray());
        String state = query.value("state");
        if (state != null) {
            conditions.add(state.equals("unread") ? "read_at is null" : "read_at is not null");
        }
        conditions.addIfPresent("kind = ?", query.value("kind"));
        conditions.addIfPresent("created_at >= ?", query.startOfDay("from"));
        conditions.addIfPresent("created_at < ?", query.endOfDay("to"));
    }

    @Override
    protected String order(TableQuery query) {
        return query.sort().equals("time") && !query.descending() ? "id" : "id desc";
    }

    @Override
    protected InboxNotice read(ResultSet row, int index) throws SQLException {
        return InboxNotice.read(row, index);
    }
}
