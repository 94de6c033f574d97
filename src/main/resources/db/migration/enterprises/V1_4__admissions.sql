-- A workbook of enterprises: what it holds, checked row by row; nothing is admitted until it is confirmed.
create table enterprise_admission (
    id           uuid        not null primary key, -- time-ordered
    account      uuid        not null,
    name         text        not null, -- who sent it
    english_name text        not null,
    file         text        not null,
    rows         jsonb       not null, -- [AdmissionRow]
    total        integer     not null,
    fresh        integer     not null,
    existing     integer     not null,
    wrong        integer     not null,
    created_at   timestamptz not null,
    confirmed_at timestamptz,
    admitted     integer
);
alter table enterprise_admission enable row level security;
create policy own on enterprise_admission to raceway_application using ((select sees_cluster()));
