package org.raceway.audit;

import org.raceway.access.Caller;
import org.raceway.access.CurrentCaller;
import org.raceway.platform.TableExported;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Records who took which table out, and how many rows. */
@Component
class ExportRecorder {
    private final AuditTrail trail;
    private final CurrentCaller callers;

    ExportRecorder(AuditTrail trail, CurrentCaller callers) {
        this.trail = trail;
        this.callers = callers;
    }

    @EventListener
    void record(TableExported export) {
        AuditEntry entry = export.whole()
                ? AuditEntry.done("tables.export", "table", export.table())
                : AuditEntry.failed("tables.export", "table", export.table());
        trail.record(entry.about(callers.find().map(Caller::enterprise).orElse(null))
                .with("format", export.format())
                .with("rows", export.rows())
                .with("filters", export.filters().isEmpty() ? null : String.join(" ", export.filters())));
    }
}
