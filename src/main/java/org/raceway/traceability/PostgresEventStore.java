package org.raceway.traceability;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.raceway.platform.TimeOrderedIds;
import org.raceway.platform.WholeDatabase;
import org.raceway.traceability.epcis.EpcisJson;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Keys first, then {@code = any(?)}: no statement here joins large tables. */
@Component
@SuppressWarnings("EnumOrdinal") // what the ledger stores
class PostgresEventStore implements EventStore {
    private static final String EVENTS = """
            select event, owner, identity, error_declared, body from event where event = any(?)
            """;
    private static final String IDENTITIES = """
            select digest, event from event_identity where digest = any(?) order by event
            """;
    private static final String MASTER_DATA = """
            select key, owner, vocabulary, id, attributes, children, updated_at from master_data
            where key = any(?) order by updated_at
            """;
    private static final String OWN_MASTER_DATA = """
            select key, owner, vocabulary, id, attributes, children, updated_at from master_data
            where key = ? and owner = ? order by updated_at desc limit 1
            """;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;

    /** Of everybody's events. */
    @Autowired
    PostgresEventStore(WholeDatabase database) {
        this(database.client());
    }

    /** Of the events that this client sees. */
    PostgresEventStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<UUID, StoredEvent> events(Collection<UUID> eventKeys) {
        if (eventKeys.isEmpty()) {
            return Map.of();
        }
        Map<UUID, StoredEvent> events = HashMap.newHashMap(eventKeys.size());
        jdbc.sql(EVENTS).param(array(eventKeys)).query((ResultSet result) -> {
            StoredEvent event = storedEvent(result);
            events.put(event.key(), event);
        });
        return events;
    }

    @Override
    public Map<UUID, List<UUID>> eventKeys(Collection<UUID> identities) {
        if (identities.isEmpty()) {
            return Map.of();
        }
        Map<UUID, List<UUID>> keys = new HashMap<>();
        jdbc.sql(IDENTITIES).param(array(identities)).query((ResultSet result) -> {
            UUID digest = result.getObject(1, UUID.class);
            keys.computeIfAbsent(digest, unseen -> new ArrayList<>(1)).add(result.getObject(2, UUID.class));
        });
        return keys;
    }

    @Override
    public Map<UUID, MasterData> masterData(Collection<UUID> keys) {
        if (keys.isEmpty()) {
            return Map.of();
        }
        Map<UUID, MasterData> newest = new HashMap<>();
        jdbc.sql(MASTER_DATA).param(array(keys)).query((ResultSet result) -> {
            MasterData data = masterData(result);
            newest.put(data.key(), data);
        });
        return newest;
    }

    @Override
    public Optional<MasterData> masterData(UUID key, UUID owner) {
        return jdbc.sql(OWN_MASTER_DATA)
                .params(key, owner)
                .query((result, row) -> masterData(result))
                .optional();
    }

    static StoredEvent storedEvent(ResultSet result) throws SQLException {
        UUID key = result.getObject("event", UUID.class);
        return new StoredEvent(
                key,
                result.getObject("owner", UUID.class),
                result.getObject("identity", UUID.class),
                TimeOrderedIds.timeOf(key),
                result.getBoolean("error_declared"),
                EpcisJson.readStored(result.getBytes("body")));
    }

    private static MasterData masterData(ResultSet result) throws SQLException {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> attribute :
                JSON.readTree(result.getString("attributes")).properties()) {
            JsonNode value = attribute.getValue();
            attributes.put(attribute.getKey(), value.isValueNode() ? value.asString() : value.toString());
        }
        return new MasterData(
                result.getObject("key", UUID.class),
                result.getObject("owner", UUID.class),
                result.getString("vocabulary"),
                result.getString("id"),
                attributes,
                List.of((String[]) result.getArray("children").getArray()),
                CaptureJobs.instant(result, "updated_at"));
    }

    private static UUID[] array(Collection<UUID> keys) {
        return keys.toArray(UUID[]::new);
    }
}
