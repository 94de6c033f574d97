-- An enterprise on its way out.
create table enterprise_exit (
    id           uuid        not null primary key, -- time-ordered
    enterprise   uuid        not null,
    account      uuid        not null,
    name         text        not null,
    english_name text        not null,
    reason       text        not null,
    requested_at timestamptz not null,
    due_at       timestamptz not null, -- the end of the time to think better of it
    exported_at  timestamptz,
    withdrawn_at timestamptz,
    completed_at timestamptz,
    erased       jsonb,                -- what was deleted, by rule: {"enterprises.contacts": 3}
    purged_at    timestamptz           -- when what had to be kept was deleted too
);
create index enterprise_exit_by_enterprise on enterprise_exit (enterprise, id);
create unique index enterprise_exit_once on enterprise_exit (enterprise) where withdrawn_at is null and completed_at is null;
alter table enterprise_exit enable row level security;
create policy own on enterprise_exit to raceway_application
    using (enterprise = (select current_enterprise()) or (select sees_cluster()));
