package org.raceway.platform.database;

import com.sun.management.OperatingSystemMXBean;
import com.zaxxer.hikari.HikariDataSource;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.raceway.platform.RowScope;
import org.raceway.platform.Storage;
import org.raceway.platform.WholeDatabase;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayDataSource;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.jdbc.health.DataSourceHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.util.function.SingletonSupplier;

/** Gives Spring Boot's connection pool either one's own PostgreSQL or the embedded one. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseSettings.class)
class DatabaseConfiguration {

    private static final String EMBEDDED = "'${raceway.database.url:}'.isBlank()";

    @Bean(destroyMethod = "close")
    @ConditionalOnExpression(EMBEDDED)
    DataFolder dataFolder(@Value("${raceway.home}") Path home) {
        return DataFolder.open(home);
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnExpression(EMBEDDED)
    PostgresServer postgresServer(DataFolder folder, DatabaseSettings settings) {
        Path parent =
                Objects.requireNonNullElse(settings.binaries(), folder.path().resolve("postgresql"));
        Map<String, String> options = ownOptions(EmbeddedStorage.totalMegabytes(folder.path()));
        options.putAll(settings.options());
        return PostgresServer.start(folder, PostgresBinaries.unpackedBelow(parent), settings.port(), options);
    }

    @Bean
    @ConditionalOnExpression(EMBEDDED)
    Storage embeddedStorage(PostgresServer server, DataFolder folder, DatabaseSettings settings) {
        return new EmbeddedStorage(server, folder.path(), settings.reserve());
    }

    /** Whoever runs it watches its disk; when that is full, its refusals say so. */
    @Bean
    @ConditionalOnExpression("!" + EMBEDDED)
    Storage ownStorage() {
        return () -> false;
    }

    /** With a connection of its own: a pool that is busy is not a database that is down. */
    @Bean
    HealthIndicator dbHealthIndicator(JdbcConnectionDetails details, ObjectProvider<PostgresServer> embedded) {
        DataSource own = DataSourceBuilder.create()
                .type(SimpleDriverDataSource.class)
                .driverClassName(Driver.class.getName())
                .url(details.getJdbcUrl())
                .username(details.getUsername())
                .password(details.getPassword())
                .build();
        return new DatabaseHealth(new DataSourceHealthIndicator(own), embedded.getIfAvailable());
    }

    @Bean
    @ConditionalOnExpression(EMBEDDED)
    JdbcConnectionDetails embeddedConnectionDetails(PostgresServer server) {
        return new Details(server.url(), PostgresServer.USER, server.password());
    }

    @Bean
    @ConditionalOnExpression("!" + EMBEDDED)
    JdbcConnectionDetails ownConnectionDetails(DatabaseSettings settings) {
        return new Details(settings.url(), settings.user(), settings.password().reveal());
    }

    /** Durable first; then sized for a machine and a disk that the application shares. */
    static Map<String, String> ownOptions(long diskMegabytes) {
        long logMegabytes = Math.clamp(diskMegabytes / 8, 64, 8192);
        long memoryMegabytes = memoryBytes() >> 20;
        Map<String, String> options = new LinkedHashMap<>();
        options.put("listen_addresses", "127.0.0.1");
        options.put("unix_socket_directories", "");
        options.put("fsync", "on");
        options.put("synchronous_commit", "on");
        options.put("full_page_writes", "on");
        options.put("wal_compression", "on");
        options.put("max_wal_size", logMegabytes + "MB");
        options.put("min_wal_size", Math.min(logMegabytes / 2, 512) + "MB");
        options.put("checkpoint_timeout", "15min");
        options.put("shared_buffers", Math.clamp(memoryMegabytes / 8, 128, 2048) + "MB");
        options.put("effective_cache_size", Math.max(memoryMegabytes / 2, 256) + "MB");
        options.put("maintenance_work_mem", Math.clamp(memoryMegabytes / 32, 64, 512) + "MB");
        options.put("work_mem", "16MB");
        options.put("max_connections", "50");
        options.put("random_page_cost", "1.1");
        options.put("jit", "off"); // look-ups by key are over before it has compiled
        options.put("timezone", "UTC");
        options.put("log_timezone", "UTC");
        options.put("log_line_prefix", "%m [%p] ");
        return options;
    }

    private static long memoryBytes() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : 1L << 30;
    }

    @Bean
    ApplicationLogin applicationLogin(JdbcConnectionDetails owner, DatabaseSettings settings) {
        return ApplicationLogin.prepare(
                Objects.requireNonNull(owner.getJdbcUrl()),
                Objects.requireNonNull(owner.getUsername()),
                Objects.requireNonNull(owner.getPassword()),
                new ApplicationLogin(
                        settings.applicationUser(),
                        settings.applicationPassword().reveal()));
    }

    /** The owner's connections. */
    @Bean(destroyMethod = "close", defaultCandidate = false)
    @FlywayDataSource
    @ConfigurationProperties("raceway.database.owner-pool")
    HikariDataSource wholePool(JdbcConnectionDetails owner, ApplicationLogin made) {
        return pool(owner.getJdbcUrl(), owner.getUsername(), owner.getPassword());
    }

    @Bean
    WholeDatabase wholeDatabase(@Qualifier("wholePool") HikariDataSource wholePool) {
        return new WholeDatabase(wholePool);
    }

    /** The connections that work for users. */
    @Bean(destroyMethod = "close", defaultCandidate = false)
    @ConfigurationProperties("spring.datasource.hikari")
    HikariDataSource boundPool(JdbcConnectionDetails owner, ApplicationLogin login) {
        return pool(owner.getJdbcUrl(), login.user(), login.password());
    }

    @Bean
    @Primary
    DataSource dataSource(@Qualifier("boundPool") HikariDataSource boundPool, ObjectProvider<RowScope> scope) {
        // Found at the first question, not before: whoever answers may need the database to be made. And once: it is
        // asked
        // for every connection.
        SingletonSupplier<RowScope> found =
                SingletonSupplier.of(() -> scope.getIfAvailable(() -> () -> RowScope.Reach.NOTHING));
        return new BoundDataSource(boundPool, () -> found.obtain().current());
    }

    /** After the migrations. */
    @Bean
    SmartInitializingSingleton applicationLoginCheck(@Qualifier("boundPool") HikariDataSource boundPool) {
        return () -> {
            try (Connection connection = boundPool.getConnection()) {
                ApplicationLogin.check(connection);
            } catch (SQLException e) {
                throw new PostgresException("The application's database login can't be used: " + e.getMessage(), e);
            }
        };
    }

    private static HikariDataSource pool(@Nullable String url, @Nullable String user, @Nullable String password) {
        return DataSourceBuilder.create()
                .type(HikariDataSource.class)
                .driverClassName(Driver.class.getName())
                .url(Objects.requireNonNull(url))
                .username(user)
                .password(password)
                .build();
    }

    private record Details(String url, String user, String secret) implements JdbcConnectionDetails {

        @Override
        public String toString() {
            return user + " at " + url;
        }

        @Override
        public String getUsername() {
            return user;
        }

        @Override
        public String getPassword() {
            return secret;
        }

        @Override
        public String getJdbcUrl() {
            return url;
        }
    }
}
