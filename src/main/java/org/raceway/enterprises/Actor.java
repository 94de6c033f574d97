package org.raceway.enterprises;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.SignedInCaller;
import org.raceway.platform.Visitor;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Who does something, with the names they have now: a timeline shows them as they were.
 *
 * @param account absent for the platform itself
 */
record Actor(@Nullable UUID account, String name, String englishName) {
    static final Actor PLATFORM = new Actor(null, "平台自动处理", "The platform itself");

    /** The caller, as the frame of a page calls them. */
    static Actor of(Caller caller) {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication != null
                && authentication.getPrincipal() instanceof SignedInCaller principal
                && principal.caller().accountId().equals(caller.accountId())
                && principal instanceof Visitor visitor) {
            return new Actor(
                    caller.accountId(),
                    visitor.displayName(Locale.SIMPLIFIED_CHINESE),
                    visitor.displayName(Locale.ENGLISH));
        }
        return new Actor(
                caller.accountId(),
                caller.accountId().toString(),
                caller.accountId().toString());
    }

    String name(boolean english) {
        return english ? englishName : name;
    }
}
