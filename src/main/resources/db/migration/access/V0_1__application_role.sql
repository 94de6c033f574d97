-- Who works for users: the group role raceway_application, which exists before any migration runs. It reads and writes tables,
-- and of those that belong to somebody only the rows that row-level security shows it. A migration that makes such a table
-- enables row-level security and says whose its rows are by the functions below; partitions lose their own grants.
grant usage on schema public to raceway_application;
grant select, insert, update, delete on all tables in schema public to raceway_application;
alter default privileges in schema public grant select, insert, update, delete on tables to raceway_application;
revoke all on flyway_schema_history from raceway_application;

-- What org.raceway.platform.RowScope says. Write `(select current_enterprise())` in policies: evaluated once a statement then.
create function current_enterprise() returns uuid language sql stable parallel safe
    return nullif(current_setting('raceway.enterprise', true), '')::uuid;
create function current_account() returns uuid language sql stable parallel safe
    return nullif(current_setting('raceway.account', true), '')::uuid;
create function sees_cluster() returns boolean language sql stable parallel safe
    return coalesce(current_setting('raceway.cluster', true), '') = 'on';
create function sees_audit() returns boolean language sql stable parallel safe
    return coalesce(current_setting('raceway.audit', true), '') = 'on';
