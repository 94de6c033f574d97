-- Group chats and machines of an enterprise (or of the operator) that are told.
create table webhook (
    id             uuid        not null primary key,
    reach          text        not null check (reach in ('ENTERPRISE', 'OPERATOR')),
    enterprise     uuid,
    name           text        not null,
    type           text        not null check (type in ('WECOM', 'DINGTALK', 'JSON')),
    address_sealed text        not null, -- the address is a secret: who knows it can post
    host           text        not null, -- as much of it as is shown
    secret_sealed  text,
    language       text        not null check (language in ('zh', 'en')),
    kinds          text[]      not null,
    enabled        boolean     not null,
    created_by     uuid        not null,
    created_at     timestamptz not null,
    last_at        timestamptz,          -- of the last attempt
    last_good      boolean,
    last_answer    text,
    failures       integer     not null default 0, -- in a row
    rest_until     timestamptz,
    window_start   timestamptz not null default 'epoch', -- robots take only so many messages a minute
    window_calls   integer     not null default 0,
    told_at        timestamptz           -- when its people were told last that it fails
);
create index webhook_of_enterprise on webhook (enterprise);
alter table webhook enable row level security;
create policy own on webhook to raceway_application
    using (enterprise = (select current_enterprise())
           or (reach = 'OPERATOR' and (select current_enterprise()) is null and (select sees_cluster())));

-- When it is given up. Moved on when somebody sends it again.
alter table delivery add column expires_at timestamptz;
update delivery set expires_at = created_at + interval '3 days';
alter table delivery alter column expires_at set not null;

create or replace function forget_enterprise_notices(its_enterprise uuid) returns void
    language sql security definer set search_path = public, pg_temp as $$
    delete from notice_dispatch where enterprise = its_enterprise;
    delete from notice where enterprise = its_enterprise;
    delete from delivery where enterprise = its_enterprise;
    delete from webhook where enterprise = its_enterprise;
    delete from task where enterprise = its_enterprise
$$;
