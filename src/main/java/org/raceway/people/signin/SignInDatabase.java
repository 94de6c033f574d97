package org.raceway.people.signin;

import org.raceway.platform.WholeDatabase;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What signing in is kept in. It is looked at before there is a caller whose rows could be told apart, and holds what no other part
 * of the platform may read; so its tables are closed to the login that everything else uses.
 */
@Component
class SignInDatabase {
    private final WholeDatabase database;

    SignInDatabase(WholeDatabase database) {
        this.database = database;
    }

    JdbcClient client() {
        return database.client();
    }

    JdbcTemplate template() {
        return database.template();
    }
}
