package org.raceway.recalls;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Isolation;
import org.raceway.audit.AuditActor;
import org.raceway.audit.AuditEntry;
import org.raceway.audit.AuditTrail;
import org.raceway.enterprises.Enterprise;
import org.raceway.enterprises.Enterprises;
import org.raceway.platform.PlatformProblem;
import org.raceway.platform.ProblemException;
import org.raceway.platform.TimeOrderedIds;
import org.raceway.traceability.AffectedSet;
import org.raceway.traceability.Maker;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Recalls in the tables {@code recall*}. What is read for somebody is read within their reach; what a recall does to several
 * enterprises at once is done with everybody's rows in sight, after it was settled here that the caller may.
 */
@Repository
class StoredRecalls {
    static final String COLUMNS = """
            id, number, initiator, state, title, reason, description, advice, origin, due_on, created_at, opened_at, searched_at,
            ended_at, conclusion
            """;
    static final String ITEM_COLUMNS = """
            id, recall, holder, kind, thing, spot, product, english_product, contents, outer_box, place_state, place, destination,
            quantity, unit, quarantined, returned, destroyed, unreachable, gone
            """;
    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** The most goods that one recall keeps. */
    static final int MOST_ITEMS = 100_000;

    static final int LONGEST_TITLE = 100;
    static final int LONGEST_TEXT = 2_000;
    static final int LONGEST_NOTE = 500;
    /** By how many days an affected enterprise acknowledges. */
    static final int DAYS_TO_ACKNOWLEDGE = 1;

    private static final int USUAL_DAYS = 30;
    private static final int LONGEST_DAYS = 366;
    private static final int ROWS_A_STATEMENT = 200;
    private static final int SHOWN = 10;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuuMMdd");

    private final JdbcClient database;
    private final TransactionTemplate transactions;
    private final Isolation isolation;
    private final Assessments assessments;
    private final RecallEvents events;
    private final RecallNotices notices;
    private final Enterprises enterprises;
    private final AuditTrail audit;
    private final TimeOrderedIds ids;
    private final JsonMapper json;
    private final Clock clock;

    StoredRecalls(
            JdbcClient database,
            PlatformTransactionManager transactions,
            Isolation isolation,
            Assessments assessments,
            RecallEvents events,
            RecallNotices notices,
            Enterprises enterprises,
            AuditTrail audit,
            TimeOrderedIds ids,
            JsonMapper json,
            Clock clock) {
        this.database = database;
        this.transactions = new TransactionTemplate(transactions);
        this.isolation = isolation;
        this.assessments = assessments;
        this.events = events;
        this.notices = notices;
        this.enterprises = enterprises;
        this.audit = audit;
        this.ids = ids;
        this.json = json;
        this.clock = clock;
    }

    // ---- before it is open

    /**
     * Writes a draft; nobody is told.
     *
     * @param enterprise whose steps are meant, for the operator
     */
    UUID draft(Caller caller, RecallOrigin origin, Recall.Words words, @Nullable UUID enterprise) {
        Recall.Words checked = checked(words);
        Assessment assessment = assessments.assess(origin, caller, enterprise);
        if (assessment.items().isEmpty()) {
            throw new ProblemException(RecallProblem.NOTHING_AFFECTED);
        }
        UUID id = ids.next();
        Instant now = now();
        everywhere(() -> {
            database.sql("""
                    insert into recall (id, number, initiator, state, title, reason, description, advice, origin, origin_digest, due_on,
                                        created_by, created_at)
                    values (:id, :number, :initiator, 'DRAFT', :title, :reason, :description, :advice, cast(:origin as jsonb), :digest,
                            :dueOn, :account, :now)
                    """)
                    .param("id", id)
                    .param("number", number(id, now))
                    .param("initiator", assessment.initiator())
                    .param("title", checked.title())
                    .param("reason", checked.reason().name())
                    .param("description", checked.description())
                    .param("advice", checked.advice())
                    .param("origin", json.writeValueAsString(origin))
                    .param("digest", origin.digest())
                    .param("dueOn", Date.valueOf(Objects.requireNonNull(checked.dueOn())))
                    .param("account", caller.accountId())
                    .param("now", utc(now))
                    .update();
            step(locked(id), null, caller, RecallAction.DRAFTED, null, "", null, now);
            return true;
        });
        return id;
    }

    private static String number(UUID id, Instant now) {
        String digits = Long.toHexString(id.getLeastSignificantBits()).toUpperCase(Locale.ROOT);
        return "ZH-" + DAY.format(now.atZone(ZONE)) + "-" + digits.substring(digits.length() - 5);
    }

    private Recall.Words checked(Recall.Words words) {
        LocalDate today = now().atZone(ZONE).toLocalDate();
        LocalDate due = words.dueOn() == null ? today.plusDays(USUAL_DAYS) : words.dueOn();
        if (due.isBefore(today) || due.isAfter(today.plusDays(LONGEST_DAYS))) {
            throw invalid("dueOn");
        }
        return new Recall.Words(
                text(words.title(), "title", LONGEST_TITLE),
                words.reason(),
                text(words.description(), "description", LONGEST_TEXT),
                text(words.advice(), "advice", LONGEST_TEXT),
                due);
    }

    private static String text(String text, String name, int longest) {
        String stripped = text.strip();
        if (stripped.isEmpty() || stripped.length() > longest) {
            throw invalid(name);
        }
        return stripped;
    }

    // ---- under way

    /** Opens a draft: tells each affected enterprise of its own goods, and the ledger. */
    void open(Caller caller, UUID id) {
        Recall draft = initiated(caller, id);
        require(draft, RecallState.DRAFT);
        Assessment assessment = assessments.again(draft);
        if (assessment.items().isEmpty()) {
            throw new ProblemException(RecallProblem.NOTHING_AFFECTED);
        }
        Instant now = now();
        try {
            everywhere(() -> {
                Recall recall = locked(id);
                require(recall, RecallState.DRAFT);
                database.sql("""
                        update recall set state = 'OPEN', opened_at = :now, searched_at = :now where id = :id
                        """).param("now", utc(now)).param("id", id).update();
                add(recall, assessment.items(), now);
                parties(recall, assessment, now);
                step(recall, null, caller, RecallAction.OPENED, null, "", null, now);
                return true;
            });
        } catch (DuplicateKeyException e) {
            String other = everywhere(() -> database.sql(
                            "select number from recall where initiator = :initiator and origin_digest = :digest and state = 'OPEN'")
                    .param("initiator", draft.initiator())
                    .param("digest", draft.origin().digest())
                    .query(String.class)
                    .optional()
                    .orElse(""));
            throw new ProblemException(e, RecallProblem.ALREADY_OPEN, other);
        }
        mark(id, assessment);
    }

    /** The ledger is told after everybody is: if it does not answer now, the next search tells it. */
    private void mark(UUID id, Assessment assessment) {
        Recall recall = everywhere(() -> locked(id));
        events.mark(recall, assessment.marks(), true, Objects.requireNonNull(recall.openedAt()));
        everywhere(() -> database.sql("update recall set marked_at = :now where id = :id")
                .param("now", utc(now()))
                .param("id", id)
                .update());
    }

    private void add(Recall recall, List<RecallItem> items, Instant now) {
        for (int from = 0; from < items.size(); from += ROWS_A_STATEMENT) {
            List<RecallItem> part = items.subList(from, Math.min(items.size(), from + ROWS_A_STATEMENT));
            List<@Nullable Object> values = new ArrayList<>(part.size() * 18);
            for (RecallItem item : part) {
                values.add(ids.next());
                values.add(recall.id());
                values.add(recall.initiator());
                values.add(item.holder());
                values.add(item.kind().name());
                values.add(item.thing());
                values.add(item.spot());
                values.add(item.product());
                values.add(item.englishProduct());
                values.add(item.contents().toArray(String[]::new));
                values.add(item.outer());
                values.add(item.placeState().name());
                values.add(item.place());
                values.add(item.destination());
                values.add(item.quantity());
                values.add(item.unit());
                values.add(utc(now));
            }
            database.sql("""
                    insert into recall_item (id, recall, initiator, holder, kind, thing, spot, product, english_product, contents,
                                             outer_box, place_state, place, destination, quantity, unit, found_at)
                    values
                    """
                            + part.stream()
                                    .map(item -> "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::uuid, ?::numeric, ?, ?)")
                                    .collect(Collectors.joining(",")))
                    .params(values)
                    .update();
        }
    }

    /** Tells enterprises that have not been told yet. */
    private Set<UUID> parties(Recall recall, Assessment assessment, Instant now) {
        Set<UUID> holders = new LinkedHashSet<>();
        assessment.items().forEach(item -> holders.add(item.holder()));
        holders.removeAll(Set.copyOf(database.sql("select enterprise from recall_party where recall = :recall")
                .param("recall", recall.id())
                .query(UUID.class)
                .list()));
        Set<UUID> registered = enterprises.all().stream().map(Enterprise::id).collect(Collectors.toSet());
        for (UUID holder : holders) {
            boolean own = holder.equals(recall.initiator());
            boolean known = registered.contains(holder);
            database.sql("""
                    insert into recall_party (recall, enterprise, initiator, direct, registered, notified_at, acknowledged_at)
                    values (:recall, :enterprise, :initiator, :direct, :registered, :now, :acknowledged)
                    """)
                    .param("recall", recall.id())
                    .param("enterprise", holder)
                    .param("initiator", recall.initiator())
                    .param("direct", assessment.direct().contains(holder))
                    .param("registered", known)
                    .param("now", utc(now))
                    .param("acknowledged", own ? utc(now) : null, Types.TIMESTAMP_WITH_TIMEZONE)
                    .update();
            long entries = assessment.items().stream()
                    .filter(item -> item.holder().equals(holder))
                    .count();
            if (known) {
                notices.opened(recall, holder, entries);
            } else {
                notices.notRegistered(recall, holder, entries);
            }
        }
        return holders;
    }

    /**
     * Looks again: goods that came to light since, goods that have moved.
     *
     * @return how many entries are new
     */
    int search(Caller caller, UUID id) {
        Recall known = initiated(caller, id);
        require(known, RecallState.OPEN);
        Assessment assessment = assessments.again(known);
        Instant now = now();
        int found = everywhere(() -> {
            Recall recall = locked(id);
            require(recall, RecallState.OPEN);
            List<RecallItem> added = merge(recall, assessment, now);
            Set<UUID> told = parties(recall, assessment, now);
            Map<UUID, Long> byHolder =
                    added.stream().collect(Collectors.groupingBy(RecallItem::holder, Collectors.counting()));
            byHolder.forEach((holder, entries) -> {
                if (!told.contains(holder)) {
                    notices.further(recall, holder, entries);
                }
            });
            database.sql("update recall set searched_at = :now where id = :id")
                    .param("now", utc(now))
                    .param("id", id)
                    .update();
            step(recall, null, caller, RecallAction.FOUND, BigDecimal.valueOf(added.size()), "", null, now);
            return added.size();
        });
        mark(id, assessment);
        return found;
    }

    private record Spot(String thing, UUID holder, String spot) {
        static Spot of(RecallItem item) {
            return new Spot(item.thing(), item.holder(), item.spot());
        }
    }

    /** What something was done to stays as it was recorded; the rest follows the ledger. */
    private List<RecallItem> merge(Recall recall, Assessment assessment, Instant now) {
        Map<Spot, RecallItem> before = new HashMap<>();
        Set<String> handled = new HashSet<>();
        Set<String> sentBack = new HashSet<>();
        for (RecallItem item : items(recall.id())) {
            before.put(Spot.of(item), item);
            if (!item.done().isNothing() && item.kind() != RecallItem.Kind.LOT) {
                handled.add(item.thing());
                handled.addAll(item.contents());
            }
            if (item.done().returned().signum() > 0) {
                sentBack.add(item.thing() + " " + item.holder());
            }
        }
        Set<Spot> seen = new HashSet<>();
        List<RecallItem> added = new ArrayList<>();
        for (RecallItem item : assessment.items()) {
            RecallItem current = without(item, handled);
            if (current == null
                    || (recall.initiator().equals(item.destination())
                            && sentBack.contains(item.thing() + " " + item.holder()))) {
                seen.add(Spot.of(item));
                continue;
            }
            RecallItem known = before.get(Spot.of(current));
            seen.add(Spot.of(current));
            if (known == null) {
                added.add(current);
            } else if (known.done().isNothing()) {
                update(known.id(), current);
            } else if (known.quantity() != null && current.quantity() != null) {
                // Returned and destroyed goods have left the ledger's balance.
                BigDecimal whole = current.quantity().add(known.done().settled());
                if (whole.compareTo(known.quantity()) > 0) {
                    update(known.id(), whole);
                }
            }
        }
        add(recall, added, now);
        before.forEach((spot, item) -> {
            if (!seen.contains(spot) && item.done().isNothing() && !item.gone()) {
                database.sql("update recall_item set gone = true where id = :id")
                        .param("id", item.id())
                        .update();
            }
        });
        return added;
    }

    private static @Nullable RecallItem without(RecallItem item, Set<String> handled) {
        if (item.kind() == RecallItem.Kind.LOT) {
            return item;
        }
        if (handled.contains(item.thing())) {
            return null;
        }
        List<String> contents = item.contents().stream()
                .filter(thing -> !handled.contains(thing))
                .toList();
        if (item.kind() == RecallItem.Kind.BOX && contents.isEmpty()) {
            return null;
        }
        int less = item.contents().size() - contents.size();
        BigDecimal quantity = item.quantity();
        return new RecallItem(
                item.id(),
                item.recall(),
                item.holder(),
                item.kind(),
                item.thing(),
                item.spot(),
                item.product(),
                item.englishProduct(),
                contents,
                item.outer(),
                item.placeState(),
                item.place(),
                item.destination(),
                quantity == null ? null : quantity.subtract(BigDecimal.valueOf(less)),
                item.unit(),
                item.done(),
                false);
    }

    private void update(UUID id, RecallItem current) {
        database.sql("""
                update recall_item set contents = ?, outer_box = ?, place_state = ?, place = ?, destination = ?::uuid,
                                       quantity = ?::numeric, gone = false
                where id = ?
                """)
                .params(Arrays.asList(
                        current.contents().toArray(String[]::new),
                        current.outer(),
                        current.placeState().name(),
                        current.place(),
                        current.destination(),
                        current.quantity(),
                        id))
                .update();
    }

    private void update(UUID id, BigDecimal quantity) {
        database.sql("update recall_item set quantity = :quantity where id = :id")
                .param("quantity", quantity)
                .param("id", id)
                .update();
    }

    /** Reminds everybody who has not acknowledged or not dealt with everything; how many that are. */
    int remind(Caller caller, UUID id) {
        Recall known = initiated(caller, id);
        require(known, RecallState.OPEN);
        return everywhere(() -> {
            Recall recall = locked(id);
            require(recall, RecallState.OPEN);
            List<UUID> late = waiting(id);
            remind(recall, late, caller);
            return late.size();
        });
    }

    private List<UUID> waiting(UUID recall) {
        return database.sql("""
                        select enterprise from recall_party party
                        where recall = :recall and registered
                          and (acknowledged_at is null or exists (
                              select from recall_item item
                              where item.recall = party.recall and item.holder = party.enterprise and not gone
                                and (quantity is null or quantity > returned + destroyed + unreachable)))
                        order by enterprise
                        """).param("recall", recall).query(UUID.class).list();
    }

    private void remind(Recall recall, Collection<UUID> late, @Nullable Caller caller) {
        if (late.isEmpty()) {
            return;
        }
        Instant now = now();
        late.forEach(enterprise -> notices.reminded(recall, enterprise));
        database.sql("""
                update recall_party set reminded_at = :now, reminders = reminders + 1
                where recall = :recall and enterprise = any(:late)
                """)
                .param("now", utc(now))
                .param("recall", recall.id())
                .param("late", late.toArray(UUID[]::new))
                .update();
        step(recall, null, caller, RecallAction.REMINDED, BigDecimal.valueOf(late.size()), "", null, now);
    }

    /**
     * Reminds, once a day, who is late: with the acknowledgement after a day, with the rest after the recall's last day.
     *
     * @return how many were reminded
     */
    int remindLate() {
        return everywhere(() -> {
            Instant now = now();
            record Late(UUID recall, UUID enterprise) {}
            Map<UUID, List<UUID>> late = database
                    .sql("""
                            select party.recall, party.enterprise from recall_party party join recall on recall.id = party.recall
                            where recall.state = 'OPEN' and party.registered
                              and coalesce(party.reminded_at, party.notified_at) < :yesterday
                              and (party.acknowledged_at is null
                                   or (recall.due_on < :today and exists (
                                       select from recall_item item
                                       where item.recall = party.recall and item.holder = party.enterprise and not gone
                                         and (quantity is null or quantity > returned + destroyed + unreachable))))
                            order by party.recall, party.enterprise limit 1000
                            """)
                    .param("yesterday", utc(now.minus(DAYS_TO_ACKNOWLEDGE, ChronoUnit.DAYS)))
                    .param("today", Date.valueOf(now.atZone(ZONE).toLocalDate()))
                    .query((row, index) ->
                            new Late(row.getObject("recall", UUID.class), row.getObject("enterprise", UUID.class)))
                    .list()
                    .stream()
                    .collect(Collectors.groupingBy(
                            Late::recall, Collectors.mapping(Late::enterprise, Collectors.toList())));
            late.forEach((id, who) -> remind(locked(id), who, null));
            return late.values().stream().mapToInt(List::size).sum();
        });
    }

    /** Says that the notice has arrived. A second time changes nothing. */
    void acknowledge(Caller caller, UUID id, @Nullable UUID onBehalfOf) {
        UUID enterprise = acting(caller, onBehalfOf);
        everywhere(() -> {
            Recall recall = locked(id);
            requireParty(recall, enterprise);
            require(recall, RecallState.OPEN);
            Instant now = now();
            int changed = database.sql("""
                            update recall_party set acknowledged_at = :now, acknowledged_by = :account
                            where recall = :recall and enterprise = :enterprise and acknowledged_at is null
                            """)
                    .param("now", utc(now))
                    .param("account", caller.accountId())
                    .param("recall", id)
                    .param("enterprise", enterprise)
                    .update();
            if (changed > 0) {
                step(recall, null, caller, enterprise, RecallAction.ACKNOWLEDGED, null, "", null, now);
                settle(recall, enterprise);
            }
            return true;
        });
    }

    /**
     * Records what was done to goods.
     *
     * @param quantity absent for all of it
     */
    void handle(Caller caller, UUID id, UUID itemId, RecallAction action, @Nullable BigDecimal quantity, String note) {
        if (!action.isOfGoods()) {
            throw invalid("action");
        }
        String said = note.strip();
        if (said.length() > LONGEST_NOTE || (action == RecallAction.UNREACHABLE && said.isEmpty())) {
            throw invalid("note");
        }
        if (quantity != null && (quantity.signum() <= 0 || quantity.scale() > 6 || quantity.precision() > 18)) {
            throw invalid("quantity");
        }
        everywhere(() -> {
            Recall recall = locked(id);
            RecallItem item = database.sql("select " + ITEM_COLUMNS
                            + " from recall_item where id = :id and recall = :recall for update")
                    .param("id", itemId)
                    .param("recall", id)
                    .query(StoredRecalls::item)
                    .optional()
                    .filter(found -> caller.sees(found.holder()))
                    .orElseThrow(StoredRecalls::notFound);
            require(recall, RecallState.OPEN);
            if (action == RecallAction.RETURNED && item.holder().equals(recall.initiator())) {
                throw new ProblemException(RecallProblem.OWN_GOODS);
            }
            Instant now = now();
            BigDecimal left = left(item, action);
            BigDecimal amount = quantity;
            if (amount == null) {
                amount = left;
            }
            if (amount == null) {
                throw invalid("quantity");
            }
            if (left != null && (amount.compareTo(left) > 0 || left.signum() == 0)) {
                throw new ProblemException(
                        RecallProblem.TOO_MUCH, left.stripTrailingZeros().toPlainString());
            }
            String event =
                    events.done(recall, item, action, amount, new Maker(caller.accountId(), caller.department()), now);
            String column = action.name().toLowerCase(Locale.ROOT);
            database.sql("update recall_item set " + column + " = " + column + " + :amount,"
                            + " quantity = coalesce(quantity, :amount), gone = false where id = :id")
                    .param("amount", amount)
                    .param("id", itemId)
                    .update();
            // Who deals with the goods has read the notice.
            database.sql("""
                    update recall_party set acknowledged_at = :now, acknowledged_by = :account
                    where recall = :recall and enterprise = :enterprise and acknowledged_at is null
                    """)
                    .param("now", utc(now))
                    .param("account", caller.accountId())
                    .param("recall", id)
                    .param("enterprise", item.holder())
                    .update();
            step(recall, itemId, caller, item.holder(), action, amount, said, event, now);
            settle(recall, item.holder());
            return true;
        });
    }

    private static @Nullable BigDecimal left(RecallItem item, RecallAction action) {
        BigDecimal open = item.open();
        if (action != RecallAction.QUARANTINED || item.quantity() == null || open == null) {
            return open;
        }
        return open.min(item.quantity().subtract(item.done().quarantined()));
    }

    /** Takes the to-do away from who has done everything. */
    private void settle(Recall recall, UUID enterprise) {
        if (!waiting(recall.id()).contains(enterprise)) {
            notices.settled(recall, enterprise);
        }
    }

    // ---- the end

    /** Closes a recall of which everything was dealt with. */
    void close(Caller caller, UUID id, String conclusion) {
        String said = text(conclusion, "conclusion", LONGEST_TEXT);
        Recall known = initiated(caller, id);
        require(known, RecallState.OPEN);
        everywhere(() -> {
            Recall recall = locked(id);
            require(recall, RecallState.OPEN);
            List<RecallItem> open =
                    items(id).stream().filter(RecallItem::isOpen).toList();
            if (!open.isEmpty()) {
                // The initiator learns which of its own; of others' only how many.
                String which = open.stream()
                        .filter(item -> caller.sees(item.holder()))
                        .limit(SHOWN)
                        .map(RecallItem::label)
                        .collect(Collectors.joining(", "));
                throw new ProblemException(RecallProblem.OPEN_ITEMS, open.size(), which.isEmpty() ? "-" : which);
            }
            end(recall, RecallState.CLOSED, said);
            step(recall, null, caller, RecallAction.CLOSED, null, said, null, now());
            partiesOf(id).forEach(party -> notices.closed(recall, party.enterprise()));
            return true;
        });
    }

    /** Gives a recall or a draft up. */
    void cancel(Caller caller, UUID id, String why) {
        String said = text(why, "conclusion", LONGEST_TEXT);
        Recall known = initiated(caller, id);
        Assessment assessment = known.state() == RecallState.OPEN ? assessments.again(known) : null;
        Instant now = now();
        Recall before = everywhere(() -> {
            Recall recall = locked(id);
            if (recall.state() != RecallState.DRAFT && recall.state() != RecallState.OPEN) {
                throw new ProblemException(RecallProblem.WRONG_STATE);
            }
            end(recall, RecallState.CANCELLED, said);
            step(recall, null, caller, RecallAction.CANCELLED, null, said, null, now);
            partiesOf(id).forEach(party -> notices.cancelled(recall, party.enterprise(), said));
            return recall;
        });
        if (before.state() == RecallState.OPEN && assessment != null) {
            events.mark(before, assessment.marks(), false, now);
        }
    }

    private void end(Recall recall, RecallState state, String said) {
        database.sql("update recall set state = :state, ended_at = :now, conclusion = :said where id = :id")
                .param("state", state.name())
                .param("now", utc(now()))
                .param("said", said)
                .param("id", recall.id())
                .update();
    }

    // ---- what is there

    /** A recall within the caller's reach. */
    Recall visible(UUID id) {
        return find(id).orElseThrow(StoredRecalls::notFound);
    }

    private Optional<Recall> find(UUID id) {
        return database.sql("select " + COLUMNS + " from recall where id = :id")
                .param("id", id)
                .query(this::recall)
                .optional();
    }

    /** How far it has got, as this caller may know it: own goods, direct customers by name, the others together. */
    Progress progress(Recall recall, Caller caller) {
        if (recall.state() == RecallState.DRAFT) {
            return progress(assessments.again(recall), caller);
        }
        List<Recall.Party> parties = everywhere(() -> partiesOf(recall.id()));
        Set<UUID> direct = new HashSet<>();
        parties.forEach(party -> {
            if (party.direct()) {
                direct.add(party.enterprise());
            }
        });
        return Progress.of(everywhere(() -> items(recall.id())), parties, named(recall.initiator(), direct, caller));
    }

    /** The same of what a recall would reach. */
    Progress progress(Assessment assessment, Caller caller) {
        return Progress.of(assessment.items(), List.of(), named(assessment.initiator(), assessment.direct(), caller));
    }

    private static Progress.Named named(UUID initiator, Set<UUID> direct, Caller caller) {
        return enterprise -> caller.sees(enterprise) || (caller.sees(initiator) && direct.contains(enterprise));
    }

    /** The goods within the reach of whoever asks, those that are gone left out. */
    List<RecallItem> items(UUID recall) {
        return database.sql(
                        "select " + ITEM_COLUMNS + " from recall_item where recall = :recall order by id limit :most")
                .param("recall", recall)
                .param("most", MOST_ITEMS)
                .query(StoredRecalls::item)
                .list();
    }

    /** The affected enterprises within the reach of whoever asks. */
    List<Recall.Party> partiesOf(UUID recall) {
        return database.sql("""
                        select enterprise, direct, registered, notified_at, acknowledged_at, reminded_at, reminders from recall_party
                        where recall = :recall order by enterprise
                        """)
                .param("recall", recall)
                .query((row, index) -> new Recall.Party(
                        row.getObject("enterprise", UUID.class),
                        row.getBoolean("direct"),
                        row.getBoolean("registered"),
                        Objects.requireNonNull(instant(row, "notified_at")),
                        instant(row, "acknowledged_at"),
                        instant(row, "reminded_at"),
                        row.getInt("reminders")))
                .list();
    }

    /** What was done, within the reach of whoever asks, the newest first. */
    List<Recall.Step> steps(UUID recall, int most) {
        return database.sql("""
                        select action, item, enterprise, account, quantity, note, at from recall_step
                        where recall = :recall order by id desc limit :most
                        """)
                .param("recall", recall)
                .param("most", most)
                .query((row, index) -> new Recall.Step(
                        RecallAction.valueOf(row.getString("action")),
                        row.getObject("item", UUID.class),
                        row.getObject("enterprise", UUID.class),
                        row.getObject("account", UUID.class),
                        row.getBigDecimal("quantity"),
                        row.getString("note"),
                        Objects.requireNonNull(instant(row, "at"))))
                .list();
    }

    /** Counts without names: by state, and what is left of those that are open. */
    record Totals(
            int open, int closed, int cancelled, int enterprises, int acknowledged, long entries, long openEntries) {}

    /** Of the whole cluster, for who may see totals. */
    Totals totals() {
        return everywhere(() -> database.sql("""
                        select (select count(*) from recall where state = 'OPEN') as open,
                               (select count(*) from recall where state = 'CLOSED') as closed,
                               (select count(*) from recall where state = 'CANCELLED') as cancelled,
                               (select count(distinct enterprise) from recall_party) as enterprises,
                               (select count(distinct enterprise) from recall_party where acknowledged_at is not null) as acknowledged,
                               (select count(*) from recall_item where not gone) as entries,
                               (select count(*) from recall_item join recall on recall.id = recall_item.recall
                                where recall.state = 'OPEN' and not gone
                                  and (quantity is null or quantity > returned + destroyed + unreachable)) as open_entries
                        """)
                .query((row, index) -> new Totals(
                        row.getInt("open"),
                        row.getInt("closed"),
                        row.getInt("cancelled"),
                        row.getInt("enterprises"),
                        row.getInt("acknowledged"),
                        row.getLong("entries"),
                        row.getLong("open_entries")))
                .single());
    }

    /** When a holder leaves: nobody there reads notices any more. In the transaction in which it leaves. */
    void left(UUID enterprise) {
        record Held(UUID recall, long entries) {}
        List<Held> held = database.sql("""
                        select party.recall, count(item.id) as entries
                        from recall_party party
                        join recall on recall.id = party.recall and recall.state = 'OPEN'
                        join recall_item item on item.recall = party.recall and item.holder = party.enterprise and not item.gone
                             and (item.quantity is null or item.quantity > item.returned + item.destroyed + item.unreachable)
                        where party.enterprise = :enterprise and party.registered
                        group by party.recall order by party.recall
                        """)
                .param("enterprise", enterprise)
                .query((row, index) -> new Held(row.getObject("recall", UUID.class), row.getLong("entries")))
                .list();
        database.sql("update recall_party set registered = false where enterprise = :enterprise")
                .param("enterprise", enterprise)
                .update();
        held.forEach(each -> notices.notRegistered(locked(each.recall()), enterprise, each.entries()));
    }

    /** When two records become one; in the transaction that merges them. */
    void follow(UUID from, UUID into) {
        database.sql("select move_recalls(:from, :into)")
                .param("from", from)
                .param("into", into)
                .query((row, index) -> true)
                .list();
    }

    // ---- what all of it uses

    private Recall locked(UUID id) {
        return database.sql("select " + COLUMNS + " from recall where id = :id for update")
                .param("id", id)
                .query(this::recall)
                .optional()
                .orElseThrow(StoredRecalls::notFound);
    }

    /** The recall, if the caller is who initiated it, or the operator. */
    private Recall initiated(Caller caller, UUID id) {
        Recall recall = visible(id);
        if (!caller.sees(recall.initiator())) {
            throw new ProblemException(PlatformProblem.FORBIDDEN);
        }
        return recall;
    }

    private static UUID acting(Caller caller, @Nullable UUID onBehalfOf) {
        if (caller.seesCluster() && onBehalfOf != null) {
            return onBehalfOf;
        }
        return caller.requireEnterprise();
    }

    private void requireParty(Recall recall, UUID enterprise) {
        if (partiesOf(recall.id()).stream()
                .noneMatch(party -> party.enterprise().equals(enterprise))) {
            throw notFound();
        }
    }

    private static void require(Recall recall, RecallState state) {
        if (recall.state() != state) {
            throw new ProblemException(RecallProblem.WRONG_STATE);
        }
    }

    private void step(
            Recall recall,
            @Nullable UUID item,
            @Nullable Caller caller,
            RecallAction action,
            @Nullable BigDecimal quantity,
            String note,
            @Nullable String event,
            Instant at) {
        step(recall, item, caller, caller == null ? null : caller.enterprise(), action, quantity, note, event, at);
    }

    private void step(
            Recall recall,
            @Nullable UUID item,
            @Nullable Caller caller,
            @Nullable UUID enterprise,
            RecallAction action,
            @Nullable BigDecimal quantity,
            String note,
            @Nullable String event,
            Instant at) {
        database.sql("""
                insert into recall_step (id, recall, initiator, item, enterprise, account, action, quantity, note, event, at)
                values (?, ?, ?, ?::uuid, ?::uuid, ?::uuid, ?, ?::numeric, ?, ?, ?)
                """)
                .params(Arrays.asList(
                        ids.next(),
                        recall.id(),
                        recall.initiator(),
                        item,
                        enterprise,
                        caller == null ? null : caller.accountId(),
                        action.name(),
                        quantity,
                        note,
                        event,
                        utc(at)))
                .update();
        audit.recordAs(
                caller == null
                        ? AuditActor.raceway("recalls")
                        : AuditActor.account(caller.accountId(), caller.enterprise())
                                .fromCurrentRequest(),
                AuditEntry.done("recalls." + action.name().toLowerCase(Locale.ROOT), "recall", recall.id())
                        .about(enterprise == null ? recall.initiator() : enterprise)
                        .with("number", recall.number())
                        .with("item", item)
                        .with("quantity", quantity == null ? null : quantity.toPlainString()));
    }

    private <T> T everywhere(Supplier<T> work) {
        return isolation.everywhere(() -> Objects.requireNonNull(transactions.execute(status -> work.get())));
    }

    Recall recall(ResultSet row, int index) throws SQLException {
        return new Recall(
                row.getObject("id", UUID.class),
                row.getString("number"),
                row.getObject("initiator", UUID.class),
                RecallState.valueOf(row.getString("state")),
                row.getString("title"),
                RecallReason.valueOf(row.getString("reason")),
                row.getString("description"),
                row.getString("advice"),
                json.readValue(row.getString("origin"), RecallOrigin.class),
                row.getDate("due_on").toLocalDate(),
                Objects.requireNonNull(instant(row, "created_at")),
                instant(row, "opened_at"),
                instant(row, "searched_at"),
                instant(row, "ended_at"),
                row.getString("conclusion"));
    }

    static RecallItem item(ResultSet row, int index) throws SQLException {
        return new RecallItem(
                row.getObject("id", UUID.class),
                row.getObject("recall", UUID.class),
                row.getObject("holder", UUID.class),
                RecallItem.Kind.valueOf(row.getString("kind")),
                row.getString("thing"),
                row.getString("spot"),
                row.getString("product"),
                row.getString("english_product"),
                texts(row.getArray("contents")),
                row.getString("outer_box"),
                AffectedSet.State.valueOf(row.getString("place_state")),
                row.getString("place"),
                row.getObject("destination", UUID.class),
                row.getBigDecimal("quantity"),
                row.getString("unit"),
                new RecallItem.Done(
                        row.getBigDecimal("quarantined"),
                        row.getBigDecimal("returned"),
                        row.getBigDecimal("destroyed"),
                        row.getBigDecimal("unreachable")),
                row.getBoolean("gone"));
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static ProblemException invalid(String name) {
        return new ProblemException(RecallProblem.INVALID, name);
    }

    private static ProblemException notFound() {
        return new ProblemException(PlatformProblem.NOT_FOUND);
    }
}
