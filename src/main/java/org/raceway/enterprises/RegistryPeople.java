package org.raceway.enterprises;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.raceway.audit.PersonalData;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What the registry keeps on people with accounts: their names in timelines, as they were. Contacts of an enterprise are the
 * enterprise's words, not an account's; they go when it changes them or leaves.
 */
@Component
class RegistryPeople implements PersonalData {
    /** Table, column of the account, columns of names. */
    private record Names(String table, String account, List<String> columns) {}

    private static final List<Names> NAMES = List.of(
            new Names("enterprise_application", "applicant", List.of("applicant_name", "applicant_english_name")),
            new Names("enterprise_application", "reviewer", List.of("reviewer_name")),
            new Names("enterprise_application_step", "account", List.of("name", "english_name")),
            new Names("enterprise_step", "account", List.of("name", "english_name")),
            new Names("enterprise_admission", "account", List.of("name", "english_name")),
            new Names("enterprise_exit", "account", List.of("name", "english_name")));

    private final JdbcClient database;

    RegistryPeople(JdbcClient database) {
        this.database = database;
    }

    @Override
    public String room() {
        return "enterprises";
    }

    @Override
    public List<Held> held(UUID account) {
        List<Held> held = new ArrayList<>();
        for (Names names : NAMES) {
            for (String column : names.columns()) {
                database.sql("select distinct " + column + " from " + names.table() + " where " + names.account()
                                + " = :account and " + column + " <> '' limit 100")
                        .param("account", account)
                        .query(String.class)
                        .list()
                        .forEach(value -> held.add(new Held(names.table(), column, value, null)));
            }
        }
        return held;
    }

    /** Nothing: a name in a timeline is the proof of who decided what. */
    @Override
    public Map<String, Integer> erase(UUID account) {
        return Map.of();
    }
}
