package org.raceway.audit;

import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import org.raceway.access.Caller;
import org.raceway.platform.ProblemException;
import org.raceway.platform.TableQuery;
import org.raceway.platform.Tables;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Hands the trail out in the form that can be verified: JSON Lines, in the order of the chain. */
@Component
class TrailExport {
    private static final int AT_ONCE = 2;

    private final AuditTable table;
    private final AuditTrail trail;
    private final TransactionTemplate reading;
    private final Semaphore exports = new Semaphore(AT_ONCE);

    TrailExport(AuditTable table, AuditTrail trail, PlatformTransactionManager transactions) {
        this.table = table;
        this.trail = trail;
        this.reading = new TransactionTemplate(transactions);
        reading.setReadOnly(true);
    }

    /** Writes at most {@link Tables#EXPORTED} lines. */
    void write(Caller caller, TableQuery query, HttpServletResponse response) throws IOException {
        if (!exports.tryAcquire()) {
            throw new ProblemException(AuditProblem.BUSY);
        }
        long[] rows = {0};
        boolean whole = false;
        try {
            response.setContentType("application/jsonl;charset=UTF-8");
            response.setHeader("Content-Disposition", "attachment; filename=\"audit.jsonl\"");
            Writer writer =
                    new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
            TableQuery inOrder = new TableQuery(query.values(), AuditTable.CHAIN_ORDER, false, 0, query.size());
            reading.executeWithoutResult(transaction -> table.each(inOrder, Tables.EXPORTED, row -> {
                try {
                    writer.write(CanonicalJson.write(row.line()));
                    writer.write('\n');
                    rows[0]++;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }));
            writer.flush();
            whole = true;
        } finally {
            exports.release();
            AuditEntry entry = whole
                    ? AuditEntry.done("audit.export", "audit", null)
                    : AuditEntry.failed("audit.export", "audit", null);
            trail.record(entry.about(caller.enterprise())
                    .with("format", "jsonl")
                    .with("rows", rows[0])
                    .with("filters", AuditReads.filters(query)));
        }
    }
}
