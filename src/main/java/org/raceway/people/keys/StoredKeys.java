package org.raceway.people.keys;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Isolation;
import org.raceway.access.Permission;
import org.raceway.access.RowCondition;
import org.raceway.people.KeyView;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Keys in the database. A caller sees those of its enterprise as far as its permission reaches, the operator all. */
@Repository
class StoredKeys {
    static final String COLUMNS = """
            id, kind, public_id, enterprise, name, permissions, addresses, secret_hash, secret_made_at, previous_hash,
            previous_until, public_keys, requests_per_minute, ceiling_per_minute, created_by, created_at, expires_at, revoked_at
            """;

    private static final RowCondition.Columns REACH = new RowCondition.Columns("enterprise", null, "created_by");

    private final JdbcClient database;
    private final Isolation isolation;

    StoredKeys(JdbcClient database, Isolation isolation) {
        this.database = database;
        this.isolation = isolation;
    }

    /** The key of a request that has no caller yet. */
    Optional<MachineKey> presented(String publicId) {
        return isolation.everywhere(() -> database.sql("select " + COLUMNS + " from access_key where public_id = :id")
                .param("id", publicId)
                .query(StoredKeys::read)
                .optional());
    }

    /** The keys that the caller may see, as a condition of a statement about them. */
    static RowCondition reach(Caller caller) {
        return RowCondition.of(caller, Permission.KEYS_MANAGE, REACH);
    }

    /** The key, if the caller may see it. */
    Optional<MachineKey> find(Caller caller, UUID id) {
        return seen(caller, "id = ?", List.of(id)).stream().findFirst();
    }

    /** The same, and nobody else changes it until the transaction under way ends. */
    Optional<MachineKey> lock(Caller caller, UUID id) {
        return seen(caller, "id = ? for update", List.of(id)).stream().findFirst();
    }

    /** The newest ones that the caller may see. */
    List<MachineKey> page(Caller caller, @Nullable UUID before, int limit) {
        return before == null
                ? seen(caller, "true order by id desc limit ?", List.of(limit))
                : seen(caller, "id < ? order by id desc limit ?", List.of(before, limit));
    }

    private List<MachineKey> seen(Caller caller, String condition, List<Object> values) {
        RowCondition reach = reach(caller);
        return database.sql("select " + COLUMNS + " from access_key where " + reach.sql() + " and " + condition)
                .params(Stream.concat(reach.values().stream(), values.stream()).toList())
                .query(StoredKeys::read)
                .list();
    }

    int live(UUID enterprise, Instant now) {
        return database.sql("""
                        select count(*) from access_key
                        where enterprise = :enterprise and revoked_at is null and expires_at > :now
                        """)
                .param("enterprise", enterprise)
                .param("now", at(now))
                .query(Integer.class)
                .single();
    }

    /** False if the id is taken. */
    boolean insert(MachineKey key) {
        return database.sql("""
                        insert into access_key (id, kind, public_id, enterprise, name, permissions, addresses, secret_hash,
                                                secret_made_at, public_keys, created_by, created_at, expires_at)
                        values (:id, :kind, :publicId, :enterprise, :name, :permissions, :addresses, :hash, :madeAt, :publicKeys,
                                :createdBy, :createdAt, :expiresAt)
                        on conflict (id) do nothing
                        """)
                        .param("id", key.id())
                        .param("kind", key.kind().name())
                        .param("publicId", key.publicId())
                        .param("enterprise", key.enterprise())
                        .param("name", key.name())
                        .param(
                                "permissions",
                                key.permissions().stream()
                                        .map(Permission::code)
                                        .sorted()
                                        .toArray(String[]::new))
                        .param(
                                "addresses",
                                key.addresses().stream()
                                        .map(AddressRange::toString)
                                        .toArray(String[]::new))
                        .param(
                                "hash",
                                key.secretHash() == null
                                        ? null
                                        : key.secretHash().toBytes(),
                                Types.BINARY)
                        .param("madeAt", at(key.secretMadeAt()))
                        .param("publicKeys", key.publicKeys(), Types.VARCHAR)
                        .param("createdBy", key.createdBy())
                        .param("createdAt", at(key.createdAt()))
                        .param("expiresAt", at(key.expiresAt()))
                        .update()
                == 1;
    }

    void rotate(UUID id, SecretHash hash, Instant now, @Nullable SecretHash previousHash, Instant previousUntil) {
        database.sql("""
                        update access_key set secret_hash = :hash, secret_made_at = :now, previous_hash = :previous,
                                              previous_until = :until
                        where id = :id
                        """)
                .param("id", id)
                .param("hash", hash.toBytes())
                .param("now", at(now))
                .param("previous", previousHash == null ? null : previousHash.toBytes(), Types.BINARY)
                .param("until", at(previousUntil))
                .update();
    }

    void revoke(UUID id, UUID by, Instant now) {
        database.sql("update access_key set revoked_at = :now, revoked_by = :by, previous_hash = null where id = :id")
                .param("id", id)
                .param("by", by)
                .param("now", at(now))
                .update();
    }

    /** Ends all of the enterprise's that have not been ended, for nobody in particular. */
    List<MachineKey> revokeAll(UUID enterprise, Instant now) {
        return database.sql("""
                        update access_key set revoked_at = :now, previous_hash = null
                        where enterprise = :enterprise and revoked_at is null returning
                        """ + COLUMNS)
                .param("enterprise", enterprise)
                .param("now", at(now))
                .query(StoredKeys::read)
                .list();
    }

    void limit(UUID id, @Nullable Integer requests) {
        database.sql("update access_key set requests_per_minute = :requests where id = :id")
                .param("id", id)
                .param("requests", requests, Types.INTEGER)
                .update();
    }

    void ceiling(UUID id, @Nullable Integer requests) {
        database.sql("update access_key set ceiling_per_minute = :requests where id = :id")
                .param("id", id)
                .param("requests", requests, Types.INTEGER)
                .update();
    }

    /** Notes that a notice is sent; false if another process has. */
    boolean warned(UUID id, int days) {
        return database.sql("""
                        update access_key set warned_days = :days where id = :id and (warned_days is null or warned_days > :days)
                        """).param("id", id).param("days", days).update() == 1;
    }

    /** Those that end before that, and whose people have not been told so many days before. */
    List<MachineKey> ending(Instant now, Instant before, int days) {
        return database.sql("select " + COLUMNS + """
                         from access_key
                        where revoked_at is null and expires_at > :now and expires_at <= :before
                              and (warned_days is null or warned_days > :days)
                        order by expires_at limit 500
                        """)
                .param("now", at(now))
                .param("before", at(before))
                .param("days", days)
                .query(StoredKeys::read)
                .list();
    }

    /** When and from where a key was used last, and how often on that day. */
    record LastUse(Instant at, String address, long requestsThatDay) {}

    Optional<LastUse> lastUse(UUID key) {
        return database.sql("""
                        select last_used_at, last_address, requests from access_key_use where key = :key order by day desc limit 1
                        """)
                .param("key", key)
                .query((row, index) -> new LastUse(
                        row.getObject("last_used_at", OffsetDateTime.class).toInstant(),
                        row.getString("last_address"),
                        row.getLong("requests")))
                .optional();
    }

    /** How many requests a day, the newest first. */
    List<KeyView.Day> days(UUID key, int limit) {
        return database.sql("select day, requests from access_key_use where key = :key order by day desc limit :limit")
                .param("key", key)
                .param("limit", limit)
                .query((row, index) -> new KeyView.Day(row.getObject("day", LocalDate.class), row.getLong("requests")))
                .list();
    }

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static MachineKey read(ResultSet row, int index) throws SQLException {
        return new MachineKey(
                row.getObject("id", UUID.class),
                KeyKind.valueOf(row.getString("kind")),
                row.getString("public_id"),
                row.getObject("enterprise", UUID.class),
                row.getString("name"),
                permissions(words(row.getArray("permissions"))),
                words(row.getArray("addresses")).stream()
                        .map(AddressRange::parse)
                        .toList(),
                hash(row.getBytes("secret_hash")),
                instant(row, "secret_made_at"),
                hash(row.getBytes("previous_hash")),
                instantOrNull(row, "previous_until"),
                row.getString("public_keys"),
                row.getObject("requests_per_minute", Integer.class),
                row.getObject("ceiling_per_minute", Integer.class),
                row.getObject("created_by", UUID.class),
                instant(row, "created_at"),
                instant(row, "expires_at"),
                instantOrNull(row, "revoked_at"));
    }

    /** A code of an edition that is gone, or one that no longer is for machines, gives nothing. */
    private static Set<Permission> permissions(List<String> codes) {
        EnumSet<Permission> permissions = EnumSet.noneOf(Permission.class);
        for (Permission permission : Permission.values()) {
            if (codes.contains(permission.code()) && MachinePermissions.has(permission)) {
                permissions.add(permission);
            }
        }
        return permissions;
    }

    private static @Nullable SecretHash hash(byte @Nullable [] stored) {
        return stored == null ? null : SecretHash.stored(stored);
    }

    private static List<String> words(Array array) throws SQLException {
        return Arrays.asList((String[]) array.getArray());
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
