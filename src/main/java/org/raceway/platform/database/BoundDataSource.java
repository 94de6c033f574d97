package org.raceway.platform.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Map;
import java.util.UUID;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.raceway.platform.RowScope.Reach;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Tells PostgreSQL, before a connection is handed out, whose rows it may show. What a connection was told last is remembered,
 * so that a request that takes several connections in a row usually pays one round trip.
 */
final class BoundDataSource extends DelegatingDataSource {
    private static final String TELL = """
            select set_config('raceway.enterprise', ?, false), set_config('raceway.account', ?, false),
                   set_config('raceway.cluster', ?, false), set_config('raceway.audit', ?, false)
            """;

    private final Supplier<Reach> reach;
    private final Map<PGConnection, Reach> told = Collections.synchronizedMap(new WeakHashMap<>());

    BoundDataSource(DataSource pool, Supplier<Reach> reach) {
        super(pool);
        this.reach = reach;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Reach asked = reach.get();
        Connection connection = super.getConnection();
        try {
            PGConnection physical = connection.unwrap(PGConnection.class);
            if (!asked.equals(told.get(physical))) {
                told.remove(physical);
                tell(connection, asked);
                told.put(physical, asked);
            }
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public Connection getConnection(String username, String password) {
        throw new UnsupportedOperationException("the pool's own login only");
    }

    private static void tell(Connection connection, Reach reach) throws SQLException {
        if (!connection.getAutoCommit()) {
            throw new SQLException("a connection comes from the pool with a transaction under way");
        }
        try (PreparedStatement statement = connection.prepareStatement(TELL)) {
            statement.setString(1, text(reach.enterprise()));
            statement.setString(2, text(reach.account()));
            statement.setString(3, reach.cluster() ? "on" : "off");
            statement.setString(4, reach.audit() ? "on" : "off");
            statement.execute();
        }
    }

    private static String text(@Nullable UUID id) {
        return id == null ? "" : id.toString();
    }
}
