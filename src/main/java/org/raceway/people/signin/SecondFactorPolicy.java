package org.raceway.people.signin;

import java.util.UUID;
import org.raceway.people.AccountPrincipal;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Of whom a second factor is demanded: of some roles, and of single persons. */
@Component
class SecondFactorPolicy {
    private final SignInSettings settings;
    private final boolean byRole;
    private final JdbcClient database;

    SecondFactorPolicy(
            SignInSettings settings, @Value("${raceway.sandbox.size:none}") String sandbox, SignInDatabase database) {
        this.settings = settings;
        this.byRole = settings.secondFactorInSandbox() || sandbox.equalsIgnoreCase("none");
        this.database = database.client();
    }

    /** Whether the person has to have one. */
    boolean demands(AccountPrincipal principal) {
        return (byRole
                        && principal.role() != null
                        && settings.secondFactorRoles()
                                .contains(principal.role().name()))
                || database.sql("select second_factor_demanded from account where id = ?")
                        .param(principal.caller().accountId())
                        .query(Boolean.class)
                        .optional()
                        .orElse(false);
    }

    /** Demands one of this person, or no longer. */
    void demand(UUID account, boolean demanded) {
        database.sql("update account set second_factor_demanded = ? where id = ?")
                .params(demanded, account)
                .update();
    }
}
