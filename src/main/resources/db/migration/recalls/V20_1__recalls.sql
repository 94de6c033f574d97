-- One recall, from its draft to its end.
create table recall (
    id            uuid        not null primary key, -- time-ordered
    number        text        not null unique,      -- as people call it: ZH-20261125-7F3A
    initiator     uuid        not null,             -- enterprise that made what the fault began with
    state         text        not null,             -- RecallState
    title         text        not null,
    reason        text        not null,             -- RecallReason
    description   text        not null,             -- what is wrong
    advice        text        not null,             -- what a holder is to do
    origin        jsonb       not null,             -- RecallOrigin
    origin_digest uuid        not null,             -- of what it began with: the same is not recalled twice at a time
    due_on        date        not null,             -- by when everything is returned or disposed of
    created_by    uuid        not null,             -- account
    created_at    timestamptz not null,
    opened_at     timestamptz,
    searched_at   timestamptz,                      -- when affected goods were looked for last
    marked_at     timestamptz,                      -- when the ledger was told, so that scans say so
    ended_at      timestamptz,
    conclusion    text        not null default ''   -- of the closing, or why it was cancelled
);
create index recall_by_initiator on recall (initiator, id);
create unique index recall_open_once on recall (initiator, origin_digest) where state = 'OPEN';

-- What each affected enterprise holds: a box, a unit outside of a box, or a quantity of a lot. `initiator` stands here too because a
-- policy can't ask the recall whose policy asks here.
create table recall_item (
    id          uuid        not null primary key, -- time-ordered
    recall      uuid        not null,
    initiator   uuid        not null,
    holder      uuid        not null,
    kind        text        not null, -- RecallItem.Kind
    thing       text        not null, -- canonical identifier
    spot        text        not null, -- tells parts of one lot at one holder apart: '', 'SOLD', or where it is on its way to
    product     text        not null,
    english_product text    not null,
    contents    text[]      not null, -- affected units and lots in a box
    outer_box   text,                 -- what the box stands on or in
    place_state text        not null, -- AffectedSet.State
    place       text,
    destination uuid,
    quantity    numeric,              -- absent where the events don't tell
    unit        text,                 -- UN/ECE Recommendation 20; absent for pieces
    quarantined numeric     not null default 0,
    returned    numeric     not null default 0,
    destroyed   numeric     not null default 0,
    unreachable numeric     not null default 0,
    gone        boolean     not null default false, -- not there any more when it was looked for again, with nothing done to it
    found_at    timestamptz not null,
    unique (recall, thing, holder, spot)
);
create index recall_item_by_holder on recall_item (holder, recall);

-- An affected enterprise.
create table recall_party (
    recall          uuid        not null,
    enterprise      uuid        not null,
    initiator       uuid        not null,
    direct          boolean     not null, -- has it from the initiator itself, which may know its name
    registered      boolean     not null, -- false: has left, the operator must find it in another way
    notified_at     timestamptz not null,
    acknowledged_at timestamptz,
    acknowledged_by uuid,                 -- account
    reminded_at     timestamptz,
    reminders       integer     not null default 0,
    primary key (recall, enterprise)
);
create index recall_party_by_enterprise on recall_party (enterprise, recall);

-- Everything that was ever done. Rows are only ever added.
create table recall_step (
    id         uuid        not null primary key, -- time-ordered
    recall     uuid        not null,
    initiator  uuid        not null,
    item       uuid,                 -- absent for what concerns the whole
    enterprise uuid,                 -- that acted; absent for the platform
    account    uuid,
    action     text        not null, -- RecallAction
    quantity   numeric,
    note       text        not null,
    event      text,                 -- EPCIS event that says so
    at         timestamptz not null
);
create index recall_step_by_recall on recall_step (recall, id);

alter table recall_party enable row level security;
create policy sides on recall_party to raceway_application
    using (enterprise = (select current_enterprise())
        or (direct and initiator = (select current_enterprise()))
        or (select sees_cluster()));
alter table recall enable row level security;
create policy sides on recall to raceway_application
    using (initiator = (select current_enterprise())
        or (state <> 'DRAFT' and exists (select from recall_party party
            where party.recall = recall.id and party.enterprise = (select current_enterprise())))
        or (select sees_cluster()));
-- Whoever holds it: not even the initiator sees what lies at others.
alter table recall_item enable row level security;
create policy holder on recall_item to raceway_application
    using (holder = (select current_enterprise()) or (select sees_cluster()));
alter table recall_step enable row level security;
create policy sides on recall_step to raceway_application
    using (enterprise = (select current_enterprise())
        or (item is null and enterprise is null and initiator = (select current_enterprise()))
        or (select sees_cluster()));
revoke update, delete on recall_step from raceway_application;

-- What two records of one enterprise have and hold becomes the remaining record's. Runs with the owner's rights: steps are only ever
-- added otherwise.
create function move_recalls(merged uuid, into_enterprise uuid) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    update recall set initiator = into_enterprise where initiator = merged;
    update recall_item set initiator = into_enterprise where initiator = merged;
    -- The same part of a lot at both records: the quantities of both count.
    update recall_item kept set quantity = kept.quantity + other.quantity,
                                quarantined = kept.quarantined + other.quarantined,
                                returned = kept.returned + other.returned,
                                destroyed = kept.destroyed + other.destroyed,
                                unreachable = kept.unreachable + other.unreachable
    from recall_item other
    where kept.holder = into_enterprise and other.holder = merged and other.recall = kept.recall
      and other.thing = kept.thing and other.spot = kept.spot;
    delete from recall_item other using recall_item kept
    where kept.holder = into_enterprise and other.holder = merged and other.recall = kept.recall
      and other.thing = kept.thing and other.spot = kept.spot;
    update recall_item set holder = into_enterprise where holder = merged;
    update recall_item set destination = into_enterprise where destination = merged;
    delete from recall_party other using recall_party kept
    where kept.enterprise = into_enterprise and other.enterprise = merged and other.recall = kept.recall;
    update recall_party set enterprise = into_enterprise where enterprise = merged;
    update recall_party set initiator = into_enterprise where initiator = merged;
    update recall_step set enterprise = into_enterprise where enterprise = merged;
    update recall_step set initiator = into_enterprise where initiator = merged;
end
$$;
