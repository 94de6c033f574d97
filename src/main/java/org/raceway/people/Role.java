package org.raceway.people;

import java.util.EnumSet;
import java.util.Set;
import org.raceway.access.DataScope;
import org.raceway.access.Permission;
import org.raceway.enterprises.EnterpriseKind;

/** The roles that come with Raceway. An enterprise makes others of its own from the same permissions. */
public enum Role {
    PLANT_OWNER(DataScope.GRANTED),
    QUALITY(DataScope.ENTERPRISE),
    WORKSHOP(DataScope.OWN),
    STEEL_MILL(DataScope.GRANTED),
    BUYER(DataScope.GRANTED),
    BANK(DataScope.GRANTED),
    INSTITUTE(DataScope.GRANTED),
    BUREAU(DataScope.GRANTED),
    OPERATOR(DataScope.CLUSTER),
    /** Watches over the operator; what they read nobody else can, the operator's administrators included. */
    AUDITOR(DataScope.CLUSTER),
    /** Somebody who has signed up and belongs to no enterprise yet. */
    APPLICANT(DataScope.OWN);

    private final DataScope scope;

    Role(DataScope scope) {
        this.scope = scope;
    }

    /** Which rows its permissions reach. */
    public DataScope scope() {
        return scope;
    }

    /** Whether who holds it answers for the enterprise, or for the operator's house: there is always one who does. */
    boolean answers() {
        return switch (this) {
            case PLANT_OWNER, STEEL_MILL, BUYER, BANK, INSTITUTE, BUREAU, OPERATOR, AUDITOR -> true;
            case QUALITY, WORKSHOP, APPLICANT -> false;
        };
    }

    /** The one for who answers for an enterprise of this kind. */
    static Role ownerOf(EnterpriseKind kind) {
        return switch (kind) {
            case STEEL_MILL -> STEEL_MILL;
            case TRADER, DISTRIBUTOR -> BUYER;
            case BANK -> BANK;
            case INSTITUTE -> INSTITUTE;
            case BUREAU -> BUREAU;
            case BAR_AND_TUBE,
                    FORGE,
                    HEAT_TREATER,
                    RING_TURNER,
                    GRINDER,
                    BALL_MAKER,
                    CAGE_MAKER,
                    SEAL_MAKER,
                    ASSEMBLER,
                    WAREHOUSE,
                    OPERATOR -> PLANT_OWNER;
        };
    }

    /** What it may do. */
    public Set<Permission> permissions() {
        return switch (this) {
            case PLANT_OWNER, STEEL_MILL -> {
                EnumSet<Permission> all = administration();
                all.addAll(tracing());
                all.addAll(cards());
                all.addAll(recalls());
                all.addAll(steel());
                all.addAll(scans());
                all.addAll(partners());
                yield all;
            }
            case BUYER -> {
                EnumSet<Permission> all = administration();
                all.addAll(tracing());
                all.addAll(recalls());
                all.addAll(steel());
                all.addAll(scans());
                all.addAll(partners());
                all.add(Permission.CONSENTS_REQUEST);
                yield all;
            }
            case BANK, BUREAU, INSTITUTE -> {
                EnumSet<Permission> all = administration();
                all.add(Permission.GENEALOGY_READ);
                all.add(Permission.CONSENTS_REQUEST);
                if (this == BUREAU) {
                    all.add(Permission.CLUSTER_TOTALS);
                    all.add(Permission.RECALLS_TOTALS);
                }
                yield all;
            }
            case QUALITY -> {
                EnumSet<Permission> all = tracing();
                all.addAll(cards());
                all.addAll(recalls());
                all.addAll(steel());
                all.add(Permission.SUBCONTRACTING_READ);
                all.add(Permission.SHARING_READ);
                // Whether the plant recalls is for who answers for it.
                all.remove(Permission.RECALLS_CLOSE);
                all.add(Permission.SCANS_READ);
                all.add(Permission.SCANS_HANDLE);
                yield all;
            }
            case WORKSHOP -> {
                EnumSet<Permission> all = tracing();
                all.addAll(cards());
                all.add(Permission.RECALLS_READ);
                all.add(Permission.RECALLS_HANDLE);
                yield all;
            }
            case OPERATOR ->
                EnumSet.of(
                        Permission.EVENTS_READ,
                        Permission.GENEALOGY_READ,
                        Permission.CERTIFICATES_READ,
                        Permission.BALANCES_READ,
                        Permission.BALANCES_RUN,
                        Permission.CLUSTER_TOTALS,
                        Permission.RECALLS_READ,
                        Permission.RECALLS_ASSESS,
                        Permission.RECALLS_OPEN,
                        Permission.RECALLS_CLOSE,
                        Permission.RECALLS_HANDLE,
                        Permission.RECALLS_TOTALS,
                        Permission.SCANS_READ,
                        Permission.SCANS_HANDLE,
                        Permission.SANDBOX_CONTROL,
                        Permission.ENTERPRISES_READ,
                        Permission.ENTERPRISES_REVIEW,
                        Permission.ENTERPRISES_ADMIT,
                        Permission.ENTERPRISES_MERGE,
                        Permission.ENTERPRISES_SUSPEND,
                        Permission.PEOPLE_READ,
                        Permission.PEOPLE_INVITE,
                        Permission.PEOPLE_EDIT,
                        Permission.ROLES_EDIT,
                        Permission.PEOPLE_DELEGATE,
                        Permission.ACCOUNTS_RESCUE,
                        Permission.KEYS_MANAGE,
                        Permission.PRIVACY_READ,
                        Permission.PRIVACY_ERASE,
                        Permission.NOTIFICATIONS_CONFIGURE);
            case AUDITOR ->
                EnumSet.of(
                        Permission.AUDIT_READ,
                        Permission.AUDIT_EXPORT,
                        Permission.AUDITORS_APPOINT,
                        Permission.PRIVACY_READ);
            case APPLICANT -> EnumSet.of(Permission.ENTERPRISES_REGISTER);
        };
    }

    private static EnumSet<Permission> tracing() {
        return EnumSet.of(
                Permission.EVENTS_CAPTURE,
                Permission.EVENTS_READ,
                Permission.GENEALOGY_READ,
                Permission.CERTIFICATES_READ,
                Permission.BALANCES_READ);
    }

    /** Certificates of steel, and whether it balances. */
    private static EnumSet<Permission> steel() {
        return EnumSet.of(Permission.CERTIFICATES_ADD, Permission.BALANCES_RUN);
    }

    private static EnumSet<Permission> cards() {
        return EnumSet.of(Permission.CARDS_READ, Permission.CARDS_ISSUE, Permission.CARDS_RECORD);
    }

    private static EnumSet<Permission> recalls() {
        return EnumSet.of(
                Permission.RECALLS_READ,
                Permission.RECALLS_ASSESS,
                Permission.RECALLS_OPEN,
                Permission.RECALLS_CLOSE,
                Permission.RECALLS_HANDLE);
    }

    private static EnumSet<Permission> partners() {
        return EnumSet.of(
                Permission.SUBCONTRACTING_READ,
                Permission.SUBCONTRACTING_EDIT,
                Permission.SHARING_READ,
                Permission.SHARING_EDIT);
    }

    private static EnumSet<Permission> scans() {
        return EnumSet.of(Permission.SCANS_READ, Permission.SCANS_HANDLE, Permission.SCANS_RULES);
    }

    /** What whoever answers for an enterprise may do with it. */
    private static EnumSet<Permission> administration() {
        return EnumSet.of(
                Permission.ENTERPRISES_REGISTER,
                Permission.ENTERPRISE_EDIT,
                Permission.ENTERPRISE_EXIT,
                Permission.PEOPLE_READ,
                Permission.PEOPLE_INVITE,
                Permission.PEOPLE_EDIT,
                Permission.ROLES_EDIT,
                Permission.PEOPLE_DELEGATE,
                Permission.KEYS_MANAGE,
                Permission.CONSENTS_READ,
                Permission.CONSENTS_GRANT,
                Permission.AUDIT_READ,
                Permission.AUDIT_EXPORT,
                Permission.NOTIFICATIONS_CONFIGURE);
    }
}
