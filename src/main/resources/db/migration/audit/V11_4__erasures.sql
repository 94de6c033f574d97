-- Wishes to have personal data erased.
create table erasure_request (
    id           uuid        not null primary key, -- time-ordered
    account      uuid        not null,             -- whose data
    requested_by uuid        not null,             -- account
    requested_at timestamptz not null,
    status       text        not null,             -- ErasureRequest.Status
    decided_by   uuid,                             -- account
    decided_at   timestamptz,
    reason       text,                             -- of a refusal
    erased       jsonb       not null              -- how many values, by table.column
);
create unique index erasure_request_once on erasure_request (account) where status = 'REQUESTED';

-- A person sees and makes their own; the operator's staff decides.
alter table erasure_request enable row level security;
create policy own on erasure_request for select to raceway_application
    using (account = (select current_account()) or (select sees_cluster()));
create policy ask on erasure_request for insert to raceway_application
    with check (account = (select current_account()) or (select sees_cluster()));
create policy decide on erasure_request for update to raceway_application
    using ((select sees_cluster()));
revoke delete, truncate on erasure_request from raceway_application;
