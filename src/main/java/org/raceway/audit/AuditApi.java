package org.raceway.audit;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.access.Requires;
import org.raceway.platform.PlatformProblem;
import org.raceway.platform.ProblemException;
import org.raceway.platform.TableQuery;
import org.raceway.platform.Tables;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The trail for machines. Entries stand in the form in which they were digested. */
@RestController
@Requires(Permission.AUDIT_READ)
@RequestMapping("/api/v1/audit")
class AuditApi {
    private static final int LARGEST_PAGE = 1_000;

    private final AuditTable table;
    private final AuditTrail trail;
    private final TrailExport export;
    private final ChainVerifications verifications;

    AuditApi(AuditTable table, AuditTrail trail, TrailExport export, ChainVerifications verifications) {
        this.table = table;
        this.trail = trail;
        this.export = export;
        this.verifications = verifications;
    }

    /**
     * The newest entries first.
     *
     * @param from a day or a moment
     * @param to a day, which is part of it, or a moment, which is not
     * @param action or how it begins
     * @param actor an account's id or login, or a part of the platform
     * @param enterprise an id, a USCC or a part of a name
     * @param before the id of the last entry of the page before
     */
    @GetMapping
    Entries list(
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String action,
            @RequestParam(required = false) @Nullable String actor,
            @RequestParam(required = false) @Nullable String enterprise,
            @RequestParam(required = false) @Nullable String subject,
            @RequestParam(required = false) @Nullable String outcome,
            @RequestParam(required = false) @Nullable UUID before,
            @RequestParam(defaultValue = "100") int limit,
            Caller caller) {
        Map<String, String> values = new HashMap<>();
        put(values, "from", from);
        put(values, "to", to);
        put(values, "action", action);
        put(values, "actor", actor);
        put(values, "enterprise", enterprise);
        put(values, "subject", subject);
        put(values, "outcome", outcome);
        put(values, "before", before == null ? null : before.toString());
        int size = Math.clamp(limit, 1, LARGEST_PAGE);
        TableQuery query = new TableQuery(values, "", false, 0, size);
        trail.record(AuditReads.list(caller, query));
        List<TrailRow> rows = table.rows(query, size, 0);
        return new Entries(
                rows.stream().map(TrailRow::line).toList(),
                rows.size() < size ? null : rows.getLast().entry().id());
    }

    @GetMapping("/{id}")
    Map<String, Object> one(@PathVariable UUID id) {
        TrailRow row = table.find(id);
        if (row == null) {
            throw new ProblemException(PlatformProblem.NOT_FOUND);
        }
        trail.record(AuditReads.one(row));
        return row.line();
    }

    /** The entries that the filters of {@link #list} leave, as JSON Lines in the order of the chain; at most 1,000,000. */
    @GetMapping("/export")
    @Requires(Permission.AUDIT_EXPORT)
    void export(Caller caller, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!caller.may(Permission.AUDIT_READ)) {
            throw new org.springframework.security.access.AccessDeniedException("may not read the audit trail");
        }
        export.write(caller, Tables.query(AuditTable.DEFINITION, request), response);
    }

    /** The chain's head and what waits to be sealed: for who sees the whole. */
    @GetMapping("/head")
    CurrentHead head(Caller caller) {
        AuditController.requireWhole(caller);
        return new CurrentHead(verifications.chain().head().orElse(null), verifications.unsealed());
    }

    /** Verifies the whole chain: for who sees the whole. */
    @PostMapping("/verification")
    Verification verify(Caller caller) {
        AuditController.requireWhole(caller);
        Verification result = verifications.all();
        trail.record(AuditReads.verified(caller, result));
        return result;
    }

    private static void put(Map<String, String> values, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            values.put(name, value.strip());
        }
    }

    /** A page; {@code next} is the {@code before} of the next one, absent on the last. */
    record Entries(
            List<Map<String, Object>> entries, @Nullable UUID next) {}

    /** {@code head} is absent as long as nothing is sealed. */
    record CurrentHead(@Nullable Head head, long unsealed) {}
}
