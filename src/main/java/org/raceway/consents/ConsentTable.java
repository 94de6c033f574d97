package org.raceway.consents;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.raceway.access.Caller;
import org.raceway.access.DataScope;
import org.raceway.access.Permission;
import org.raceway.platform.Cell;
import org.raceway.platform.Column;
import org.raceway.platform.Filter;
import org.raceway.platform.SqlTable;
import org.raceway.platform.TableDefinition;
import org.raceway.platform.TableQuery;
import org.raceway.platform.Texts;
import org.raceway.platform.Times;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Consents of one's own enterprise as a table. */
final class ConsentTable extends SqlTable<Consent> {
    private static final Map<String, String> ORDER =
            Map.of("requested", "requested_at", "lastDay", "last_day", "state", "state");

    private final UUID enterprise;
    private final String condition;
    private final boolean all;
    private final UUID account;

    /** Which consents. */
    enum Side {
        /** Requests that wait for the caller's decision. */
        WAITING("/consents", "granter = ? and state = 'REQUESTED'"),
        /** What the caller's enterprise has given or would not. */
        GIVEN("/consents/given", "granter = ? and state <> 'REQUESTED'"),
        /** What it has asked for and been given. */
        RECEIVED("/consents/received", "reader = ?");

        private final String path;
        private final String condition;

        Side(String path, String condition) {
            this.path = path;
            this.condition = condition;
        }
    }

    ConsentTable(JdbcClient database, Side side, Caller caller) {
        super(database, "consent", StoredConsents.COLUMNS);
        this.enterprise = caller.requireEnterprise();
        this.condition = side.condition;
        this.all = caller.scope(Permission.CONSENTS_READ).reaches(DataScope.ENTERPRISE);
        this.account = caller.accountId();
    }

    static TableDefinition<Consent> definition(Side side, ConsentWords words) {
        boolean received = side == Side.RECEIVED;
        Column<Consent> state = new Column<>(
                "state",
                "consents.state",
                Column.Kind.WORD,
                side != Side.WAITING,
                side != Side.WAITING,
                (row, texts) -> state(row, texts));
        return new TableDefinition<>(
                "consents-" + side.name().toLowerCase(Locale.ROOT),
                side.path,
                List.of(
                        new Column<>(
                                "matter",
                                "consents.matter",
                                Column.Kind.WORD,
                                false,
                                true,
                                (row, texts) -> Cell.link(words.matter(row.purpose(), texts), "/consents/" + row.id())),
                        new Column<>(
                                "other",
                                received ? "consents.granter" : "consents.reader",
                                Column.Kind.WORD,
                                false,
                                true,
                                (row, texts) ->
                                        Cell.of(words.names().of(received ? row.granter() : row.reader(), texts))),
                        state,
                        new Column<>(
                                "fields",
                                "consents.fields",
                                Column.Kind.LONG,
                                false,
                                true,
                                (row, texts) -> Cell.of(words.fields(row.terms().fields(), texts))),
                        new Column<>(
                                "period",
                                "consents.period",
                                Column.Kind.TIME,
                                false,
                                true,
                                (row, texts) ->
                                        Cell.of(ConsentWords.period(row.terms().period()))),
                        new Column<>(
                                "lastDay",
                                "consents.lastDay",
                                Column.Kind.TIME,
                                true,
                                true,
                                (row, texts) -> Cell.of(row.terms().lastDay().toString())),
                        new Column<>(
                                "requested",
                                "consents.requestedAt",
                                Column.Kind.TIME,
                                true,
                                true,
                                (row, texts) -> Cell.of(Times.minute(row.requestedAt())))),
                side == Side.WAITING
                        ? List.of()
                        : List.of(
                                new Filter(
                                        "state",
                                        "consents.state",
                                        Filter.Kind.CHOICE,
                                        Arrays.stream(ConsentState.values())
                                                .filter(choice -> received || choice != ConsentState.REQUESTED)
                                                .map(choice -> new Filter.Choice(
                                                        choice.name(), "consents.state." + choice.name()))
                                                .toList()),
                                new Filter("reference", "consents.reference", Filter.Kind.TEXT, List.of()),
                                new Filter("from", "consents.requestedFrom", Filter.Kind.DAY, List.of()),
                                new Filter("to", "consents.requestedTo", Filter.Kind.DAY, List.of())),
                switch (side) {
                    case WAITING -> "consents.emptyWaiting";
                    case GIVEN -> "consents.emptyGiven";
                    case RECEIVED -> "consents.emptyReceived";
                },
                null,
                null);
    }

    static Cell state(Consent consent, Texts texts) {
        return Cell.tag(
                texts.get("consents.state." + consent.state().name()),
                consent.state().tone());
    }

    @Override
    protected void filter(TableQuery query, Conditions where) {
        where.add(condition, enterprise);
        if (!all) {
            where.add("(requested_by = ? or decided_by = ?)", account, account);
        }
        where.addIfPresent("state = ?", query.value("state"));
        where.addIfPresent("position(lower(?) in lower(reference)) > 0", query.value("reference"));
        where.addIfPresent("requested_at >= ?", query.startOfDay("from"));
        where.addIfPresent("requested_at < ?", query.endOfDay("to"));
    }

    @Override
    protected String order(TableQuery query) {
        String column = ORDER.get(query.sort());
        return column == null ? "id desc" : column + (query.descending() ? " desc" : "") + ", id desc";
    }

    @Override
    protected Consent read(ResultSet row, int index) throws SQLException {
        return StoredConsents.consent(row, index);
    }
}
