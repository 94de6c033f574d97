package org.raceway.people;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.raceway.enterprises.EnterpriseData;
import org.raceway.enterprises.EnterprisesMerged;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What becomes of memberships, departments, roles and what is lent when an enterprise is merged or leaves. */
@Component
class EnterpriseMemberships implements EnterpriseData {
    private static final String MEMBERSHIPS = "people.rule.memberships";

    private final JdbcClient database;
    private final AccountChanges changes;
    private final JsonMapper json;

    EnterpriseMemberships(JdbcClient database, AccountChanges changes, JsonMapper json) {
        this.database = database;
        this.changes = changes;
        this.json = json;
    }

    /** Its people come along. Who belongs to both keeps the membership in the one that stays; departments of the same name become one. */
    @EventListener
    void follow(EnterprisesMerged merged) {
        for (String statement : List.of(
                """
                update membership set department = other.id
                from department mine join department other on other.name = mine.name and other.enterprise = :into
                where membership.department = mine.id and mine.enterprise = :from
                """,
                """
                update invitation set department = other.id
                from department mine join department other on other.name = mine.name and other.enterprise = :into
                where invitation.department = mine.id and mine.enterprise = :from
                """,
                """
                update department set parent = other.id
                from department mine join department other on other.name = mine.name and other.enterprise = :into
                where department.parent = mine.id and mine.enterprise = :from
                """,
                """
                delete from department where enterprise = :from
                  and name in (select name from department where enterprise = :into)
                """,
                "update department set enterprise = :into where enterprise = :from",
                """
                update role set name = name || ' 2', english_name = english_name || ' 2' where enterprise = :from
                  and name in (select name from role where enterprise = :into)
                """,
                "update role set enterprise = :into where enterprise = :from",
                """
                delete from membership where enterprise = :from
                  and account in (select account from membership where enterprise = :into)
                """,
                "update membership set enterprise = :into where enterprise = :from",
                "update delegation set enterprise = :into where enterprise = :from",
                "update invitation set enterprise = :into where enterprise = :from")) {
            database.sql(statement)
                    .param("from", merged.from())
                    .param("into", merged.into())
                    .update();
        }
        changes.changedForEverybody();
    }

    @Override
    public String room() {
        return "people";
    }

    @Override
    public void export(UUID enterprise, Archive archive) throws IOException {
        List<Person> people = database.sql("""
                        select account.login, account.display_name, account.english_name, membership.roles, department.name,
                               membership.created_at
                        from membership join account on account.id = membership.account
                             left join department on department.id = membership.department
                        where membership.enterprise = :enterprise order by account.login
                        """)
                .param("enterprise", enterprise)
                .query((row, index) -> new Person(
                        row.getString("login"),
                        row.getString("display_name"),
                        row.getString("english_name"),
                        List.of((String[]) row.getArray("roles").getArray()),
                        String.valueOf(row.getObject("name")),
                        row.getObject("created_at").toString()))
                .list();
        archive.file("members.json").write(json.writerWithDefaultPrettyPrinter().writeValueAsBytes(people));
    }

    @Override
    public List<Rule> rules() {
        return List.of(new Rule(MEMBERSHIPS, null));
    }

    /** Nobody acts for it any more. An account that belonged to nothing else stays, and can apply for another enterprise. */
    @Override
    public Map<String, Integer> erase(UUID enterprise) {
        int ended = delete("""
                update membership set enterprise = null, department = null, roles = '{APPLICANT}'
                where enterprise = :enterprise
                  and not exists (select from membership other
                                  where other.account = membership.account and other.id <> membership.id)
                """, enterprise);
        ended += delete("delete from membership where enterprise = :enterprise", enterprise);
        delete("delete from delegation where enterprise = :enterprise", enterprise);
        delete("delete from invitation where enterprise = :enterprise", enterprise);
        delete("update department set parent = null where enterprise = :enterprise", enterprise);
        delete("delete from department where enterprise = :enterprise", enterprise);
        delete("delete from role where enterprise = :enterprise", enterprise);
        changes.changedForEverybody();
        return Map.of(MEMBERSHIPS, ended);
    }

    private int delete(String sql, UUID enterprise) {
        return database.sql(sql).param("enterprise", enterprise).update();
    }

    /** A member as the archive has them. */
    private record Person(
            String login, String name, String englishName, List<String> roles, String department, String since) {}
}
