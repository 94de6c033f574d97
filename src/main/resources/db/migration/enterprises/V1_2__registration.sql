-- A small firm may have no GS1 number yet.
alter table enterprise alter column gln drop not null, alter column gs1_prefix drop not null;

alter table enterprise
    add column kinds           text[]  not null default '{}', -- EnterpriseKind, the principal one first
    add column industry        text,          -- GB/T 4754-2017 class, 4 digits
    add column employees       integer,
    add column revenue         numeric(14, 2), -- of the last year, in 万元
    add column address         text    not null default '',
    add column former_number   text,          -- registration number of 15 digits from before 2015
    add column standing        text    not null default 'ACTIVE', -- Standing
    add column standing_reason text    not null default '',
    add column standing_until  timestamptz,   -- of a suspension; absent: until further notice
    add column merged_into     uuid    references enterprise (id);
update enterprise set kinds = array[kind];
create index enterprise_by_merge on enterprise (merged_into) where merged_into is not null;
create index enterprise_by_standing on enterprise (standing) where standing <> 'ACTIVE';

-- Where each fact of an enterprise comes from.
create table enterprise_fact (
    enterprise   uuid        not null,
    fact         text        not null, -- a component of EnterpriseForm
    source       text        not null, -- FactSource
    at           timestamptz not null,
    name         text        not null, -- who entered it, as they were called then
    english_name text        not null,
    primary key (enterprise, fact)
);

-- A form on its way: the draft of a registration or of a change, its submission and its review.
create table enterprise_application (
    id             uuid        not null primary key, -- time-ordered
    purpose        text        not null, -- REGISTRATION | CHANGE
    enterprise     uuid,                 -- of a change; of an approved registration
    applicant      uuid        not null, -- account
    applicant_name text        not null,
    applicant_english_name text not null,
    phase          text        not null, -- ApplicationPhase
    version        integer     not null, -- grows with each action and each save: two reviewers can't both act
    form           jsonb       not null, -- EnterpriseForm
    uscc           text        not null,
    name           text        not null,
    reviewer       uuid,                 -- account that it was transferred to
    reviewer_name  text        not null default '',
    reason         text        not null default '', -- of the last rejection
    submitted_at   timestamptz,
    urged_at       timestamptz,
    decided_at     timestamptz,
    created_at     timestamptz not null,
    updated_at     timestamptz not null
);
create index enterprise_application_by_applicant on enterprise_application (applicant, id);
create index enterprise_application_by_phase on enterprise_application (phase, submitted_at, id);
create index enterprise_application_by_enterprise on enterprise_application (enterprise, id);
-- One open registration for a code.
create unique index enterprise_application_once on enterprise_application (uscc)
    where purpose = 'REGISTRATION' and phase = 'IN_REVIEW';

create table enterprise_application_step (
    application  uuid        not null,
    number       integer     not null,
    at           timestamptz not null,
    account      uuid        not null,
    name         text        not null,
    english_name text        not null,
    action       text        not null, -- ApplicationAction
    reason       text        not null,
    target       text        not null, -- the reviewer that it was transferred to
    form         jsonb,                -- as it was submitted
    primary key (application, number)
);

-- Scans of licences. `owner` is the account until there is an enterprise.
create table enterprise_file (
    id          uuid        not null primary key,
    account     uuid        not null,
    enterprise  uuid,
    name        text        not null,
    media_type  text        not null,
    size        integer     not null,
    sha256      text        not null, -- hexadecimal
    content     bytea       not null,
    created_at  timestamptz not null
);
create index enterprise_file_by_enterprise on enterprise_file (enterprise);

create table enterprise_contact (
    enterprise uuid    not null,
    place      integer not null,
    name       text    not null,
    position   text    not null,
    phone      text    not null,
    email      text    not null,
    primary key (enterprise, place)
);
create index enterprise_contact_by_phone on enterprise_contact (phone);

create table enterprise_licence (
    id           uuid        not null primary key,
    enterprise   uuid        not null,
    kind         text        not null, -- LicenceKind
    number       text        not null,
    issuer       text        not null,
    expires      date,                 -- absent: does not expire
    file         uuid,
    source       text        not null, -- FactSource
    at           timestamptz not null,
    name         text        not null,
    english_name text        not null,
    warned_at    timestamptz           -- when the owner was last told that it runs out
);
create index enterprise_licence_by_enterprise on enterprise_licence (enterprise);
create index enterprise_licence_by_expiry on enterprise_licence (expires);

create table enterprise_capability (
    id           uuid        not null primary key,
    enterprise   uuid        not null,
    kind         text        not null, -- CapabilityKind
    name         text        not null,
    amount       numeric(14, 2),
    unit         text        not null,
    remark       text        not null,
    at           timestamptz not null,
    account_name text        not null,
    english_account_name text not null
);
create index enterprise_capability_by_enterprise on enterprise_capability (enterprise);

-- What happened to an enterprise as a whole.
create table enterprise_step (
    id           uuid        not null primary key, -- time-ordered
    enterprise   uuid        not null,
    at           timestamptz not null,
    account      uuid,
    name         text        not null,
    english_name text        not null,
    action       text        not null, -- EnterpriseAction
    reason       text        not null
);
create index enterprise_step_by_enterprise on enterprise_step (enterprise, id);
