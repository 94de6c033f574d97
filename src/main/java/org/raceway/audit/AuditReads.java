package org.raceway.audit;

import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.platform.TableQuery;

/** What is recorded about who reads the trail itself. */
final class AuditReads {
    private AuditReads() {}

    static AuditEntry list(Caller caller, TableQuery query) {
        return AuditEntry.done("audit.read", "audit", null)
                .about(caller.enterprise())
                .with("filters", filters(query))
                .with("page", query.page() == 0 ? null : query.page() + 1);
    }

    static AuditEntry one(TrailRow row) {
        return AuditEntry.done("audit.read-entry", "audit-entry", row.entry().id())
                .about(row.entry().enterprise());
    }

    static AuditEntry verified(Caller caller, Verification result) {
        Damage damage = result.damage();
        return AuditEntry.done("audit.verify", "audit", null)
                .about(caller.enterprise())
                .with("first", result.first())
                .with("links", result.links())
                .with("damage", damage == null ? null : damage.kind().code() + " " + damage.number());
    }

    /** Which ones were set; not to what, which may be a person's name and could never be erased. */
    static @Nullable String filters(TableQuery query) {
        return query.values().isEmpty()
                ? null
                : String.join(" ", new TreeSet<>(query.values().keySet()));
    }
}
