package org.raceway.traceability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.raceway.enterprises.EnterpriseData;
import org.raceway.enterprises.Enterprises;
import org.raceway.traceability.epcis.EpcisJson;
import org.raceway.traceability.epcis.Event;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * An enterprise's events, as EPCIS 2.0 documents. When it leaves they stay: what was sold has a history that its buyers rely on, and a
 * genealogy with a hole in it is none.
 */
@Component
class LedgerData implements EnterpriseData {
    /** Events in one document. */
    private static final int A_DOCUMENT = 1_000;
    /** A claim for damage by a defective product lapses ten years after its delivery. */
    private static final int YEARS = 10;

    private final JdbcClient database;
    private final Enterprises enterprises;
    private final TransactionTemplate streaming;

    LedgerData(JdbcClient database, Enterprises enterprises, PlatformTransactionManager transactions) {
        this.database = database;
        this.enterprises = enterprises;
        // PostgreSQL hands on rows in parts only within a transaction.
        this.streaming = new TransactionTemplate(transactions);
        this.streaming.setReadOnly(true);
    }

    @Override
    public String room() {
        return "traceability";
    }

    @Override
    public void export(UUID enterprise, Archive archive) throws IOException {
        UUID[] owners = enterprises.idsOf(enterprise).toArray(UUID[]::new);
        try {
            streaming.executeWithoutResult(status -> {
                try (Stream<StoredEvent> events = database
                        .sql(
                                "select event, owner, identity, error_declared, body from event where owner = any(:owners)")
                        .param("owners", owners)
                        .query((row, index) -> PostgresEventStore.storedEvent(row))
                        .stream()) {
                    List<Event> document = new ArrayList<>(A_DOCUMENT);
                    int number = 0;
                    for (StoredEvent event : (Iterable<StoredEvent>) events::iterator) {
                        document.add(event.complete());
                        if (document.size() == A_DOCUMENT) {
                            number++;
                            write(archive, number, document);
                        }
                    }
                    if (!document.isEmpty()) {
                        write(archive, number + 1, document);
                    }
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void write(Archive archive, int number, List<Event> document) {
        try {
            archive.file("events/%04d.jsonld".formatted(number)).write(EpcisJson.writeDocument(document, List.of()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        document.clear();
    }

    @Override
    public List<Rule> rules() {
        return List.of(new Rule("traceability.rule.events", YEARS));
    }

    @Override
    public Map<String, Integer> erase(UUID enterprise) {
        return Map.of();
    }
}
