package org.raceway.people;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.audit.AuditEntry;
import org.raceway.people.AccountPrincipal.Name;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What a person says of themselves. */
@Component
class Profiles {
    private final JdbcClient database;
    private final AccountChanges changes;
    private final PeopleLog log;

    Profiles(JdbcClient database, AccountChanges changes, PeopleLog log) {
        this.database = database;
        this.changes = changes;
        this.log = log;
    }

    /** A profile. */
    record Profile(
            String login,
            String name,
            String englishName,
            @Nullable String phone,
            @Nullable String email,
            boolean emailConfirmed,
            String language) {}

    Profile get(UUID account) {
        return database.sql("""
                        select login, display_name, english_name, phone, email, email_confirmed_at is not null as confirmed, language
                        from account where id = ?
                        """)
                .param(account)
                .query((row, index) -> new Profile(
                        row.getString("login"),
                        row.getString("display_name"),
                        row.getString("english_name"),
                        row.getString("phone"),
                        row.getString("email"),
                        row.getBoolean("confirmed"),
                        row.getString("language")))
                .single();
    }

    /**
     * Changes what a person says of themselves; another e-mail address is to be confirmed again. The login stays.
     *
     * @return whether there is an address to confirm
     */
    @Transactional
    boolean change(UUID account, String name, String englishName, String phone, String email, String language) {
        Profile before = get(account);
        String checkedName = Contacts.name(name);
        String checkedEnglish = englishName.isBlank() ? checkedName : Contacts.name(englishName);
        String checkedPhone = Contacts.phone(phone);
        String checkedEmail = Contacts.email(email);
        boolean sameEmail = Objects.equals(checkedEmail, before.email());
        database.sql("""
                        update account set display_name = :name, english_name = :english, phone = :phone, email = :email,
                               email_confirmed_at = case when :same then email_confirmed_at end, language = :language
                        where id = :id
                        """)
                .param("name", checkedName)
                .param("english", checkedEnglish)
                .param("phone", checkedPhone)
                .param("email", checkedEmail)
                .param("same", sameEmail)
                .param("language", Contacts.language(language))
                .param("id", account)
                .update();
        changes.changed(account);
        // What was changed, not to what: an audit trail can't forget.
        List<String> fields = new java.util.ArrayList<>();
        if (!checkedName.equals(before.name()) || !checkedEnglish.equals(before.englishName())) {
            fields.add("name");
        }
        if (!Objects.equals(checkedPhone, before.phone())) {
            fields.add("phone");
        }
        if (!sameEmail) {
            fields.add("email");
        }
        if (!before.language().equals(Contacts.language(language))) {
            fields.add("language");
        }
        if (!fields.isEmpty()) {
            log.record(AuditEntry.done("people.change-profile", "account", account)
                    .with("fields", String.join(",", fields)));
        }
        return checkedEmail != null && !(sameEmail && before.emailConfirmed());
    }

    /** The memberships of a person, with the roles' codes. */
    List<Belonging> memberships(UUID account) {
        return database.sql("""
                        select membership.id, membership.enterprise, membership.roles, membership.status,
                               enterprise.name, enterprise.english_name
                        from membership left join enterprise on enterprise.id = membership.enterprise
                        where membership.account = ? order by membership.created_at
                        """)
                .param(account)
                .query((row, index) -> new Belonging(
                        row.getObject("id", UUID.class),
                        row.getString("name") == null
                                ? null
                                : new Name(row.getString("name"), row.getString("english_name")),
                        RoleReader.words(row.getArray("roles")),
                        MembershipStatus.valueOf(row.getString("status"))))
                .list();
    }

    /** A membership as the person sees it. */
    record Belonging(UUID membership, @Nullable Name enterprise, List<String> roles, MembershipStatus status) {
        Belonging {
            roles = List.copyOf(roles);
        }
    }
}
