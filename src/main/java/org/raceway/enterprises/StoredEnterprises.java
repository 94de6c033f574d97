package org.raceway.enterprises;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.identifiers.gs1.Gs1Identifiers;
import org.raceway.identifiers.gs1.UnifiedSocialCreditCode;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Enterprises in the table {@code enterprise}. */
@Repository
class StoredEnterprises implements Enterprises {
    static final String COLUMNS = """
            id, uscc, gln, gs1_prefix, kind, name, english_name, county, latitude, longitude, sandbox
            """;
    private static final int SHORTEST_PREFIX = 4;
    private static final int LONGEST_PREFIX = 12;

    private final JdbcClient database;
    private final Clock clock;

    StoredEnterprises(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Enterprise register(Enterprise enterprise) {
        if (!UnifiedSocialCreditCode.isValid(enterprise.uscc())) {
            throw new IllegalArgumentException(
                    "uscc " + enterprise.uscc() + " is not 18 characters of GB 32100 with the right check character");
        }
        if (enterprise.gln() != null && !Gs1Identifiers.isGln(enterprise.gln())) {
            throw new IllegalArgumentException(
                    "gln " + enterprise.gln() + " is not 13 digits with the right check digit");
        }
        if (enterprise.gs1Prefix() != null
                && !enterprise.gs1Prefix().matches("[0-9]{" + SHORTEST_PREFIX + "," + LONGEST_PREFIX + "}")) {
            throw new IllegalArgumentException("gs1Prefix " + enterprise.gs1Prefix() + " is not 4 to 12 digits");
        }
        if (!enterprise.county().matches("[0-9]{6}")) {
            throw new IllegalArgumentException("county " + enterprise.county() + " is not a 6-digit code of GB/T 2260");
        }
        int written = database.sql("""
                insert into enterprise (id, uscc, gln, gs1_prefix, kind, kinds, name, english_name, county, latitude,
                                        longitude, sandbox, created_at)
                values (:id, :uscc, :gln, :prefix, :kind, array[:kind], :name, :englishName, :county, :latitude,
                        :longitude, :sandbox, :now)
                on conflict (uscc) do nothing
                """)
                .param("id", enterprise.id())
                .param("uscc", enterprise.uscc())
                .param("gln", enterprise.gln(), Types.VARCHAR)
                .param("prefix", enterprise.gs1Prefix(), Types.VARCHAR)
                .param("kind", enterprise.kind().name())
                .param("name", enterprise.name())
                .param("englishName", enterprise.englishName())
                .param("county", enterprise.county())
                .param("latitude", enterprise.latitude(), Types.DOUBLE)
                .param("longitude", enterprise.longitude(), Types.DOUBLE)
                .param("sandbox", enterprise.sandbox())
                .param("now", Timestamp.from(clock.instant()))
                .update();
        if (written == 1) {
            return enterprise;
        }
        return database.sql("select " + COLUMNS + """
                         from enterprise where id = (select coalesce(merged_into, id) from enterprise where uscc = :uscc)
                        """)
                .param("uscc", enterprise.uscc())
                .query(StoredEnterprises::read)
                .single();
    }

    @Override
    public Optional<Enterprise> byId(UUID id) {
        return database.sql("select " + COLUMNS + """
                         from enterprise where id = (select coalesce(merged_into, id) from enterprise where id = :id)
                        """)
                .param("id", id)
                .query(StoredEnterprises::read)
                .optional();
    }

    @Override
    public List<UUID> idsOf(UUID enterprise) {
        List<UUID> ids = new ArrayList<>(List.of(enterprise));
        ids.addAll(database.sql("select id from enterprise where merged_into = :id")
                .param("id", enterprise)
                .query(UUID.class)
                .list());
        return ids;
    }

    @Override
    public Optional<Enterprise> byGln(String gln) {
        return database.sql("select " + COLUMNS + """
                         from enterprise where id = (select coalesce(merged_into, id) from enterprise where gln = :gln)
                        """)
                .param("gln", gln)
                .query(StoredEnterprises::read)
                .optional();
    }

    @Override
    public Optional<Enterprise> byGs1Digits(String digits) {
        List<String> prefixes = new ArrayList<>();
        for (int length = SHORTEST_PREFIX; length <= Math.min(LONGEST_PREFIX, digits.length()); length++) {
            prefixes.add(digits.substring(0, length));
        }
        if (prefixes.isEmpty()) {
            return Optional.empty();
        }
        return database.sql("select merged_into, " + COLUMNS + """
                         from enterprise where gs1_prefix in (:prefixes)
                        order by length(gs1_prefix) desc, merged_into is not null, created_at limit 1
                        """)
                .param("prefixes", prefixes)
                .query((row, index) -> {
                    Enterprise found = read(row, index);
                    UUID into = row.getObject("merged_into", UUID.class);
                    return into == null
                            ? found
                            : byId(into)
                                    .map(winner -> withPrefix(winner, found.gs1Prefix()))
                                    .orElse(found);
                })
                .optional();
    }

    @Override
    public List<Enterprise> byIds(Collection<UUID> ids) {
        return ids.isEmpty()
                ? List.of()
                : database.sql("select " + COLUMNS + " from enterprise where id = any(:ids)")
                        .param("ids", ids.toArray(UUID[]::new))
                        .query(StoredEnterprises::read)
                        .list();
    }

    @Override
    public List<Enterprise> page(int offset, int limit) {
        return database.sql("select " + COLUMNS + """
                         from enterprise where standing not in ('MERGED', 'LEFT') order by name, id limit :limit offset :offset
                        """)
                .param("limit", limit)
                .param("offset", offset)
                .query(StoredEnterprises::read)
                .list();
    }

    @Override
    public List<Enterprise> all() {
        return database.sql(
                        "select " + COLUMNS + " from enterprise where standing not in ('MERGED', 'LEFT') order by name")
                .query(StoredEnterprises::read)
                .list();
    }

    /** The prefix that it came with by a merge: its digits still lead to it. */
    private static Enterprise withPrefix(Enterprise winner, @Nullable String prefix) {
        return new Enterprise(
                winner.id(),
                winner.uscc(),
                winner.gln(),
                prefix,
                winner.kind(),
                winner.name(),
                winner.englishName(),
                winner.county(),
                winner.latitude(),
                winner.longitude(),
                winner.sandbox());
    }

    static Enterprise read(ResultSet row, int index) throws SQLException {
        return new Enterprise(
                row.getObject("id", UUID.class),
                row.getString("uscc"),
                row.getString("gln"),
                row.getString("gs1_prefix"),
                EnterpriseKind.valueOf(row.getString("kind")),
                row.getString("name"),
                row.getString("english_name"),
                row.getString("county"),
                row.getObject("latitude", Double.class),
                row.getObject("longitude", Double.class),
                row.getBoolean("sandbox"));
    }
}
