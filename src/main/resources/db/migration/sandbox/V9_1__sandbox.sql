-- How far the simulated cluster has been loaded. One row: a database holds one simulated cluster.
create table sandbox_load (
    only_one    boolean     not null primary key default true check (only_one),
    size        text        not null, -- SandboxSize
    seed        bigint      not null,
    documents   integer     not null, -- captured, from the first on without a gap
    events      bigint      not null, -- in them
    campaigns   integer     not null, -- whole ones in them
    started_at  timestamptz not null,
    finished_at timestamptz,
    examples    jsonb       not null default '{}' -- identifiers worth trying, by what they show
);
