-- Scans of public pages, apart from the event store. Who scanned is not kept: `visitor` is a digest under a salt that is thrown away
-- every day, so that one visitor's reloads of a day count once and nobody can be followed to the next.
create table code_scan (
    id        uuid    not null primary key, -- time-ordered
    maker     uuid,                         -- enterprise that holds the code's GS1 company prefix; absent where nobody here does
    code_key  uuid    not null,             -- of the canonical identifier
    code      text    not null,             -- canonical identifier
    verdict   text    not null,             -- Passport.Verdict that was shown
    reasons   text[]  not null,             -- keys of the sentences behind it
    visitor   uuid    not null,
    latitude  numeric(4, 1),                -- tenths of a degree, where the visitor chose to tell
    longitude numeric(4, 1),
    radius    integer,                      -- kilometres around that point
    region    text                          -- GB/T 2260 province, where that was chosen
);
create index code_scan_by_code on code_scan (code_key, id);
create index code_scan_by_maker on code_scan (maker, id);

-- What speaks against a code. One for each code and cause: what was dismissed stays dismissed.
create table code_finding (
    id          uuid        not null primary key, -- time-ordered
    maker       uuid        not null,
    code_key    uuid        not null,
    code        text        not null,
    product     text        not null,             -- canonical trade item; '' for boxes and other things
    cause       text        not null,             -- FindingCause
    state       text        not null,             -- FindingState
    figures     jsonb       not null,             -- arguments of the sentence that explains it
    visitors    integer     not null,             -- different ones among the scans behind it
    found_at    timestamptz not null,
    due_at      timestamptz,                      -- until when it waits for events under way
    last_at     timestamptz not null,             -- when it was last seen again
    decided_by  uuid,                             -- account
    decided_at  timestamptz,
    note        text        not null default '',  -- of who decided
    unique (code_key, cause, maker)
);
create index code_finding_by_maker on code_finding (maker, state, id);
create index code_finding_waiting on code_finding (due_at) where state = 'WAITING';

-- From when on something speaks against a code; the row of product '' is for all products that have none of their own.
create table code_rule (
    maker                 uuid    not null,
    product               text    not null, -- canonical trade item, or ''
    never_issued_visitors integer not null,
    grace_hours           integer not null,
    ended_visitors        integer not null,
    ended_grace_hours     integer not null,
    far_kilometres        integer not null,
    far_speed             integer not null, -- km/h
    visitors_a_day        integer not null,
    places_a_day          integer not null,
    sales_allowed         integer not null,
    changed_by            uuid    not null, -- account
    changed_at            timestamptz not null,
    primary key (maker, product)
);

-- What a buyer says of a code.
create table code_report (
    id          uuid        not null primary key, -- time-ordered
    number      text        not null unique,      -- the buyer's receipt
    maker       uuid,
    code_key    uuid        not null,
    code        text        not null,
    verdict     text        not null,
    note        text        not null,
    seller      text        not null,             -- where it was bought, in the buyer's words
    region      text,
    visitor     uuid        not null,
    state       text        not null,             -- OPEN, ANSWERED, DISMISSED
    answer      text        not null default '',
    answered_by uuid,                             -- account
    answered_at timestamptz
);
create index code_report_by_maker on code_report (maker, id);
create index code_report_by_code on code_report (code_key, id);
create index code_report_by_visitor on code_report (visitor, id);

-- Up to which event the ledger was looked through: one row.
create table code_sweep (
    single boolean not null primary key check (single),
    event  uuid    not null
);

alter table code_scan enable row level security;
create policy maker on code_scan to raceway_application
    using (maker = (select current_enterprise()) or (select sees_cluster()));
alter table code_finding enable row level security;
create policy maker on code_finding to raceway_application
    using (maker = (select current_enterprise()) or (select sees_cluster()));
alter table code_rule enable row level security;
create policy maker on code_rule to raceway_application
    using (maker = (select current_enterprise()) or (select sees_cluster()));
alter table code_report enable row level security;
create policy maker on code_report to raceway_application
    using (maker = (select current_enterprise()) or (select sees_cluster()));
alter table code_sweep enable row level security;
create policy house on code_sweep to raceway_application using ((select sees_cluster()));
