-- What has been sent and is not yet handed to its readers. Written in the sender's transaction, read by background work only.
create table notice_dispatch (
    id         uuid        not null primary key, -- time-ordered
    kind       text        not null,
    arguments  jsonb       not null,
    link       text        not null,
    task       text,
    reach      text        not null check (reach in ('PERSON', 'ENTERPRISE', 'OPERATOR')),
    enterprise uuid,
    permission text,                             -- Permission.code(); absent where accounts are named
    accounts   uuid[]      not null,
    except_for uuid,
    created_at timestamptz not null
);

-- The inbox: a row for each reader.
create table notice (
    account    uuid        not null,
    id         uuid        not null,             -- time-ordered, the dispatch's
    kind       text        not null,
    arguments  jsonb       not null,             -- names in both languages, keys of texts, moments: written in the reader's language when shown
    link       text        not null,
    task       text,
    reach      text        not null check (reach in ('PERSON', 'ENTERPRISE', 'OPERATOR')), -- as whom the account reads it
    enterprise uuid,
    created_at timestamptz not null,
    read_at    timestamptz,
    primary key (account, id)
);
create index notice_unread on notice (account) where read_at is null;
create index notice_by_age on notice using brin (created_at);

-- The to-do list. Who it waits for is decided when it is read: who comes to hold the permission later sees it too.
create table task (
    id         uuid        not null primary key,
    key        text        not null,
    kind       text        not null,
    arguments  jsonb       not null,
    link       text        not null,
    reach      text        not null check (reach in ('PERSON', 'ENTERPRISE', 'OPERATOR')),
    enterprise uuid,
    permission text,
    accounts   uuid[]      not null,
    created_at timestamptz not null,
    done_at    timestamptz
);
create unique index task_once on task (key) where done_at is null;
create index task_of_account on task using gin (accounts) where done_at is null;
create index task_of_holders on task (enterprise, permission) where done_at is null;
create index task_by_age on task (done_at) where done_at is not null;

-- Whoever does something opens and closes to-dos of others, which they may not read. These run with the owner's rights.
create function open_task(
    new_id uuid, new_key text, new_kind text, new_arguments jsonb, new_link text, new_reach text, new_enterprise uuid,
    new_permission text, new_accounts uuid[], now timestamptz) returns void
    language sql security definer set search_path = public, pg_temp as $$
    insert into task (id, key, kind, arguments, link, reach, enterprise, permission, accounts, created_at)
    values (new_id, new_key, new_kind, new_arguments, new_link, new_reach, new_enterprise, new_permission, new_accounts, now)
    on conflict (key) where done_at is null do update
        set kind = excluded.kind, arguments = excluded.arguments, link = excluded.link, reach = excluded.reach,
            enterprise = excluded.enterprise, permission = excluded.permission, accounts = excluded.accounts
$$;
create function close_task(its_key text, now timestamptz) returns void
    language sql security definer set search_path = public, pg_temp as $$
    update task set done_at = now where key = its_key and done_at is null
$$;
create function is_task_open(its_key text) returns boolean
    language sql stable security definer set search_path = public, pg_temp as $$
    select exists (select from task where key = its_key and done_at is null)
$$;
create function forget_account_notices(its_account uuid) returns void
    language sql security definer set search_path = public, pg_temp as $$
    delete from notice where account = its_account;
    update task set accounts = array_remove(accounts, its_account) where accounts @> array[its_account]
$$;
create function forget_enterprise_notices(its_enterprise uuid) returns void
    language sql security definer set search_path = public, pg_temp as $$
    delete from notice_dispatch where enterprise = its_enterprise;
    delete from notice where enterprise = its_enterprise;
    delete from task where enterprise = its_enterprise
$$;
