package org.raceway.platform;

import java.util.Set;

/**
 * An entry of the rail and of the start page. A room publishes one as a bean for each of its pages that a person starts from;
 * nothing else has to be changed for it.
 *
 * @param path where it leads
 * @param textKey its name, a key of {@link Texts}
 * @param icon a name that {@code part/icon.jte} knows
 * @param section what it is gathered under
 * @param order the place in its section, ascending
 * @param permissions codes, one of which is enough to enter; empty for everybody who is logged in
 * @param onPhone whether it belongs to the phone's bottom bar, which shows the first three
 */
public record Room(
        String path,
        String textKey,
        String icon,
        Section section,
        int order,
        Set<String> permissions,
        boolean onPhone) {
    public Room {
        permissions = Set.copyOf(permissions);
    }

    /** Whether this visitor may enter. */
    public boolean admits(Visitor visitor) {
        return permissions.isEmpty() || permissions.stream().anyMatch(visitor::may);
    }
}
