package org.raceway.people.signin;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who has a second factor. */
@Repository
class SecondFactors {
    private final JdbcClient database;

    SecondFactors(SignInDatabase database) {
        this.database = database.client();
    }

    /** Whether the account has one. */
    boolean has(UUID account) {
        return database.sql("select count(*) from second_factor where account = ?")
                        .param(account)
                        .query(Long.class)
                        .single()
                > 0;
    }
}
