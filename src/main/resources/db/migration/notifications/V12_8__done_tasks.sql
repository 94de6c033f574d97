-- The list of what is done is narrowed as the list of what waits is.
create index task_done_of_account on task using gin (accounts) where done_at is not null;
create index task_done_of_realm on task (realm, permission) where done_at is not null;
