-- An application is seen by who made it, by the enterprise it is about, and by the operator.
alter table enterprise_application enable row level security;
create policy own on enterprise_application to raceway_application
    using (applicant = (select current_account()) or enterprise = (select current_enterprise()) or (select sees_cluster()));

-- Its steps by who sees it.
alter table enterprise_application_step enable row level security;
create policy own on enterprise_application_step to raceway_application
    using (exists (select 1 from enterprise_application where id = application));

alter table enterprise_file enable row level security;
create policy own on enterprise_file to raceway_application
    using (account = (select current_account()) or enterprise = (select current_enterprise()) or (select sees_cluster()));

alter table enterprise_contact enable row level security;
create policy own on enterprise_contact to raceway_application
    using (enterprise = (select current_enterprise()) or (select sees_cluster()));

alter table enterprise_step enable row level security;
create policy own on enterprise_step to raceway_application
    using (enterprise = (select current_enterprise()) or (select sees_cluster()));

-- What everybody in the cluster may read, and only its enterprise and the operator write.
alter table enterprise_fact enable row level security;
create policy read on enterprise_fact for select to raceway_application using ((select current_account()) is not null or (select sees_cluster()));
create policy own on enterprise_fact to raceway_application
    using (enterprise = (select current_enterprise()) or (select sees_cluster()));

alter table enterprise_licence enable row level security;
create policy read on enterprise_licence for select to raceway_application using ((select current_account()) is not null or (select sees_cluster()));
create policy own on enterprise_licence to raceway_application
    using (enterprise = (select current_enterprise()) or (select sees_cluster()));

alter table enterprise_capability enable row level security;
create policy read on enterprise_capability for select to raceway_application using ((select current_account()) is not null or (select sees_cluster()));
create policy own on enterprise_capability to raceway_application
    using (enterprise = (select current_enterprise()) or (select sees_cluster()));
