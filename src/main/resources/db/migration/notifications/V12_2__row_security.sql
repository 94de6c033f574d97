-- A person sees their own notices and nobody else does; only background work, which is the tables' owner, writes them.
alter table notice enable row level security;
create policy own_read on notice for select to raceway_application using (account = (select current_account()));
create policy own_mark on notice for update to raceway_application using (account = (select current_account()));

-- Who sends need not see what they sent.
alter table notice_dispatch enable row level security;
create policy send on notice_dispatch for insert to raceway_application with check (true);

-- The list is narrowed further by the permissions that somebody holds. Opened and closed by open_task() and close_task().
alter table task enable row level security;
create policy own_read on task for select to raceway_application
    using (accounts @> array[(select current_account())]
           or enterprise = (select current_enterprise())
           or (reach = 'OPERATOR' and (select current_enterprise()) is null));
