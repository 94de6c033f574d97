package org.raceway.people;

import java.util.Collection;
import java.util.List;
import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Texts;

/** What somebody may hand on: no more than they hold by their own roles. What was lent to them is not theirs to give. */
final class Holdings {
    private Holdings() {}

    /** What the caller holds by roles of their own. */
    static Reaches own(Caller caller) {
        Reaches own = new Reaches();
        for (Permission permission : caller.permissions()) {
            if (caller.lender(permission).isEmpty()) {
                own.add(permission, caller.scope(permission));
            }
        }
        return own;
    }

    /** Whether the caller may give this role. */
    static boolean mayGive(Caller caller, RoleReader.Held role) {
        if (role.builtIn() == Role.APPLICANT) {
            return false;
        }
        return role.builtIn() == Role.AUDITOR
                ? appointsAuditors(caller)
                : own(caller).covers(Reaches.of(role.permissions(), role.scope()));
    }

    /**
     * Refuses roles that the caller may not give.
     *
     * @throws ProblemException saying what they lack
     */
    static void requireGivable(Caller caller, Collection<RoleReader.Held> roles) {
        boolean auditor = roles.stream().anyMatch(role -> role.builtIn() == Role.AUDITOR);
        if (auditor) {
            if (!appointsAuditors(caller)) {
                throw new ProblemException(PeopleProblem.AUDITORS_ONLY_BY_AUDITORS);
            }
            if (roles.size() > 1) {
                throw new ProblemException(PeopleProblem.AUDITOR_ALONE);
            }
            return;
        }
        if (roles.stream().anyMatch(role -> role.builtIn() == Role.APPLICANT)) {
            throw new ProblemException(PeopleProblem.NO_SUCH_ROLE);
        }
        requireCovered(caller, RoleReader.reaches(roles), PeopleProblem.MORE_THAN_HELD);
    }

    /**
     * Refuses a change to somebody who may do more than the caller.
     *
     * @throws ProblemException saying what they lack
     */
    static void requireNotBelow(Caller caller, Collection<RoleReader.Held> theirs) {
        if (theirs.stream().anyMatch(role -> role.builtIn() == Role.AUDITOR)) {
            if (!appointsAuditors(caller)) {
                throw new ProblemException(PeopleProblem.AUDITORS_ONLY_BY_AUDITORS);
            }
            return;
        }
        requireCovered(caller, RoleReader.reaches(theirs), PeopleProblem.HOLDS_MORE);
    }

    /**
     * Refuses what reaches farther than the caller does.
     *
     * @throws ProblemException saying what they lack
     */
    static void requireCovered(Caller caller, Reaches wanted, PeopleProblem problem) {
        Reaches own = own(caller);
        List<Permission> lacking = wanted.all().entrySet().stream()
                .filter(entry -> !own.covers(entry.getKey(), entry.getValue()))
                .map(java.util.Map.Entry::getKey)
                .toList();
        if (!lacking.isEmpty()) {
            throw new NamesPermissions(problem, lacking);
        }
    }

    private static boolean appointsAuditors(Caller caller) {
        return caller.enterprise() == null
                && caller.may(Permission.AUDITORS_APPOINT)
                && caller.lender(Permission.AUDITORS_APPOINT).isEmpty();
    }

    /** A refusal that names permissions. */
    static final class NamesPermissions extends ProblemException {
        private static final long serialVersionUID = 1L;

        NamesPermissions(PeopleProblem problem, Collection<Permission> permissions) {
            super(problem, (Texts.Worded)
                    texts -> String.join(texts.english() ? ", " : "、", PeopleView.words(permissions, texts)));
        }
    }
}
