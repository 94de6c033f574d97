package org.raceway.platform;

import java.util.Locale;
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

    /** The name of their role, as in {@code Role.name()}. */
    String roleName();
}
