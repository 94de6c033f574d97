package org.raceway.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.raceway.RacewayIntegrationTest;
import org.raceway.platform.WholeDatabase;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@RacewayIntegrationTest
class DatabaseIntegrationTests {

    private final JdbcClient database;

    DatabaseIntegrationTests(@Autowired WholeDatabase database) {
        this.database = database.client();
    }

    @ParameterizedTest
    @CsvSource({
        "fsync, on",
        "synchronous_commit, on",
        "full_page_writes, on",
        "data_checksums, on",
        "listen_addresses, 127.0.0.1",
        "unix_socket_directories, ''",
        "password_encryption, scram-sha-256",
        "server_encoding, UTF8"
    })
    void runsDurableAndOnLoopbackOnly(String setting, String value) {
        assertThat(database.sql("show " + setting).query(String.class).single()).isEqualTo(value);
    }

    @Test
    void asksEveryoneForAPassword() {
        assertThat(database.sql("select distinct auth_method from pg_hba_file_rules")
                        .query(String.class)
                        .list())
                .containsExactly("scram-sha-256");
    }

    @Test
    void isPostgreSql18() {
        assertThat(database.sql("show server_version_num").query(Integer.class).single())
                .isBetween(180_000, 189_999);
    }

    @Test
    void holdsTheRoomsTables() {
        assertThat(database.sql("select tablename from pg_tables where schemaname = 'public'")
                        .query(String.class)
                        .list())
                .contains("enterprise", "event", "event_reference", "capture_job");
    }
}
