-- What was done by whom. Rows are only ever added.
create table audit_entry (
    id               uuid        not null primary key, -- time-ordered
    occurred_at      timestamptz not null,
    action           text        not null,
    subject_kind     text        not null,
    subject          text,
    enterprise       uuid,                             -- whose data is touched
    outcome          text        not null,             -- AuditEntry.Outcome's code
    details          jsonb       not null,             -- text by name
    actor_kind       text        not null,             -- AuditActor.Kind's code
    actor            uuid,                             -- account
    actor_enterprise uuid,
    actor_part       text,
    address          text,
    user_agent       text,
    request_id       text
);
create index audit_entry_by_enterprise on audit_entry (enterprise, id);
create index audit_entry_by_actor on audit_entry (actor, id);
create index audit_entry_by_action on audit_entry (action, id);
create index audit_entry_by_subject on audit_entry (subject, id);

-- Written with the entry, taken away when it is sealed: entries commit in any order, none waits for another.
create table audit_unsealed (
    entry uuid not null primary key
);

-- The chain: committed entries in the order in which the sealer found them. Rows are only ever added.
create table audit_seal (
    number    bigint      not null primary key, -- 1, 2, 3 ... without a gap
    entry     uuid        not null unique,
    sealed_at timestamptz not null,
    algorithm text        not null,             -- of the digest, as Java names it
    digest    text        not null              -- in hexadecimal, over the link's canonical form, which holds the one before
);

create function audit_refuse() returns trigger language plpgsql as $$
begin
    raise exception 'the audit trail is only ever added to' using errcode = 'restrict_violation';
end
$$;
create trigger audit_entry_stays before update or delete or truncate on audit_entry
    for each statement execute function audit_refuse();
create trigger audit_seal_stays before update or delete or truncate on audit_seal
    for each statement execute function audit_refuse();
