-- A membership is seen by its enterprise and by the person themselves; only the enterprise writes it. What is looked up before
-- there is a caller, and what a person accepts from an enterprise that they don't belong to yet, runs on the owner's connections.
alter table membership enable row level security;
create policy own on membership to raceway_application
    using (enterprise = (select current_enterprise()) or account = (select current_account()) or (select sees_cluster()))
    with check (enterprise = (select current_enterprise()) or (select sees_cluster()));

-- The operator's staff has departments too.
alter table department alter column enterprise drop not null,
    drop constraint department_enterprise_name_key,
    add unique nulls not distinct (enterprise, name);
create index department_by_parent on department (parent);
alter table department enable row level security;
create policy own on department to raceway_application
    using (enterprise = (select current_enterprise()) or (select sees_cluster()));

alter table role enable row level security;
create policy own on role to raceway_application
    using (enterprise = (select current_enterprise()) or (select sees_cluster()));

alter table invitation enable row level security;
create policy own on invitation to raceway_application
    using (enterprise = (select current_enterprise()) or (select sees_cluster()));

alter table delegation enable row level security;
create policy own on delegation to raceway_application
    using (enterprise = (select current_enterprise()) or giver = (select current_account())
           or receiver = (select current_account()) or (select sees_cluster()))
    with check (enterprise = (select current_enterprise()) or (select sees_cluster()));

revoke all on email_confirmation from raceway_application;
