package org.raceway.traceability;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.raceway.platform.Storage;
import org.raceway.platform.TimeOrderedIds;
import org.raceway.traceability.epcis.EpcisJson;
import org.raceway.traceability.epcis.EpcisXml;
import org.raceway.traceability.epcis.Event;
import org.raceway.traceability.epcis.MasterDataElement;
import org.raceway.traceability.epcis.ReadDocument;
import org.raceway.traceability.epcis.ReadEvent;
import org.raceway.traceability.epcis.Rule;
import org.raceway.traceability.epcis.Violation;

/** The one door for events: reads, checks, and stores them durably before it answers. */
public final class Capture implements AutoCloseable {
    private final CaptureSettings settings;
    private final Clock clock;
    private final TimeOrderedIds ids;
    private final Storage storage;
    private final LedgerWriters writers;

    Capture(DataSource dataSource, Storage storage, Clock clock, TimeOrderedIds ids, CaptureSettings settings) {
        this.settings = settings;
        this.storage = storage;
        this.clock = clock;
        this.ids = ids;
        writers = new LedgerWriters(dataSource, clock, ids, settings);
    }

    /**
     * Captures a document, a query document or a single event. When this returns, the job and all that it says is stored
     * are durable and visible to every query. Sending the same events again is harmless.
     *
     * @param owner the enterprise that captures
     * @param mediaType {@code application/json}, {@code application/ld+json}, {@code application/xml} or {@code text/xml};
     *     parameters are ignored
     * @param source where the document came from, for the job's record
     * @throws CaptureRefusedException if no job came of it: the document is too large, is of another media type, or there
     *     is no room or no database just now
     */
    public CaptureJob capture(UUID owner, byte[] body, String mediaType, CaptureBehaviour behaviour, String source) {
        return capture(owner, Maker.NOBODY, body, mediaType, behaviour, source);
    }

    /** The same, with who captures. */
    public CaptureJob capture(
            UUID owner, Maker maker, byte[] body, String mediaType, CaptureBehaviour behaviour, String source) {
        return await(submit(prepare(owner, maker, read(body, mediaType), behaviour, source)));
    }

    /** Captures one event by itself. */
    SingleCapture captureEvent(UUID owner, Maker maker, byte[] body, String mediaType, String source) {
        ReadDocument document = read(body, mediaType);
        PreparedCapture prepared = prepare(owner, maker, document, CaptureBehaviour.ROLLBACK, source);
        if (document.events().size() != 1 || document.schemaVersion() != null) {
            List<Violation> violations = new ArrayList<>(prepared.violations());
            if (violations.isEmpty()) {
                violations.add(new Violation(-1, "", Rule.NOT_ONE_EVENT, null, null));
            }
            return new SingleCapture(null, violations, false);
        }
        if (!prepared.violations().isEmpty()) {
            return new SingleCapture(null, prepared.violations(), false);
        }
        CaptureJob job = await(submit(prepared));
        Event event = document.events().getFirst().event();
        return new SingleCapture(event, job.errors(), job.repeated() > 0);
    }

    /**
     * What came of one event.
     *
     * @param event as it was sent; absent when it was refused by its reader
     * @param repeated true when it had been known before
     */
    record SingleCapture(@Nullable Event event, List<Violation> violations, boolean repeated) {}

    /** Captures that wait for a writer. */
    int waiting() {
        return writers.waiting();
    }

    /** Events in the latest transaction. */
    int lastGroupEvents() {
        return writers.lastGroupEvents();
    }

    /** Writes what it has taken, then takes no more. */
    @Override
    public void close() {
        writers.close();
    }

    private ReadDocument read(byte[] body, String mediaType) {
        if (body.length > settings.bytes().toBytes()) {
            throw new CaptureRefusedException(
                    CaptureProblem.TOO_LARGE, settings.bytes().toBytes());
        }
        int parameters = mediaType.indexOf(';');
        String type = (parameters < 0 ? mediaType : mediaType.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
        return switch (type) {
            case "application/json", "application/ld+json" -> EpcisJson.read(body, settings.limits());
            case "application/xml", "text/xml" -> EpcisXml.read(body, settings.limits());
            default -> throw new CaptureRefusedException(CaptureProblem.UNSUPPORTED_MEDIA_TYPE, type);
        };
    }

    private CompletableFuture<CaptureJob> submit(PreparedCapture prepared) {
        if (storage.isFull()) {
            throw new CaptureRefusedException(CaptureProblem.STORAGE_FULL);
        }
        if (!writers.offer(prepared)) {
            throw new CaptureRefusedException(CaptureProblem.BUSY);
        }
        return prepared.answer();
    }

    private PreparedCapture prepare(
            UUID owner, Maker maker, ReadDocument document, CaptureBehaviour behaviour, String source) {
        Instant now = clock.instant();
        Instant latest = now.plus(settings.clockTolerance());
        List<Violation> violations = new ArrayList<>(document.violations());
        List<Event> events = new ArrayList<>(document.events().size());
        List<Integer> places = new ArrayList<>(document.events().size());
        for (ReadEvent read : document.events()) {
            Event event = read.event();
            if (event == null) {
                violations.addAll(read.violations());
            } else if (event.eventTime().toInstant().isAfter(latest)) {
                violations.add(new Violation(
                        read.index(),
                        "/eventTime",
                        Rule.EVENT_TIME_IN_FUTURE,
                        event.eventTime().toString(),
                        now.toString()));
            } else {
                events.add(event);
                places.add(read.index());
            }
        }
        boolean nothing =
                !document.violations().isEmpty() || (behaviour == CaptureBehaviour.ROLLBACK && !violations.isEmpty());
        List<PreparedEvent> prepared = new ArrayList<>(nothing ? 0 : events.size());
        List<MasterDataRow> masterData = new ArrayList<>();
        if (!nothing) {
            for (int i = 0; i < events.size(); i++) {
                prepared.add(EventRows.of(places.get(i), events.get(i)));
            }
            for (MasterDataElement element : document.masterData()) {
                masterData.add(MasterDataRow.of(element));
            }
        }
        return new PreparedCapture(
                ids.next(),
                owner,
                maker,
                now,
                behaviour,
                source,
                document.events().size(),
                prepared,
                masterData,
                violations.size() > CaptureJob.MAXIMUM_ERRORS
                        ? violations.subList(0, CaptureJob.MAXIMUM_ERRORS)
                        : violations,
                new CompletableFuture<>());
    }

    private CaptureJob await(CompletableFuture<CaptureJob> answer) {
        try {
            // The writers give up on a silent database after their patience; this outlasts a group before it as well.
            return answer.get(settings.patience().toMillis() * 4, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CaptureRefusedException(e, CaptureProblem.STORAGE_UNAVAILABLE);
        } catch (TimeoutException e) {
            throw new CaptureRefusedException(e, CaptureProblem.STORAGE_UNAVAILABLE);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CaptureRefusedException refused) {
                throw refused;
            }
            throw new IllegalStateException("the events cannot be stored", e.getCause());
        }
    }
}
