package org.raceway.platform;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the frame of a page needs to know about the person who is logged in. The security principal implements it. */
public interface Visitor {

    /** The person's name, in that language. */
    String displayName(Locale locale);

    /** The name of the enterprise that they act for, in that language; absent for the cluster's operator. */
    @Nullable
    String enterpriseName(Locale locale);

    /** Whether they have the permission with this code. */
    boolean may(String permission);

    /** The name of their role, as in {@code Role.name()}; {@code MEMBER} for who has only roles that their enterprise made. */
    String roleName();

    /** What they are, in words. */
    default String roleTitle(Texts texts) {
        return texts.get("shell.role." + roleName());
    }

    /** The other enterprises that they can act for, by the id that the switch sends; empty for none. */
    default Map<String, String> otherEnterprises(Texts texts) {
        return Map.of();
    }
}
