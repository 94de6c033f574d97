-- How each person wants to hear of each kind; where nothing is said, the kind's own default holds.
create table notice_preference (
    account uuid not null,
    kind    text not null,
    mail    text not null check (mail in ('NOW', 'DIGEST', 'OFF')),
    primary key (account, kind)
);
create table notice_setting (
    account     uuid     not null primary key,
    digest_hour smallint not null check (digest_hour between 0 and 23) -- in the cluster's time zone
);
alter table notice_preference enable row level security;
create policy own on notice_preference to raceway_application using (account = (select current_account()));
alter table notice_setting enable row level security;
create policy own on notice_setting to raceway_application using (account = (select current_account()));

-- Waits for the digest that its reader has chosen.
alter table notice add column digest boolean not null default false;
create index notice_for_digest on notice (account, created_at) where digest and read_at is null;

-- The outbox: what goes out of the house. Taken with FOR UPDATE SKIP LOCKED under a lease (next_at), so that several processes
-- share the work and what a killed one held is taken up again.
create table delivery (
    id         uuid        not null primary key, -- also the message's id: a repeat has the same
    channel    text        not null check (channel in ('MAIL', 'WEBHOOK')),
    account    uuid,                             -- whose mail
    webhook    uuid,                             -- whose message
    reach      text        not null check (reach in ('PERSON', 'ENTERPRISE', 'OPERATOR')),
    enterprise uuid,
    kind       text        not null,
    arguments  jsonb       not null,
    link       text        not null,
    items      uuid[]      not null,             -- of a digest: the notices in it
    state      text        not null check (state in ('WAITING', 'SENT', 'DEAD')),
    attempts   integer     not null,
    next_at    timestamptz not null,
    created_at timestamptz not null,
    ended_at   timestamptz,
    error      text                              -- what the other side said last
);
create index delivery_due on delivery (channel, next_at) where state = 'WAITING';
create index delivery_of_webhook on delivery (webhook, created_at) where webhook is not null;
create index delivery_dead on delivery (created_at) where state = 'DEAD';
create index delivery_ended on delivery (ended_at) where state <> 'WAITING';
alter table delivery enable row level security;
create policy seen on delivery for select to raceway_application
    using ((select sees_cluster()) or (channel = 'WEBHOOK' and enterprise = (select current_enterprise())));
create policy resent on delivery for update to raceway_application
    using ((select sees_cluster()) or (channel = 'WEBHOOK' and enterprise = (select current_enterprise())));

create or replace function forget_account_notices(its_account uuid) returns void
    language sql security definer set search_path = public, pg_temp as $$
    delete from notice where account = its_account;
    delete from notice_preference where account = its_account;
    delete from notice_setting where account = its_account;
    delete from delivery where account = its_account;
    update task set accounts = array_remove(accounts, its_account) where accounts @> array[its_account]
$$;
create or replace function forget_enterprise_notices(its_enterprise uuid) returns void
    language sql security definer set search_path = public, pg_temp as $$
    delete from notice_dispatch where enterprise = its_enterprise;
    delete from notice where enterprise = its_enterprise;
    delete from delivery where enterprise = its_enterprise;
    delete from task where enterprise = its_enterprise
$$;
