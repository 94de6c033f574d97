package org.raceway.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.raceway.audit.PersonalData;
import org.raceway.platform.WholeDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Personal data of accounts. An erased account's row stays, because others refer to it; it says nothing about anybody. */
@Component
class AccountPersonalData implements PersonalData {
    private static final List<String> COLUMNS =
            List.of("login", "display_name", "english_name", "email", "phone", "privacy_notice");
    private static final List<String> OWNERS_TABLES = List.of(
            "email_confirmation",
            "known_device",
            "remembered_device",
            "password_link",
            "second_factor",
            "recovery_code",
            "linked_login");
    private static final String PASSKEY_OWNER =
            "(select id from user_entities where name = (select login from account where id = ?))";
    private static final List<String> INVITATION_COLUMNS = List.of("name", "email", "phone");

    private final JdbcClient database;
    private final WholeDatabase whole;
    private final AccountChanges changes;

    AccountPersonalData(JdbcClient database, WholeDatabase whole, AccountChanges changes) {
        this.database = database;
        this.whole = whole;
        this.changes = changes;
    }

    @Override
    public String room() {
        return "people";
    }

    @Override
    public List<Held> held(UUID account) {
        List<Held> held = new ArrayList<>();
        whole.client()
                .sql("select * from account where id = ? and status <> 'ERASED'")
                .param(account)
                .query((row, index) -> all("account", COLUMNS, row))
                .list()
                .forEach(held::addAll);
        if (!held.isEmpty()) {
            held.add(new Held("account", "password_hash", "***", null));
        }
        whole.client()
                .sql("select * from invitation where accepted_by = ?")
                .param(account)
                .query((row, index) -> all("invitation", INVITATION_COLUMNS, row))
                .list()
                .forEach(held::addAll);
        whole.client()
                .sql("select email from email_confirmation where account = ?")
                .param(account)
                .query(String.class)
                .list()
                .forEach(email -> held.add(new Held("email_confirmation", "email", email, null)));
        more(held, account, "known_device", "device", "device");
        more(held, account, "remembered_device", "device", "device");
        more(held, account, "linked_login", "subject", "subject");
        more(held, account, "linked_login", "label", "label");
        more(held, account, "second_factor", "secret", "'***'");
        more(held, account, "recovery_code", "code_hash", "'***'");
        whole.client()
                .sql(
                        "select name, display_name from user_entities where name = (select login from account where id = ?)")
                .param(account)
                .query((row, index) -> List.of(
                        new Held("user_entities", "name", row.getString(1), null),
                        new Held("user_entities", "display_name", String.valueOf(row.getString(2)), null)))
                .list()
                .forEach(held::addAll);
        whole.client()
                .sql("select label from user_credentials where user_entity_user_id in " + PASSKEY_OWNER)
                .param(account)
                .query(String.class)
                .list()
                .forEach(label -> held.add(new Held("user_credentials", "label", label, null)));
        return held;
    }

    private void more(List<Held> held, UUID account, String table, String column, String shown) {
        whole.client()
                .sql("select " + shown + " from " + table + " where account = ?")
                .param(account)
                .query(String.class)
                .list()
                .forEach(value -> held.add(new Held(table, column, value, null)));
    }

    @Override
    public Map<String, Integer> erase(UUID account) {
        Map<String, Integer> erased = new LinkedHashMap<>();
        for (Held value : held(account)) {
            if (!value.column().equals("privacy_notice")) {
                erased.merge(value.table() + "." + value.column(), 1, Integer::sum);
            }
        }
        // Before the login that names their owner goes.
        whole.client()
                .sql("delete from user_credentials where user_entity_user_id in " + PASSKEY_OWNER)
                .param(account)
                .update();
        whole.client()
                .sql("delete from user_entities where name = (select login from account where id = ?)")
                .param(account)
                .update();
        database.sql("""
                update account
                set login = 'erased-' || id, password_hash = '{bcrypt}erased', display_name = '已删除', english_name = 'Erased',
                    email = null, email_confirmed_at = null, phone = null, last_sign_in_at = null, status = 'ERASED'
                where id = ? and status <> 'ERASED'
                """).param(account).update();
        database.sql("update invitation set name = '', email = null, phone = null where accepted_by = ?")
                .param(account)
                .update();
        // Nobody but the owner sees these tables.
        for (String table : OWNERS_TABLES) {
            whole.client()
                    .sql("delete from " + table + " where account = ?")
                    .param(account)
                    .update();
        }
        changes.changed(account);
        return erased;
    }

    private static List<Held> all(String table, List<String> columns, ResultSet row) throws SQLException {
        List<Held> values = new ArrayList<>();
        OffsetDateTime created = row.getObject("created_at", OffsetDateTime.class);
        Instant since = created == null ? null : created.toInstant();
        for (String column : columns) {
            String value = row.getString(column);
            if (value != null && !value.isEmpty()) {
                values.add(new Held(table, column, value, since));
            }
        }
        return values;
    }
}
