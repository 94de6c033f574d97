package org.raceway.people;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.raceway.people.AccountPrincipal.Name;
import org.raceway.platform.Texts;

/**
 * A person in an enterprise, or in the operator's staff.
 *
 * @param id of the membership
 * @param enterprise absent for the operator's staff
 * @param lastUsedAt when they last came in to act for it
 */
record Member(
        UUID id,
        UUID account,
        @Nullable UUID enterprise,
        String login,
        Name name,
        @Nullable String email,
        @Nullable String phone,
        List<RoleReader.Held> roles,
        @Nullable UUID department,
        @Nullable String departmentName,
        MembershipStatus status,
        AccountStatus accountStatus,
        Instant createdAt,
        @Nullable Instant lastUsedAt) {
    Member {
        roles = List.copyOf(roles);
    }

    /** Whether they answer for the enterprise; one active member always does. */
    boolean isOwner() {
        return roles.stream()
                .anyMatch(role -> role.builtIn() != null && role.builtIn().answers());
    }

    /** Their roles in words. */
    String roleTitles(Texts texts) {
        return roles.stream().map(role -> title(role, texts)).collect(Collectors.joining(texts.english() ? ", " : "、"));
    }

    static String title(RoleReader.Held role, Texts texts) {
        return role.builtIn() == null
                ? role.name(texts.locale())
                : texts.get("shell.role." + role.builtIn().name());
    }

    String name(Locale locale) {
        return name.in(locale);
    }
}
