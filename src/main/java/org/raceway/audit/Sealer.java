package org.raceway.audit;

import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.platform.WholeDatabase;
import org.raceway.platform.crypto.Digests;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Numbers and chains committed entries, a few times a second. Of several processes on one database only one seals at a time: it holds
 * an advisory lock for the length of its transaction, which seals a batch whole or not at all. So a process that dies leaves nothing
 * half done, and the next one goes on.
 */
@Component
final class Sealer implements SmartLifecycle {
    static final int BATCH = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(Sealer.class);
    private static final long LOCK = 0x52_61_63_65_77_61_79L; // nobody else's number
    private static final Duration PAUSE = Duration.ofMillis(400);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(2);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
    private static final Duration BETWEEN_NOTES = Duration.ofMinutes(1);
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final JdbcClient database;
    private final WholeDatabase whole;
    private final Digests digests;
    private final Clock clock;
    private final Chain chain;
    private final PublishedHeads heads;
    private final AuditSettings settings;

    private volatile @Nullable Thread thread;
    private volatile boolean stopping;
    private volatile boolean headGone;
    private @Nullable Head last;
    private @Nullable Head noted;
    private Instant notedAt = Instant.EPOCH;
    private @Nullable LocalDate closed;

    Sealer(
            WholeDatabase whole,
            Digests digests,
            Clock clock,
            AuditSettings settings,
            @Value("${raceway.home}") Path home) {
        this.digests = digests;
        this.whole = whole;
        this.database = whole.client();
        this.clock = clock;
        this.settings = settings;
        this.chain = new Chain(database);
        this.heads = new PublishedHeads(home);
    }

    /** Whether a head that was once seen is no longer in the chain. */
    boolean headIsGone() {
        return headGone;
    }

    /** The heads that were noted outside of the database. */
    List<PublishedHeads.Noted> noted() {
        return heads.all();
    }

    @Override
    public synchronized void start() {
        stopping = false;
        heads.thinOut(clock.instant());
        List<PublishedHeads.Noted> before = heads.all();
        if (!before.isEmpty()) {
            noted = before.getLast().head();
            last = noted;
        }
        thread = Thread.ofPlatform().name("audit-sealer").daemon().start(this::run);
    }

    @Override
    public synchronized void stop() {
        stopping = true;
        Thread running = thread;
        if (running != null) {
            running.interrupt();
            try {
                running.join(STOP_LIMIT);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        thread = null;
        Head head = last;
        if (head != null && !head.equals(noted)) {
            heads.add(clock.instant(), head);
            noted = head;
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void run() {
        boolean failing = false;
        while (!stopping) {
            try {
                while (seal() == BATCH && !stopping) {
                    // as long as there is more
                }
                publish();
                if (failing) {
                    LOG.info("The audit trail is sealed again");
                }
                failing = false;
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                break;
            } catch (RuntimeException e) {
                if (!failing && !stopping) {
                    LOG.error("The audit trail can't be sealed just now; tried again until it can", e);
                }
                failing = true;
                try {
                    Thread.sleep(PAUSE_AFTER_FAILURE);
                } catch (InterruptedException stop) {
                    break;
                }
            }
        }
    }

    /** Seals what is committed, at most a batch; says how many. */
    int seal() {
        boolean any = database.sql("select exists (select 1 from audit_unsealed)")
                .query(Boolean.class)
                .single();
        if (!any) {
            return 0;
        }
        List<ChainLink> sealed = whole.inTransaction(this::sealInTransaction);
        if (sealed.isEmpty()) {
            return 0;
        }
        ChainLink end = sealed.getLast();
        last = new Head(end.number(), end.algorithm(), end.digest());
        return sealed.size();
    }

    private List<ChainLink> sealInTransaction() {
        boolean mine = database.sql("select pg_try_advisory_xact_lock(?)")
                .param(LOCK)
                .query(Boolean.class)
                .single();
        if (!mine) {
            return List.of();
        }
        Optional<Head> head = chain.head();
        watch(head.orElse(null));
        // One whose entry is gone stays, for the verification to find.
        List<UUID> ids = database.sql("""
                        select u.entry from audit_unsealed u join audit_entry e on e.id = u.entry order by u.entry limit ?
                        """).param(BATCH).query(UUID.class).list();
        Map<UUID, RecordedEntry> entries = chain.entries(ids);
        List<ChainLink> links = new ArrayList<>(ids.size());
        long number = head.map(Head::number).orElse(0L);
        String previous = head.map(Head::digest).orElse(null);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        for (UUID id : ids) {
            RecordedEntry entry = entries.get(id);
            if (entry != null) {
                number++;
                ChainLink link = ChainLink.seal(number, now, digests.name(), previous, entry);
                links.add(link);
                previous = link.digest();
            }
        }
        if (!links.isEmpty()) {
            write(links, now);
        }
        return links;
    }

    private void write(List<ChainLink> links, Instant now) {
        UUID[] ids = links.stream().map(link -> link.entry().id()).toArray(UUID[]::new);
        int written = database.sql("""
                insert into audit_seal (number, entry, sealed_at, algorithm, digest)
                select * from unnest(?::bigint[], ?::uuid[], array_fill(?::timestamptz, array[?]), ?::text[], ?::text[])
                """)
                .params(
                        links.stream().map(ChainLink::number).toArray(Long[]::new),
                        ids,
                        Timestamp.from(now),
                        links.size(),
                        links.stream().map(ChainLink::algorithm).toArray(String[]::new),
                        links.stream().map(ChainLink::digest).toArray(String[]::new))
                .update();
        int taken = database.sql("delete from audit_unsealed where entry = any(?)")
                .param(ids)
                .update();
        if (written != links.size() || taken != links.size()) {
            throw new IllegalStateException(
                    "sealed " + written + " and took " + taken + " of " + links.size() + " entries");
        }
    }

    /** The head that this process knows of must still be in the chain. */
    private void watch(@Nullable Head head) {
        Head known = last;
        if (known == null || known.equals(head)) {
            return;
        }
        boolean gone = !chain.headAt(known.number()).map(Head::digest).equals(Optional.of(known.digest()));
        if (gone && !headGone) {
            LOG.error(
                    "审计链已损坏 The audit trail is damaged: no. {} {} {} was its head and is no longer in it; see"
                            + " ./raceway audit verify",
                    known.number(),
                    known.algorithm(),
                    known.digest());
        }
        headGone = headGone || gone;
    }

    /** Notes the head in the file once a minute, and the day's last head in the log and the database. */
    void publish() {
        Instant now = clock.instant();
        Head head = last;
        if (head != null && !head.equals(noted) && now.isAfter(notedAt.plus(BETWEEN_NOTES))) {
            heads.add(now, head);
            noted = head;
            notedAt = now;
        }
        LocalDate yesterday = LocalDate.ofInstant(now, ZONE).minusDays(1);
        if (!yesterday.equals(closed)) {
            closeDays(yesterday);
            eraseOldOrigins(now);
            closed = yesterday;
        }
    }

    private void closeDays(LocalDate until) {
        Instant end = until.plusDays(1).atStartOfDay(ZONE).toInstant();
        int written = database.sql("""
                        insert into audit_head (day, number, algorithm, digest)
                        select ?::date, number, algorithm, digest from audit_seal where sealed_at < ? order by number desc limit 1
                        on conflict do nothing
                        """).params(until, Timestamp.from(end)).update();
        if (written > 0) {
            chain.dailyHeads(1)
                    .forEach(day -> LOG.info(
                            "审计链 {} 链首 Audit trail, head of {}: no. {} {} {}",
                            day.day(),
                            day.day(),
                            day.head().number(),
                            day.head().algorithm(),
                            day.head().digest()));
        }
    }

    private void eraseOldOrigins(Instant now) {
        int erased = database.sql("delete from audit_origin where recorded_at < ?")
                .param(Timestamp.from(now.minus(settings.originsKept())))
                .update();
        if (erased > 0) {
            LOG.info(
                    "Erased the origin of {} audit records older than {} days",
                    erased,
                    settings.originsKept().toDays());
        }
    }
}
