package org.raceway.cards;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.audit.AuditEntry;
import org.raceway.audit.AuditTrail;
import org.raceway.cards.EntryOrder.Confirmation;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Texts;
import org.raceway.platform.Times;
import org.raceway.platform.uploads.UploadKind;
import org.raceway.traceability.Maker;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes what phones record: each entry once, in the ledger and here. */
@Service
class Entries {
    /** How far a phone's clock may be off before a person is asked. */
    static final Duration CLOCK_TOLERANCE = Duration.ofHours(12);
    /** How long an entry may have waited in a phone. */
    static final Duration LONGEST_WAIT = Duration.ofDays(60);
    /** A photo as phones send it, made smaller by the page. */
    static final int MOST_PHOTO_BYTES = 1_000_000;

    private static final Duration STEP_BACK = Duration.ofMinutes(5);
    private static final int LONGEST_TEXT = 200;

    private final JdbcClient database;
    private final StoredCards cards;
    private final CardEvents events;
    private final AuditTrail audit;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Entries(
            JdbcClient database,
            StoredCards cards,
            CardEvents events,
            AuditTrail audit,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.database = database;
        this.cards = cards;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** What came of it. */
    record Taken(CardEntry entry, boolean repeated) {}

    /**
     * Takes an entry.
     *
     * @throws ProblemException if it can't be taken, or a person has to decide first
     */
    Taken take(Caller caller, EntryOrder order) {
        UUID enterprise = caller.requireEnterprise();
        UUID id = present(order.id(), "id");
        Step step = Step.of(order.step()).orElseThrow(() -> new ProblemException(CardProblem.ENTRY_INVALID, "step"));
        String machine = shortened(order.machine(), "machine");
        String reason = shortened(order.reason(), "reason");
        Instant takenAt = present(order.takenAt(), "takenAt");
        byte[] photo = order.photo();
        byte[] photoDigest = photo == null || photo.length == 0 ? null : checked(photo);
        byte[] digest = digest(order, step, machine);
        return transaction.execute(status -> {
            Optional<Taken> before = repeated(enterprise, id, digest);
            if (before.isPresent()) {
                return before.get();
            }
            Card found = cards.byThing(caller, cards.thing(caller, order.code() == null ? "" : order.code()))
                    .orElseThrow(() -> new ProblemException(CardProblem.NO_SUCH_CARD));
            // Two phones with one card: one after the other.
            database.sql("select id from card where id = :id for update")
                    .param("id", found.id())
                    .query(UUID.class)
                    .single();
            before = repeated(enterprise, id, digest);
            if (before.isPresent()) {
                return before.get();
            }
            Card card = cards.get(caller, found.id());
            List<CardEntry> entries = cards.entries(card.id());
            BigDecimal quantity = Quantities.checked(order.quantity(), card.unit());
            Instant now = clock.instant();
            Instant happenedAt = happened(order, takenAt, now);
            checkOtherPhone(order, card, step, entries);
            checkCameIn(order, card, step, quantity, entries, reason);
            String event = CardEvents.id(card, id);
            events.tell(
                    card,
                    id,
                    new CardEvents.Done(
                            step,
                            quantity,
                            machine,
                            reason,
                            happenedAt,
                            photoDigest == null ? null : HexFormat.of().formatHex(photoDigest)),
                    Maker.of(caller));
            CardEntry entry = new CardEntry(
                    id,
                    card.id(),
                    card.entries() + 1,
                    order.device(),
                    step,
                    quantity,
                    machine,
                    reason,
                    happenedAt,
                    takenAt,
                    now,
                    photoDigest == null ? null : HexFormat.of().formatHex(photoDigest),
                    event);
            insert(caller, card, entry, photoDigest, digest);
            if (photoDigest != null && photo != null) {
                database.sql("""
                        insert into card_photo (enterprise, entry, media_type, content)
                        values (:enterprise, :entry, :type, :content)
                        """)
                        .param("enterprise", enterprise)
                        .param("entry", id)
                        .param("type", UploadKind.of(photo).mediaType())
                        .param("content", photo)
                        .update();
            }
            audit.record(AuditEntry.done("cards.record", "card", card.id())
                    .about(enterprise)
                    .with("entry", id)
                    .with("step", step.term())
                    .with(
                            "confirmed",
                            order.confirmed() == null || order.confirmed().isEmpty() ? null : order.confirmed()));
            return new Taken(entry, false);
        });
    }

    private void insert(Caller caller, Card card, CardEntry entry, byte @Nullable [] photoDigest, byte[] digest) {
        database.sql("""
                insert into card_entry (enterprise, id, card, number, device, step, quantity, machine, reason, happened_at, taken_at,
                                        received_at, recorded_by, photo_digest, event, digest)
                values (:enterprise, :id, :card, :number, :device, :step, :quantity, :machine, :reason, :happened, :taken,
                        :received, :account, cast(:photo as bytea), :event, :digest)
                """)
                .param("enterprise", card.enterprise())
                .param("id", entry.id())
                .param("card", card.id())
                .param("number", entry.number())
                .param("device", entry.device())
                .param("step", entry.step().name())
                .param("quantity", entry.quantity())
                .param("machine", entry.machine())
                .param("reason", entry.reason())
                .param("happened", Timestamp.from(entry.happenedAt()))
                .param("taken", Timestamp.from(entry.takenAt()))
                .param("received", Timestamp.from(entry.receivedAt()))
                .param("account", caller.accountId())
                .param("photo", photoDigest)
                .param("event", entry.event())
                .param("digest", digest)
                .update();
        database.sql("""
                update card set entries = entries + 1, step = :step, done = case when step = :step then done else 0 end + :quantity
                where id = :id
                """)
                .param("step", entry.step().name())
                .param("quantity", entry.quantity())
                .param("id", card.id())
                .update();
    }

    private Optional<Taken> repeated(UUID enterprise, UUID id, byte[] digest) {
        return database.sql(
                        "select id, card, number, device, step, quantity, machine, reason, happened_at, taken_at, received_at,"
                                + " photo_digest, event, digest from card_entry where enterprise = :enterprise and id = :id")
                .param("enterprise", enterprise)
                .param("id", id)
                .query((row, index) -> {
                    if (!Arrays.equals(row.getBytes("digest"), digest)) {
                        throw new ProblemException(CardProblem.ENTRY_ID_TAKEN);
                    }
                    return new Taken(StoredCards.readEntry(row, index), true);
                })
                .optional();
    }

    /** When it happened, by the server's clock: the phone's may be slow or fast, but its own span between two looks is right. */
    private static Instant happened(EntryOrder order, Instant takenAt, Instant now) {
        Instant sentAt = order.sentAt() == null ? now : order.sentAt();
        Duration off = Duration.between(sentAt, now);
        Duration waited = Duration.between(takenAt, sentAt);
        boolean wrong = off.abs().compareTo(CLOCK_TOLERANCE) > 0
                || waited.compareTo(LONGEST_WAIT) > 0
                || waited.compareTo(STEP_BACK.negated()) < 0;
        if (!wrong) {
            Instant happened = takenAt.plus(off);
            return happened.isAfter(now) ? now : happened;
        }
        if (order.confirms(Confirmation.CLOCK)) {
            return now;
        }
        boolean sendingWrong = off.abs().compareTo(CLOCK_TOLERANCE) > 0;
        throw new ProblemException(CardProblem.CLOCK_WRONG, shown(sendingWrong ? sentAt : takenAt), Times.minute(now));
    }

    private static String shown(Instant at) {
        // A year of six digits fits no formatter's page.
        return at.isBefore(Instant.parse("1900-01-01T00:00:00Z")) || at.isAfter(Instant.parse("9999-01-01T00:00:00Z"))
                ? at.toString()
                : Times.minute(at);
    }

    private static void checkOtherPhone(EntryOrder order, Card card, Step step, List<CardEntry> entries) {
        UUID device = order.device();
        if (device == null || order.confirms(Confirmation.OTHER_PHONE)) {
            return;
        }
        Integer seen = order.seen();
        entries.stream()
                .filter(entry -> !device.equals(entry.device()))
                .filter(entry -> seen == null ? entry.step() == step : entry.number() > seen)
                .reduce((first, second) -> second)
                .ifPresent(other -> {
                    throw new ProblemException(
                            CardProblem.OTHER_PHONE,
                            (Texts.Worded) texts -> texts.get(other.step().textKey()),
                            (Texts.Worded) texts -> Quantities.text(other.quantity()) + " "
                                    + texts.get(card.unit().textKey()),
                            Times.minute(other.happenedAt()));
                });
    }

    private static void checkCameIn(
            EntryOrder order, Card card, Step step, BigDecimal quantity, List<CardEntry> entries, String reason) {
        BigDecimal makes = done(step, entries).add(quantity);
        BigDecimal cameIn = cameIn(card, step, entries);
        if (makes.compareTo(cameIn) <= 0) {
            return;
        }
        if (!order.confirms(Confirmation.MORE_THAN_CAME_IN)) {
            throw new ProblemException(
                    CardProblem.MORE_THAN_CAME_IN, Quantities.text(makes), Quantities.text(cameIn), (Texts.Worded)
                            texts -> texts.get(card.unit().textKey()));
        }
        if (reason.isEmpty()) {
            throw new ProblemException(CardProblem.REASON_MISSING);
        }
    }

    private static BigDecimal done(Step step, List<CardEntry> entries) {
        return entries.stream()
                .filter(entry -> entry.step() == step)
                .map(CardEntry::quantity)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** What the step before has handed on; for the first one what went in, or what the card says where that is in another unit. */
    private static BigDecimal cameIn(Card card, Step step, List<CardEntry> entries) {
        Optional<Step> before = entries.stream()
                .map(CardEntry::step)
                .filter(other -> other.compareTo(step) < 0)
                .max(Comparator.naturalOrder());
        if (before.isPresent()) {
            return done(before.get(), entries);
        }
        boolean comparable =
                !card.inputs().isEmpty() && card.inputs().stream().allMatch(input -> input.unit() == card.unit());
        return comparable
                ? card.inputs().stream().map(CardInput::quantity).reduce(BigDecimal.ZERO, BigDecimal::add)
                : card.quantity();
    }

    /** What a person will most likely say of this step: what came in and has not been recorded yet. */
    static BigDecimal expected(Card card, Step step, List<CardEntry> entries) {
        BigDecimal cameIn = step == card.route().getFirst() ? card.quantity() : cameIn(card, step, entries);
        BigDecimal open = cameIn.subtract(done(step, entries));
        return open.signum() > 0 ? open : BigDecimal.ZERO;
    }

    /** A photo's type and bytes. */
    @SuppressWarnings("ArrayRecordComponent")
    record Photo(String mediaType, byte[] content) {}

    Photo photo(Caller caller, UUID entry) {
        return database.sql(
                        "select media_type, content from card_photo where enterprise = :enterprise and entry = :entry")
                .param("enterprise", caller.requireEnterprise())
                .param("entry", entry)
                .query((row, index) -> new Photo(row.getString("media_type"), row.getBytes("content")))
                .optional()
                .orElseThrow(() -> new ProblemException(CardProblem.NO_SUCH_PHOTO));
    }

    private static byte[] checked(byte[] photo) {
        UploadKind kind = UploadKind.of(Arrays.copyOf(photo, Math.min(photo.length, 4_096)));
        if (photo.length > MOST_PHOTO_BYTES || (kind != UploadKind.JPEG && kind != UploadKind.PNG)) {
            throw new ProblemException(CardProblem.PHOTO, MOST_PHOTO_BYTES / 1_000);
        }
        return sha256().digest(photo);
    }

    /** Of what makes the entry what it is; what was confirmed and when it was sent may differ from one attempt to the next. */
    private static byte[] digest(EntryOrder order, Step step, String machine) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (Object part : new @Nullable Object[] {
                order.code() == null ? "" : order.code().strip(),
                step,
                order.quantity() == null
                        ? ""
                        : order.quantity().stripTrailingZeros().toPlainString(),
                machine,
                order.takenAt(),
                order.device()
            }) {
                byte[] text = String.valueOf(part).getBytes(StandardCharsets.UTF_8);
                out.writeInt(text.length);
                out.write(text);
            }
            byte[] photo = order.photo();
            if (photo != null) {
                new ByteArrayInputStream(photo).transferTo(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sha256().digest(bytes.toByteArray());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T present(@Nullable T value, String name) {
        if (value == null) {
            throw new ProblemException(CardProblem.ENTRY_INVALID, name);
        }
        return value;
    }

    private static String shortened(@Nullable String text, String name) {
        String stripped = text == null ? "" : text.strip();
        if (stripped.length() > LONGEST_TEXT) {
            throw new ProblemException(CardProblem.ENTRY_INVALID, name);
        }
        return stripped;
    }
}
