-- Where a record came from is personal data: it lies beside the chain, which holds only a digest of it, so that it can be erased.
create table audit_origin (
    entry       uuid        not null primary key,
    recorded_at timestamptz not null,
    account     uuid,
    salt        text        not null, -- without it, an address could be found by trying all of them against the digest
    address     text,
    user_agent  text
);
create index audit_origin_by_account on audit_origin (account);
create index audit_origin_by_time on audit_origin (recorded_at);

alter table audit_entry add column origin text; -- digest of the origin's canonical form; absent without one
alter table audit_entry drop column address, drop column user_agent;

-- Network logs are kept for six months at least (Cybersecurity Law, article 21).
create function audit_keep_origin() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and old.recorded_at < now() - interval '183 days' then
        return old;
    end if;
    raise exception 'origins are kept for six months and never changed' using errcode = 'restrict_violation';
end
$$;
create trigger audit_origin_stays before update or delete on audit_origin
    for each row execute function audit_keep_origin();
create trigger audit_origin_is_not_emptied before truncate on audit_origin
    for each statement execute function audit_refuse();

-- The chain's head at the end of each day, also written to the log and to a file.
create table audit_head (
    day       date        not null primary key, -- in the cluster's time zone
    number    bigint      not null,
    algorithm text        not null,
    digest    text        not null
);
create trigger audit_head_stays before update or delete or truncate on audit_head
    for each statement execute function audit_refuse();
