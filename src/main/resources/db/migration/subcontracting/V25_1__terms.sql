-- What a plant has agreed with those who work for it: how much may be lost, and in how many days goods come back.
create table subcontract_term (
    id                uuid        not null primary key, -- time-ordered
    principal         uuid        not null,             -- enterprise that sends out
    partner           uuid,                             -- absent: every partner
    product           text,                             -- GTIN-14 of what is sent out; absent: every product
    step              text,                             -- what is done to it; absent: every step
    allowance_percent numeric     not null,             -- of what was sent out
    days              integer,                          -- absent: no day agreed
    note              text        not null,
    set_by            uuid        not null,             -- account
    set_at            timestamptz not null,
    check (allowance_percent >= 0 and allowance_percent <= 100),
    check (days between 1 and 3650)
);
create unique index subcontract_term_once
    on subcontract_term (principal, partner, product, step) nulls not distinct;
create index subcontract_term_by_partner on subcontract_term (partner, principal);

-- A partner sees what was agreed with it. What holds for every partner reaches it through the balance only.
alter table subcontract_term enable row level security;
create policy sides on subcontract_term to raceway_application
    using (principal = (select current_enterprise())
        or partner = (select current_enterprise())
        or (select sees_cluster()))
    with check (principal = (select current_enterprise()) or (select sees_cluster()));
