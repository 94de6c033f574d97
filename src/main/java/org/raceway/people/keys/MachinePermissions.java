package org.raceway.people.keys;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.raceway.access.Caller;
import org.raceway.access.DataScope;
import org.raceway.access.Permission;

/** What a machine may be allowed to do. What changes who may do what is never among it: a key makes no keys. */
final class MachinePermissions {
    private static final Set<Permission> ALL = Collections.unmodifiableSet(EnumSet.of(
            Permission.EVENTS_CAPTURE,
            Permission.EVENTS_READ,
            Permission.GENEALOGY_READ,
            Permission.CERTIFICATES_READ,
            Permission.CERTIFICATES_ADD,
            Permission.BALANCES_READ,
            Permission.BALANCES_RUN,
            Permission.CARDS_READ,
            Permission.CARDS_ISSUE,
            Permission.CARDS_RECORD,
            Permission.SUBCONTRACTING_READ,
            // Whether goods are recalled, and that it is over, is for people to say.
            Permission.RECALLS_READ,
            Permission.RECALLS_ASSESS,
            Permission.RECALLS_HANDLE,
            Permission.RECALLS_TOTALS,
            Permission.SCANS_READ,
            Permission.CLUSTER_TOTALS,
            Permission.ENTERPRISES_READ,
            Permission.CONSENTS_READ,
            Permission.AUDIT_READ,
            Permission.AUDIT_EXPORT));

    private MachinePermissions() {}

    static boolean has(Permission permission) {
        return ALL.contains(permission);
    }

    /** Those that this person can hand on: their own, not lent, and reaching the whole enterprise, as the machine's will. */
    static List<Permission> grantableBy(Caller caller) {
        return Arrays.stream(Permission.values())
                .filter(permission -> has(permission) && holds(caller, permission))
                .toList();
    }

    static boolean holds(Caller caller, Permission permission) {
        return caller.may(permission)
                && caller.lender(permission).isEmpty()
                && caller.scope(permission).reaches(DataScope.ENTERPRISE);
    }
}
