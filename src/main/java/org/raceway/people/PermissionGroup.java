package org.raceway.people;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.raceway.access.Permission;

/** Permissions by what they are about, in the order of the pages. */
enum PermissionGroup {
    TRACING,
    REGISTRY,
    PEOPLE,
    KEYS,
    CONSENTS,
    AUDIT,
    NOTIFICATIONS,
    SANDBOX;

    /**
     * The group that the permission belongs to.
     *
     * @throws IllegalStateException if there is none
     */
    static PermissionGroup of(Permission permission) {
        String code = permission.code();
        return switch (code.substring(0, code.indexOf('.'))) {
            case "events",
                    "genealogy",
                    "cards",
                    "cluster",
                    "recalls",
                    "certificates",
                    "balances",
                    "subcontracting",
                    "scans" -> TRACING;
            case "enterprises", "enterprise" -> REGISTRY;
            case "people", "roles", "accounts", "auditors" -> PEOPLE;
            case "keys" -> KEYS;
            case "consents", "sharing" -> CONSENTS;
            case "audit", "privacy" -> AUDIT;
            case "notifications" -> NOTIFICATIONS;
            case "sandbox" -> SANDBOX;
            default -> throw new IllegalStateException("no group has " + code);
        };
    }

    /** Its permissions. */
    List<Permission> permissions() {
        return Arrays.stream(Permission.values())
                .filter(permission -> of(permission) == this)
                .toList();
    }

    /** Its heading. */
    String textKey() {
        return "people.group." + name().toLowerCase(Locale.ROOT);
    }

    /** A permission in a few words, as a button would say it. */
    static String textKey(Permission permission) {
        return "people.permission." + permission.code();
    }

    /** A permission in a sentence. */
    static String helpKey(Permission permission) {
        return "people.permission." + permission.code() + ".help";
    }
}
