package org.raceway.consents;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.DataScope;
import org.raceway.access.Permission;
import org.raceway.platform.Cell;
import org.raceway.platform.Column;
import org.raceway.platform.Filter;
import org.raceway.platform.SqlTable;
import org.raceway.platform.TableDefinition;
import org.raceway.platform.TableQuery;
import org.raceway.platform.Times;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The read log: who read what of the caller's enterprise, and what it read of others. */
final class ReadTable extends SqlTable<ConsentRead> {
    private static final String BY_US = "BY_US";
    private static final Map<String, String> ORDER = Map.of("at", "id", "field", "field");

    private final UUID enterprise;
    private final boolean all;
    private final UUID account;
    private final @Nullable UUID consent;

    /**
     * A log.
     *
     * @param consent under which; absent for all
     */
    ReadTable(JdbcClient database, Caller caller, @Nullable UUID consent) {
        super(database, "consent_read", StoredConsents.READ_COLUMNS);
        this.enterprise = caller.requireEnterprise();
        this.all = caller.scope(Permission.CONSENTS_READ).reaches(DataScope.ENTERPRISE);
        this.account = caller.accountId();
        this.consent = consent;
    }

    /**
     * The log's columns and query bar.
     *
     * @param fields to choose from
     * @param others enterprises to choose from, names by id
     */
    static TableDefinition<ConsentRead> definition(
            ConsentWords words, UUID enterprise, List<Filter.Choice> fields, List<Filter.Choice> others) {
        return new TableDefinition<>(
                "consent-reads",
                "/consents/reads",
                List.of(
                        new Column<>(
                                "at",
                                "consents.at",
                                Column.Kind.TIME,
                                true,
                                true,
                                (row, texts) -> Cell.of(Times.second(row.at()))),
                        new Column<>(
                                "sentence",
                                "consents.what",
                                Column.Kind.LONG,
                                false,
                                true,
                                (row, texts) -> Cell.of(words.sentence(row, enterprise, texts))),
                        new Column<>(
                                "lines",
                                "consents.lines",
                                Column.Kind.NUMBER,
                                false,
                                true,
                                (row, texts) -> Cell.of(row.lines(), texts)),
                        new Column<>(
                                "door",
                                "consents.door",
                                Column.Kind.TIME,
                                false,
                                true,
                                (row, texts) -> Cell.of(
                                        texts.get("consents.door." + row.door().name()))),
                        new Column<>(
                                "matter",
                                "consents.under",
                                Column.Kind.TIME,
                                false,
                                true,
                                (row, texts) ->
                                        Cell.link(words.matter(row.purpose(), texts), "/consents/" + row.consent())),
                        new Column<>(
                                "reader",
                                "consents.reader",
                                Column.Kind.TIME,
                                false,
                                false,
                                (row, texts) -> Cell.of(words.names().of(row.reader(), texts))),
                        new Column<>(
                                "field",
                                "consents.field",
                                Column.Kind.TIME,
                                true,
                                false,
                                (row, texts) -> Cell.of(words.fields(List.of(row.field()), texts))),
                        new Column<>(
                                "period",
                                "consents.period",
                                Column.Kind.TIME,
                                false,
                                false,
                                (row, texts) -> Cell.of(row.period() == null ? "" : ConsentWords.period(row.period()))),
                        new Column<>(
                                "id",
                                "consents.readId",
                                Column.Kind.TIME,
                                false,
                                false,
                                (row, texts) -> Cell.of(row.id().toString()))),
                List.of(
                        new Filter(
                                "side",
                                "consents.side",
                                Filter.Kind.CHOICE,
                                List.of(
                                        new Filter.Choice("OF_US", "consents.side.OF_US"),
                                        new Filter.Choice(BY_US, "consents.side.BY_US"))),
                        new Filter("other", "consents.other", Filter.Kind.CHOICE, others),
                        new Filter("field", "consents.field", Filter.Kind.CHOICE, fields),
                        new Filter("from", "consents.readFrom", Filter.Kind.DAY, List.of()),
                        new Filter("to", "consents.readTo", Filter.Kind.DAY, List.of())),
                "consents.emptyReads",
                null,
                null);
    }

    @Override
    protected void filter(TableQuery query, Conditions where) {
        String side = query.value("side");
        if (BY_US.equals(side)) {
            where.add("reader = ?", enterprise);
        } else if (side != null) {
            where.add("granter = ?", enterprise);
        } else {
            where.add("(granter = ? or reader = ?)", enterprise, enterprise);
        }
        if (!all) {
            where.add("account = ?", account);
        }
        where.addIfPresent("consent = ?", consent);
        UUID other = id(query.value("other"));
        if (other != null) {
            where.add("(granter = ? or reader = ?)", other, other);
        }
        where.addIfPresent("field = ?", query.value("field"));
        where.addIfPresent("at >= ?", query.startOfDay("from"));
        where.addIfPresent("at < ?", query.endOfDay("to"));
    }

    private static @Nullable UUID id(@Nullable String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return new UUID(0, 0);
        }
    }

    @Override
    protected String order(TableQuery query) {
        String column = ORDER.get(query.sort());
        return column == null ? "id desc" : column + (query.descending() ? " desc" : "") + ", id desc";
    }

    @Override
    protected ConsentRead read(ResultSet row, int index) throws SQLException {
        return StoredConsents.read(row, index);
    }
}
