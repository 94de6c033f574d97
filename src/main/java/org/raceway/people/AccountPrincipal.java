package org.raceway.people;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.access.SignedInCaller;
import org.raceway.platform.Visitor;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/**
 * A logged-in account.
 *
 * @param role the one that names what the person is here; what they may do is the caller's permissions
 */
record AccountPrincipal(
        Caller caller,
        Role role,
        String login,
        String passwordHash,
        String chineseName,
        String englishName,
        @Nullable String enterpriseChineseName,
        @Nullable String enterpriseEnglishName)
        implements UserDetails, Visitor, SignedInCaller {

    @Override
    public Collection<? extends GrantedAuthority> getAuthorities() {
        return List.of(new SimpleGrantedAuthority("ROLE_" + role.name()));
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
    public String displayName(Locale locale) {
        return locale.getLanguage().equals("en") ? englishName : chineseName;
    }

    @Override
    public @Nullable String enterpriseName(Locale locale) {
        return locale.getLanguage().equals("en") ? enterpriseEnglishName : enterpriseChineseName;
    }

    @Override
    public String roleName() {
        return role.name();
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
