-- Each enterprise sees its own captures and events. Walks through the chain run on the owner's connections and are redacted.
alter table event_identity enable row level security;
create policy own on event_identity to raceway_application
    using (owner = (select current_enterprise()) or (select sees_cluster()));
alter table event enable row level security;
create policy own on event to raceway_application
    using (owner = (select current_enterprise()) or (select sees_cluster()));
alter table event_reference enable row level security;
create policy own on event_reference to raceway_application
    using (owner = (select current_enterprise()) or (select sees_cluster()));
alter table capture_job enable row level security;
create policy own on capture_job to raceway_application
    using (owner = (select current_enterprise()) or (select sees_cluster()));
alter table master_data enable row level security;
create policy own on master_data to raceway_application
    using (owner = (select current_enterprise()) or (select sees_cluster()));

revoke all on event_before_2026, event_2026, event_after_2026 from raceway_application;
