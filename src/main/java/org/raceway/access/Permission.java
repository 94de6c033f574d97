package org.raceway.access;

import java.util.Locale;

/**
 * Everything that somebody can be allowed to do: one value for each button. A role is a set of these. The part before the
 * first underscore names what it is about.
 */
public enum Permission {
    /** Send events to the ledger. */
    EVENTS_CAPTURE,
    /** See one's own capture jobs and events. */
    EVENTS_READ,
    /** Follow a thing through the chain; what is seen of others is redacted. */
    GENEALOGY_READ,
    /** See one's own lots, their route cards, and what was recorded of them. */
    CARDS_READ,
    /** Begin lots, issue and print route cards and labels, import lists. */
    CARDS_ISSUE,
    /** Record steps from the phone. */
    CARDS_RECORD,
    /** See recalls that concern one's own enterprise. */
    RECALLS_READ,
    /** See what would be affected by a fault in what one's own enterprise has made. */
    RECALLS_ASSESS,
    /** Draft and open recalls, look for further goods, remind. */
    RECALLS_OPEN,
    /** Close or cancel a recall. */
    RECALLS_CLOSE,
    /** Acknowledge a recall, and put aside, return or dispose of what one's own enterprise holds. */
    RECALLS_HANDLE,
    /** See how many recalls there are and how far they have got, without names. */
    RECALLS_TOTALS,
    /** See mill certificates: one's own, and those of the steel in one's own things. */
    CERTIFICATES_READ,
    /** Enter mill certificates, and withdraw one's own. */
    CERTIFICATES_ADD,
    /** See whether the steel of a heat balances. */
    BALANCES_READ,
    /** Have all heats of a span of days balanced. */
    BALANCES_RUN,
    /** See what one's own enterprise has sent out to be worked on, or works on for others, and what came back. */
    SUBCONTRACTING_READ,
    /** Agree what may be lost and in how many days goods come back. */
    SUBCONTRACTING_EDIT,
    /** See scans of one's own enterprise's codes, what speaks against them, and buyers' reports. */
    SCANS_READ,
    /** Decide what is a false code and what a false alarm, and answer buyers. */
    SCANS_HANDLE,
    /** Set from when on something speaks against a code. */
    SCANS_RULES,
    /** See what one's own enterprise lets others see of its part in the genealogy. */
    SHARING_READ,
    /** Decide what others see. */
    SHARING_EDIT,

    /** See totals of the whole cluster. */
    CLUSTER_TOTALS,
    /** Stop the loading of the simulated cluster and go on with it. */
    SANDBOX_CONTROL,

    /** Apply for the admission of an enterprise. */
    ENTERPRISES_REGISTER,
    /** See the whole registry, suspended enterprises and private facts included. */
    ENTERPRISES_READ,
    /** Work on applications: approve, reject, transfer. */
    ENTERPRISES_REVIEW,
    /** Admit enterprises without an application, one by one or from a workbook. */
    ENTERPRISES_ADMIT,
    /** Merge two records of one enterprise. */
    ENTERPRISES_MERGE,
    /** Suspend an enterprise and let it in again. */
    ENTERPRISES_SUSPEND,
    /** Change the facts, capabilities and licences of one's own enterprise. */
    ENTERPRISE_EDIT,
    /** Take one's own enterprise out of the cluster. */
    ENTERPRISE_EXIT,

    /** See who belongs to one's own enterprise. */
    PEOPLE_READ,
    /** Invite a person into one's own enterprise. */
    PEOPLE_INVITE,
    /** Change a member's roles and department, or end the membership. */
    PEOPLE_EDIT,
    /** Make and change the enterprise's own roles. */
    ROLES_EDIT,
    /** Hand one's own permissions to a colleague for a time. */
    PEOPLE_DELEGATE,
    /** Open locked accounts and reset second factors. */
    ACCOUNTS_RESCUE,
    /** Make someone the auditor. */
    AUDITORS_APPOINT,

    /** Make, rotate and revoke API keys and OAuth clients of one's own enterprise. */
    KEYS_MANAGE,

    /** See what one's own enterprise has granted and been granted, and who read what. */
    CONSENTS_READ,
    /** Grant, refuse and revoke. */
    CONSENTS_GRANT,
    /** Ask another enterprise for a consent, and read under it. */
    CONSENTS_REQUEST,

    /** Read the audit trail: an enterprise's own, or with {@link DataScope#CLUSTER} the whole. */
    AUDIT_READ,
    /** Take the audit trail out as a file. */
    AUDIT_EXPORT,
    /** See the register of personal data. */
    PRIVACY_READ,
    /** Erase a person's data on request. */
    PRIVACY_ERASE,

    /** Set one's own enterprise's webhooks. */
    NOTIFICATIONS_CONFIGURE;

    private final String code = name().toLowerCase(Locale.ROOT).replaceFirst("_", ".");

    /** As it is stored and sent, {@code enterprises.review}. */
    public String code() {
        return code;
    }

    /**
     * The permission with this code.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Permission of(String code) {
        for (Permission permission : values()) {
            if (permission.code.equals(code)) {
                return permission;
            }
        }
        throw new IllegalArgumentException("no permission " + code);
    }
}
