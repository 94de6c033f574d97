package org.raceway.platform;

import java.util.Set;

/**
 * An entry of the rail. A room publishes one as a bean for each of its pages that a person starts from.
 *
 * @param path where it leads
 * @param textKey its name, a key of {@link Texts}
 * @param icon a name that {@code part/icon.jte} knows
 * @param order the place in the rail, ascending
 * @param roles the names of the roles that may enter; empty for everybody who is logged in
 * @param onPhone whether it belongs to the phone's bottom bar, which shows the first four
 */
public record Room(String path, String textKey, String icon, int order, Set<String> roles, boolean onPhone) {
    public Room {
        roles = Set.copyOf(roles);
    }

    /** Whether somebody of this role may enter. */
    public boolean admits(String role) {
        return roles.isEmpty() || roles.contains(role);
    }
}
