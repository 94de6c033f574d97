package org.raceway.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.raceway.access.CurrentCaller;
import org.raceway.access.Permission;
import org.raceway.access.RowCondition;
import org.raceway.platform.Cell;
import org.raceway.platform.Column;
import org.raceway.platform.Filter;
import org.raceway.platform.SqlTable;
import org.raceway.platform.TableDefinition;
import org.raceway.platform.TableQuery;
import org.raceway.platform.Texts;
import org.raceway.platform.TimeOrderedIds;
import org.raceway.platform.Times;
import org.raceway.platform.Tone;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The trail as a table, for who may read it: as much of it as that is. */
@Repository
class AuditTable extends SqlTable<TrailRow> {
    /** In the order of the chain; what is not sealed comes last. */
    static final String CHAIN_ORDER = "chain";

    static final TableDefinition<TrailRow> DEFINITION = new TableDefinition<>(
            "audit",
            "/audit",
            List.of(
                    new Column<>(
                            "time",
                            "audit.time",
                            Column.Kind.TIME,
                            true,
                            true,
                            (row, texts) -> Cell.link(
                                    Times.second(row.entry().occurredAt()),
                                    "/audit/" + row.entry().id())),
                    new Column<>(
                            "action",
                            "audit.did",
                            Column.Kind.LONG,
                            false,
                            true,
                            (row, texts) -> Cell.of(action(row.entry().action(), texts))),
                    new Column<>(
                            "outcome",
                            "audit.outcome",
                            Column.Kind.TIME,
                            false,
                            true,
                            (row, texts) -> outcome(row.entry().outcome(), texts)),
                    new Column<>(
                            "actor",
                            "audit.actor",
                            Column.Kind.TIME,
                            false,
                            true,
                            (row, texts) -> Cell.of(actor(row, texts))),
                    new Column<>(
                            "subject",
                            "audit.subject",
                            Column.Kind.LONG,
                            false,
                            true,
                            (row, texts) -> Cell.of(subject(row.entry(), texts))),
                    new Column<>(
                            "enterprise",
                            "audit.enterprise",
                            Column.Kind.LONG,
                            false,
                            true,
                            (row, texts) -> Cell.of(row.enterpriseName())),
                    new Column<>(
                            "details",
                            "audit.details",
                            Column.Kind.LONG,
                            false,
                            false,
                            (row, texts) ->
                                    Cell.of(CanonicalJson.write(row.entry().details()))),
                    new Column<>(
                            "code",
                            "audit.code",
                            Column.Kind.TIME,
                            false,
                            false,
                            (row, texts) -> Cell.of(row.entry().action())),
                    new Column<>(
                            "id",
                            "audit.id",
                            Column.Kind.TIME,
                            false,
                            false,
                            (row, texts) -> Cell.of(row.entry().id().toString())),
                    new Column<>("number", "audit.number", Column.Kind.NUMBER, false, true, (row, texts) -> {
                        TrailRow.Seal seal = row.seal();
                        return seal == null
                                ? Cell.tag(texts.get("audit.unsealed"), Tone.WATCH)
                                : Cell.of(seal.number(), texts);
                    }),
                    new Column<>("digest", "audit.digest", Column.Kind.TIME, false, false, (row, texts) -> {
                        TrailRow.Seal seal = row.seal();
                        return Cell.of(seal == null ? "" : seal.algorithm() + ":" + seal.digest());
                    })),
            List.of(
                    new Filter("from", "audit.from", Filter.Kind.DAY, List.of()),
                    new Filter("to", "audit.to", Filter.Kind.DAY, List.of()),
                    new Filter("action", "audit.action", Filter.Kind.TEXT, List.of()),
                    new Filter("actor", "audit.actor", Filter.Kind.TEXT, List.of()),
                    new Filter("enterprise", "audit.enterprise", Filter.Kind.TEXT, List.of()),
                    new Filter("subject", "audit.subject", Filter.Kind.TEXT, List.of()),
                    new Filter(
                            "outcome",
                            "audit.outcome",
                            Filter.Kind.CHOICE,
                            Arrays.stream(AuditEntry.Outcome.values())
                                    .map(outcome ->
                                            new Filter.Choice(outcome.code(), "audit.outcome." + outcome.code()))
                                    .toList())),
            "audit.empty",
            null,
            null);

    private static final String TABLES = """
             audit_entry e
             left join audit_seal s on s.entry = e.id
             left join audit_seal p on p.number = s.number - 1
             left join audit_origin o on o.entry = e.id
            """;
    private static final String COLUMNS = Chain.ENTRY_COLUMNS + """
            , s.number, s.sealed_at, s.algorithm, s.digest, p.digest as previous, o.salt, o.address, o.user_agent
            """;
    private static final RowCondition.Columns OWNER = new RowCondition.Columns("e.enterprise", null, null);
    private static final int NAMED_AT_ONCE = 500;
    private static final int MOST_FOUND = 100;

    private final CurrentCaller callers;
    private final List<TrailNames> names;

    AuditTable(JdbcClient database, CurrentCaller callers, ObjectProvider<TrailNames> names) {
        super(database, TABLES, COLUMNS);
        this.callers = callers;
        this.names = names.stream().toList();
    }

    /** What was done, in words where the room that did it has some. */
    static String action(String action, Texts texts) {
        return text("audit.action." + action, action, texts);
    }

    static Cell outcome(String outcome, Texts texts) {
        return Cell.tag(
                texts.get("audit.outcome." + outcome),
                switch (outcome) {
                    case "done" -> Tone.GOOD;
                    case "refused" -> Tone.WATCH;
                    default -> Tone.BAD;
                });
    }

    static String actor(TrailRow row, Texts texts) {
        RecordedEntry entry = row.entry();
        return switch (entry.actorKind()) {
            case "account" ->
                row.lenderName().isEmpty()
                        ? row.actorName()
                        : texts.get("audit.actorFor", row.actorName(), row.lenderName());
            case "anonymous" -> texts.get("audit.anonymous");
            default -> text("audit.part." + entry.actorPart(), String.valueOf(entry.actorPart()), texts);
        };
    }

    static String subject(RecordedEntry entry, Texts texts) {
        String kind = text("audit.kind." + entry.subjectKind(), entry.subjectKind(), texts);
        return entry.subject() == null ? kind : kind + " " + entry.subject();
    }

    /** The text, or what stands in for it where there is none. */
    static String text(String key, String otherwise, Texts texts) {
        return texts.has(key) ? texts.get(key) : otherwise;
    }

    @Override
    protected void filter(TableQuery query, Conditions conditions) {
        RowCondition mine = RowCondition.of(callers.get(), Permission.AUDIT_READ, OWNER);
        conditions.add(mine.sql(), mine.values().toArray());
        Instant from = moment(query, "from", query::startOfDay);
        if (from != null) {
            conditions.add("e.id >= ?", TimeOrderedIds.least(from));
        }
        Instant to = moment(query, "to", query::endOfDay);
        if (to != null) {
            conditions.add("e.id < ?", TimeOrderedIds.least(to));
        }
        String one = query.value("id");
        if (one != null) {
            conditions.add("e.id = ?::uuid", one);
        }
        String before = query.value("before");
        if (before != null) {
            UUID id = uuid(before);
            conditions.add("e.id < ?", id == null ? new UUID(0, 0) : id);
        }
        String action = query.value("action");
        if (action != null) {
            Set<String> spoken = spoken(action);
            conditions.add("(starts_with(e.action, ?) or e.action = any(?))", action, spoken.toArray(String[]::new));
        }
        String actor = query.value("actor");
        if (actor != null) {
            UUID[] accounts = ids(TrailNames.Kind.ACCOUNT, actor);
            conditions.add("(e.actor = any(?) or e.actor_for = any(?) or e.actor_part = ?)", accounts, accounts, actor);
        }
        String enterprise = query.value("enterprise");
        if (enterprise != null) {
            conditions.add("e.enterprise = any(?)", (Object) ids(TrailNames.Kind.ENTERPRISE, enterprise));
        }
        conditions.addIfPresent("e.subject = ?", query.value("subject"));
        conditions.addIfPresent("e.outcome = ?", query.value("outcome"));
    }

    /** The actions whose words hold this text. */
    private static Set<String> spoken(String text) {
        Texts texts = Texts.of(LocaleContextHolder.getLocale());
        String prefix = "audit.action.";
        Set<String> actions = new HashSet<>();
        for (String key : texts.keys()) {
            if (key.startsWith(prefix) && texts.get(key).contains(text)) {
                actions.add(key.substring(prefix.length()));
            }
        }
        return actions;
    }

    private UUID[] ids(TrailNames.Kind kind, String text) {
        Set<UUID> ids = new HashSet<>();
        UUID id = uuid(text);
        if (id != null) {
            ids.add(id);
        }
        for (TrailNames its : names) {
            if (its.kind() == kind) {
                ids.addAll(its.find(text, MOST_FOUND));
            }
        }
        return ids.toArray(UUID[]::new);
    }

    private static @Nullable UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** A day in the cluster's time zone, or a moment. */
    private static @Nullable Instant moment(TableQuery query, String name, Function<String, @Nullable Instant> asDay) {
        String value = query.value(name);
        if (value == null) {
            return null;
        }
        try {
            return Instant.parse(value);
        } catch (DateTimeException e) {
            return asDay.apply(name);
        }
    }

    @Override
    protected String order(TableQuery query) {
        if (query.sort().equals(CHAIN_ORDER)) {
            return "s.number nulls last, e.id";
        }
        return query.sort().equals("time") && !query.descending() ? "e.id" : "e.id desc";
    }

    @Override
    protected TrailRow read(ResultSet row, int index) throws SQLException {
        String digest = row.getString("digest");
        String salt = row.getString("salt");
        return new TrailRow(
                Chain.entry(row, index),
                digest == null
                        ? null
                        : new TrailRow.Seal(
                                row.getLong("number"),
                                Chain.instant(row, "sealed_at"),
                                row.getString("algorithm"),
                                digest),
                row.getString("previous"),
                salt == null ? null : new Origin(salt, row.getString("address"), row.getString("user_agent")),
                "",
                "",
                "");
    }

    @Override
    public List<TrailRow> rows(TableQuery query, int limit, long offset) {
        return named(super.rows(query, limit, offset));
    }

    @Override
    public void each(TableQuery query, int most, Consumer<TrailRow> row) {
        List<TrailRow> part = new ArrayList<>();
        super.each(query, most, next -> {
            part.add(next);
            if (part.size() == NAMED_AT_ONCE) {
                named(part).forEach(row);
                part.clear();
            }
        });
        named(part).forEach(row);
    }

    private List<TrailRow> named(List<TrailRow> rows) {
        boolean english = Texts.of(LocaleContextHolder.getLocale()).english();
        Map<UUID, String> accounts = names(
                TrailNames.Kind.ACCOUNT,
                rows.stream()
                        .flatMap(row ->
                                Stream.of(row.entry().actor(), row.entry().actorFor()))
                        .toList(),
                english);
        Map<UUID, String> enterprises = names(
                TrailNames.Kind.ENTERPRISE,
                rows.stream().map(row -> row.entry().enterprise()).toList(),
                english);
        return rows.stream()
                .map(row -> row.named(
                        name(accounts, row.entry().actor(), true),
                        name(accounts, row.entry().actorFor(), true),
                        name(enterprises, row.entry().enterprise(), false)))
                .toList();
    }

    private static String name(Map<UUID, String> known, @Nullable UUID id, boolean masked) {
        if (id == null) {
            return "";
        }
        String name = known.get(id);
        return name == null ? id.toString() : masked ? Masked.name(name) : name;
    }

    /** The names of these, as far as they are known. */
    Map<UUID, String> names(TrailNames.Kind kind, Collection<@Nullable UUID> ids, boolean english) {
        Set<UUID> asked = new HashSet<>();
        for (UUID id : ids) {
            if (id != null) {
                asked.add(id);
            }
        }
        return asked.isEmpty()
                ? Map.of()
                : names.stream()
                        .filter(its -> its.kind() == kind)
                        .findFirst()
                        .map(its -> its.names(asked, english))
                        .orElse(Map.of());
    }

    /** One entry, if the caller may read it. */
    @Nullable
    TrailRow find(UUID id) {
        TableQuery one = new TableQuery(Map.of("id", id.toString()), "", false, 0, 1);
        List<TrailRow> found = rows(one, 1, 0);
        return found.isEmpty() ? null : found.getFirst();
    }
}
