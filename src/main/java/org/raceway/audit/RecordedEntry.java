package org.raceway.audit;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry as it is stored.
 *
 * @param occurredAt to the microsecond
 * @param actorFor the account whose lent permission was used; absent where the actor used their own
 * @param origin digest of {@link Origin#canonical()}; absent where nothing is known
 */
record RecordedEntry(
        UUID id,
        Instant occurredAt,
        String action,
        String subjectKind,
        @Nullable String subject,
        @Nullable UUID enterprise,
        String outcome,
        Map<String, String> details,
        String actorKind,
        @Nullable UUID actor,
        @Nullable UUID actorFor,
        @Nullable UUID actorEnterprise,
        @Nullable String actorPart,
        @Nullable String requestId,
        @Nullable String origin) {

    /** As {@link ChainLink} describes it. */
    Map<String, Object> canonical() {
        TreeMap<String, Object> its = new TreeMap<>();
        its.put("id", id.toString());
        its.put("occurredAt", ChainLink.MOMENT.format(occurredAt));
        its.put("action", action);
        its.put("subjectKind", subjectKind);
        putIfPresent(its, "subject", subject);
        putIfPresent(its, "enterprise", enterprise);
        its.put("outcome", outcome);
        its.put("details", details);
        TreeMap<String, Object> who = new TreeMap<>();
        who.put("kind", actorKind);
        putIfPresent(who, "account", actor);
        putIfPresent(who, "for", actorFor);
        putIfPresent(who, "enterprise", actorEnterprise);
        putIfPresent(who, "part", actorPart);
        its.put("actor", who);
        putIfPresent(its, "requestId", requestId);
        putIfPresent(its, "origin", origin);
        return its;
    }

    private static void putIfPresent(Map<String, Object> members, String name, @Nullable Object value) {
        if (value != null) {
            members.put(name, value.toString());
        }
    }
}
