-- Mill certificates (EN 10204). `owner` is the enterprise that keeps it: the mill that issued it, or whoever received it on paper.
create table mill_certificate (
    id             uuid           not null,
    owner          uuid           not null,
    number         text           not null,
    kind           text           not null, -- CertificateKind
    issuer         text           not null, -- the mill's name as it stands on the certificate
    grade          text           not null,
    standard       text           not null,
    heat           text           not null, -- canonical identifier
    heat_key       uuid           not null,
    heat_number    text           not null,
    mass_kilograms numeric(14, 3) not null,
    product        text           not null, -- form and size
    issued_on      date           not null,
    composition    jsonb          not null, -- {"C": "1.00"}: mass percent as written
    file_name      text           not null default '',
    file_type      text           not null default '',
    file_size      integer        not null default 0,
    file_sha256    text           not null default '',
    file_content   bytea,
    account        uuid           not null, -- who entered it
    created_at     timestamptz    not null,
    withdrawn_at   timestamptz,
    withdrawn_why  text           not null default '',
    primary key (owner, id)
);
create index mill_certificate_by_heat on mill_certificate (heat_key);
create index mill_certificate_by_id on mill_certificate (id);
create unique index mill_certificate_once on mill_certificate (owner, number, heat_key) where withdrawn_at is null;
alter table mill_certificate enable row level security;
create policy own on mill_certificate to raceway_application
    using (owner = (select current_enterprise()) or (select sees_cluster()));

-- A list of certificates that was checked and waits for a word.
create table certificate_import (
    id           uuid        not null,
    owner        uuid        not null,
    account      uuid        not null,
    file         text        not null,
    rows         jsonb       not null, -- CertificateRow
    total        integer     not null,
    wrong        integer     not null,
    created_at   timestamptz not null,
    confirmed_at timestamptz,
    primary key (owner, id)
);
alter table certificate_import enable row level security;
create policy own on certificate_import to raceway_application
    using (owner = (select current_enterprise()) or (select sees_cluster()));

-- A mass balance of all heats of a span of days, worked out in the background.
create table balance_run (
    id          uuid        not null primary key, -- time-ordered
    owner       uuid,                             -- whose heats; absent: everybody's
    account     uuid        not null,
    first_day   date        not null,
    last_day    date        not null,
    state       text        not null, -- RUNNING | DONE | STOPPED | FAILED
    total       integer     not null default 0,
    done        integer     not null default 0,
    found       integer     not null default 0,
    started_at  timestamptz not null,
    finished_at timestamptz
);
alter table balance_run enable row level security;
create policy own on balance_run to raceway_application
    using (owner = (select current_enterprise()) or (select sees_cluster()));

create table balance_result (
    run       uuid           not null,
    heat      text           not null,
    owner     uuid           not null, -- the mill
    number    text           not null,
    melted_at timestamptz    not null,
    certified numeric(14, 3),
    taken     numeric(14, 3),
    surplus   numeric(14, 3) not null, -- kilograms more than there can be; 0 when it balances
    findings  integer        not null,
    primary key (run, heat)
);
alter table balance_result enable row level security;
create policy own on balance_result to raceway_application
    using (owner = (select current_enterprise()) or (select sees_cluster()));
