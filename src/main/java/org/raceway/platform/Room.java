package org.raceway.platform;

import java.util.Set;

/**
 * An entry of the rail. A room publishes one as a bean for each of its pages that a person starts from.
 *
 * @param path where it leads
 * @param textKey its name, a key of {@link Texts}
 * @param icon a name that {@code part/icon.jte} knows
 * @param order the place in the rail, ascending
 * @param permissions codes, one of which is enough to enter; empty for everybody who is logged in
 * @param onPhone whether it belongs to the phone's bottom bar, which shows the first three
 */
public record Room(String path, String textKey, String icon, int order, Set<String> permissions, boolean onPhone) {
    public Room {
        permissions = Set.copyOf(permissions);
    }

    /** Whether this visitor may enter. */
    public boolean admits(Visitor visitor) {
        return permissions.isEmpty() || permissions.stream().anyMatch(visitor::may);
    }
}
