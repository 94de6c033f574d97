-- The event ledger. Keys are computed in Java: of a canonical identifier (org.raceway.identifiers.gs1.Keys), or a time-ordered UUID (version 7).
-- `owner` (the capturing enterprise) is the distribution column and part of every primary and unique key.

-- Makes a re-sent event idempotent: digest of the CBV event hash, or of the event ID where the sender gave one that is no hash.
create table event_identity (
    digest  uuid not null,
    owner   uuid not null,
    event   uuid not null,
    content uuid not null, -- digest of the CBV event hash: tells a re-sent event from another one under the same event ID
    primary key (digest, owner)
);

-- One row an event. `event` is time-ordered and carries the record time's millisecond, so partitions by its range are
-- partitions by record time, and a look-up by key touches one of them.
create table event (
    event             uuid        not null,
    owner             uuid        not null,
    identity          uuid        not null, -- event_identity.digest
    event_time        timestamptz not null,
    type              smallint    not null, -- EventType.ordinal()
    action            smallint,             -- Action.ordinal()
    biz_step          text,                 -- CBV short name or URI
    disposition       text,
    read_point        uuid,                 -- key of the canonical identifier
    business_location uuid,
    capture           uuid        not null,
    error_declared    boolean     not null, -- this event is itself an error declaration
    body              bytea       not null, -- the event alone, as EPCIS 2.0 JSON in UTF-8, identifiers as they were sent
    primary key (event, owner)
) partition by range (event);

create table event_before_2026 partition of event for values from (minvalue) to ('019b76da-a800-7000-8000-000000000000');
create table event_2026 partition of event for values from ('019b76da-a800-7000-8000-000000000000') to ('01a2ce8b-d400-7000-8000-000000000000');
create table event_after_2026 partition of event for values from ('01a2ce8b-d400-7000-8000-000000000000') to (maxvalue);

create index event_by_owner_and_step on event (owner, biz_step, event_time, event);
create index event_by_time on event (event_time, event);

-- Which events name an identifier, and as what. The one index that captures, walks and queries share.
-- role: ReferenceRole.ordinal(): 0 epcList, 1 parentID, 2 child (EPC or class), 3 input, 4 output, 5 class in quantityList,
-- 6 transformationID, 7 corrective event's identity digest, 8 the lot that a unit's ILMD names (key of GTIN + lot), 9 business transaction,
-- 10 error declaration of the event with this identity digest
create table event_reference (
    key   uuid     not null,
    role  smallint not null,
    event uuid     not null,
    owner uuid     not null
);
create index event_reference_by_key on event_reference (key, role, event) include (owner);

-- Capture jobs (EPCIS 2.0 clause 12.6). Written in the same transaction as the job's events.
create table capture_job (
    capture     uuid        not null, -- time-ordered
    owner       uuid        not null,
    created_at  timestamptz not null,
    finished_at timestamptz not null,
    behaviour   text        not null, -- rollback | proceed
    success     boolean     not null,
    events      integer     not null, -- in the document
    stored      integer     not null, -- newly stored
    repeated    integer     not null, -- already known
    errors      jsonb       not null,
    source      text        not null, -- media type, or the door it came by
    primary key (owner, capture)
);

-- Master data of documents' headers (EPCIS 2.0 clause 9.4); the newest wins.
create table master_data (
    key        uuid        not null, -- of the canonical identifier
    owner      uuid        not null,
    vocabulary text        not null,
    id         text        not null,
    attributes jsonb       not null, -- {"attribute URI": value}
    children   text[]      not null,
    updated_at timestamptz not null,
    primary key (key, vocabulary, owner)
);

-- What page tokens are signed with: one row, made by the first that needs it.
create table page_token_secret (
    single boolean not null primary key check (single),
    secret bytea   not null
);
