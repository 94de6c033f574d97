package org.raceway.people;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.access.SignedInCaller;
import org.raceway.platform.Texts;
import org.raceway.platform.Visitor;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/**
 * A logged-in account in one of its memberships.
 *
 * @param membership absent for a person who belongs to nothing just now
 * @param role the built-in one that names what the person is here, absent for none; what they may do is the caller's permissions
 * @param ownRole the enterprise's own role that does so where there is no built-in one
 * @param enterprise the one they act for, absent for the operator's staff
 * @param others their other memberships
 * @param epoch the account's count of changes before it was read
 * @param validUntil when a permission that was lent to them ends; absent for never
 */
public record AccountPrincipal(
        Caller caller,
        @Nullable UUID membership,
        @Nullable Role role,
        @Nullable Name ownRole,
        String login,
        String passwordHash,
        AccountStatus status,
        Name name,
        String language,
        @Nullable Name enterprise,
        List<Other> others,
        long epoch,
        @Nullable Instant validUntil)
        implements UserDetails, Visitor, SignedInCaller {
    private static final String MEMBER = "MEMBER";

    public AccountPrincipal {
        others = List.copyOf(others);
    }

    /** A name in both languages. */
    public record Name(String chinese, String english) {
        /** In that language. */
        public String in(Locale locale) {
            return locale.getLanguage().equals("en") ? english : chinese;
        }
    }

    /**
     * Another membership of the same person.
     *
     * @param enterprise absent for the operator's staff
     */
    public record Other(UUID membership, @Nullable Name enterprise) {}

    @Override
    public Collection<? extends GrantedAuthority> getAuthorities() {
        return List.of(new SimpleGrantedAuthority("ROLE_" + roleName()));
    }

    @Override
    public String getPassword() {
        return passwordHash;
    }

    @Override
    public String getUsername() {
        return login;
    }

    @Override
    public boolean isEnabled() {
        return status == AccountStatus.ACTIVE;
    }

    @Override
    public String displayName(Locale locale) {
        return name.in(locale);
    }

    @Override
    public @Nullable String enterpriseName(Locale locale) {
        return enterprise == null ? null : enterprise.in(locale);
    }

    @Override
    public String roleName() {
        return role == null ? MEMBER : role.name();
    }

    @Override
    public String roleTitle(Texts texts) {
        return role == null && ownRole != null ? ownRole.in(texts.locale()) : texts.get("shell.role." + roleName());
    }

    @Override
    public Map<String, String> otherEnterprises(Texts texts) {
        Map<String, String> names = new LinkedHashMap<>();
        others.forEach(other -> names.put(
                other.membership().toString(),
                other.enterprise() == null
                        ? texts.get("shell.operatorStaff")
                        : other.enterprise().in(texts.locale())));
        return names;
    }

    @Override
    public boolean may(String permission) {
        return caller.may(Permission.of(permission));
    }

    /** Without the hash, so that no log line ever holds it. */
    @Override
    public String toString() {
        return "AccountPrincipal[" + login + "]";
    }
}
