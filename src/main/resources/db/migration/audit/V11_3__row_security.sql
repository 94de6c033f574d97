-- Who may read the trail reads what is about their own enterprise; the operator's auditor all of it; nobody else anything.
-- Everybody's work is recorded. Nobody but the owner seals, and nobody changes or takes away.
alter table audit_entry enable row level security;
create policy read on audit_entry for select to raceway_application
    using ((select sees_audit()) and ((select sees_cluster()) or enterprise = (select current_enterprise())));
create policy add on audit_entry for insert to raceway_application with check (true);
revoke update, delete, truncate on audit_entry from raceway_application;

alter table audit_origin enable row level security;
create policy read on audit_origin for select to raceway_application
    using ((select sees_audit()) and exists (select 1 from audit_entry where audit_entry.id = audit_origin.entry)
           or account = (select current_account()));
create policy add on audit_origin for insert to raceway_application with check (true);
revoke update, delete, truncate on audit_origin from raceway_application;

alter table audit_unsealed enable row level security;
create policy add on audit_unsealed for insert to raceway_application with check (true);
revoke select, update, delete, truncate on audit_unsealed from raceway_application;

-- Digests tell nothing of other enterprises' entries, and one's own can't be verified without its neighbour's.
alter table audit_seal enable row level security;
create policy read on audit_seal for select to raceway_application using ((select sees_audit()));
revoke insert, update, delete, truncate on audit_seal from raceway_application;

alter table audit_head enable row level security;
create policy read on audit_head for select to raceway_application using ((select sees_audit()));
revoke insert, update, delete, truncate on audit_head from raceway_application;
