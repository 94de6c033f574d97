-- What a plant makes lots of.
create table card_product (
    id         uuid        not null primary key, -- time-ordered
    enterprise uuid        not null,
    gtin       text        not null,             -- 14 digits
    issued     boolean     not null,             -- the platform's number, for a plant without a GS1 prefix
    name       text        not null,
    unit       text        not null,             -- Unit
    created_by uuid        not null,             -- account
    created_at timestamptz not null,
    unique (enterprise, gtin)
);
create unique index card_product_issued on card_product (gtin) where issued;

-- A lot on its way through the plant, with the paper that goes with it.
create table card (
    id         uuid        not null primary key, -- time-ordered
    enterprise uuid        not null,
    product    uuid        not null references card_product (id),
    thing      text        not null,             -- the lot's canonical identifier
    lot        text        not null,
    route      text[]      not null,             -- Step, in order; the first makes the lot
    quantity   numeric     not null,             -- as planned
    unit       text        not null,             -- Unit
    inputs     jsonb       not null,             -- [CardInput]
    step       text,                             -- recorded last
    done       numeric     not null default 0,   -- in that step
    entries    integer     not null default 0,
    created_by uuid        not null,             -- account
    created_at timestamptz not null,
    unique (enterprise, thing)
);
create index card_by_enterprise on card (enterprise, id);
create index card_by_lot on card (enterprise, lot);

-- What was recorded in the workshop. Rows are only ever added.
create table card_entry (
    enterprise   uuid        not null,
    id           uuid        not null,  -- the sender's: sent twice, it is recorded once
    card         uuid        not null,
    number       integer     not null,  -- within the card: 1, 2, 3 ...
    device       uuid,                  -- which phone; absent for a machine
    step         text        not null,
    quantity     numeric     not null,
    machine      text        not null,  -- empty for none
    reason       text        not null,  -- why it is more than came in
    happened_at  timestamptz not null,
    taken_at     timestamptz not null,  -- by the sender's clock
    received_at  timestamptz not null,
    recorded_by  uuid        not null,  -- account
    photo_digest bytea,                 -- SHA-256
    event        text        not null,  -- EPCIS event ID
    digest       bytea       not null,  -- of what was sent
    primary key (enterprise, id)
);
create unique index card_entry_by_card on card_entry (card, number);

create table card_photo (
    enterprise uuid not null,
    entry      uuid not null,
    media_type text not null,
    content    bytea not null,
    primary key (enterprise, entry)
);

alter table card_product enable row level security;
create policy own on card_product to raceway_application
    using (enterprise = (select current_enterprise()) or (select sees_cluster()));
alter table card enable row level security;
create policy own on card to raceway_application
    using (enterprise = (select current_enterprise()) or (select sees_cluster()));
alter table card_entry enable row level security;
create policy own on card_entry to raceway_application
    using (enterprise = (select current_enterprise()) or (select sees_cluster()));
revoke update, delete on card_entry from raceway_application;
alter table card_photo enable row level security;
create policy own on card_photo to raceway_application
    using (enterprise = (select current_enterprise()));
revoke update, delete on card_photo from raceway_application;

-- What two records of one enterprise have becomes the remaining record's; where both have a product, a lot or an entry, each keeps its own.
-- Runs with the owner's rights: entries are only ever added otherwise.
create function move_cards(merged uuid, into_enterprise uuid) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    update card_product mine set enterprise = into_enterprise where mine.enterprise = merged
        and not exists (select from card_product other where other.enterprise = into_enterprise and other.gtin = mine.gtin);
    update card mine set enterprise = into_enterprise where mine.enterprise = merged
        and not exists (select from card other where other.enterprise = into_enterprise and other.thing = mine.thing);
    update card_photo photo set enterprise = into_enterprise from card_entry mine, card
        where mine.enterprise = merged and card.id = mine.card and card.enterprise = into_enterprise
          and photo.enterprise = merged and photo.entry = mine.id
          and not exists (select from card_entry other where other.enterprise = into_enterprise and other.id = mine.id);
    update card_entry mine set enterprise = into_enterprise from card
        where mine.enterprise = merged and card.id = mine.card and card.enterprise = into_enterprise
          and not exists (select from card_entry other where other.enterprise = into_enterprise and other.id = mine.id);
end
$$;
