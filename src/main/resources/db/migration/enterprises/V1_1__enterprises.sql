create table enterprise (
    id              uuid             not null primary key,
    uscc            text             not null unique, -- GB 32100, 18 characters
    gln             text             not null unique, -- 13 digits
    gs1_prefix      text             not null,        -- GS1 company prefix
    kind            text             not null,        -- EnterpriseKind
    name            text             not null,        -- Chinese
    english_name    text             not null,
    county          text             not null,        -- GB/T 2260 code, 6 digits
    latitude        double precision,
    longitude       double precision,
    sandbox         boolean          not null default false,
    created_at      timestamptz      not null
);
create index enterprise_by_prefix on enterprise (gs1_prefix);

create table account (
    id            uuid        not null primary key,
    login         text        not null unique,
    password_hash text        not null,
    display_name  text        not null,
    english_name  text        not null,
    role          text        not null, -- Role
    enterprise    uuid        references enterprise (id),
    created_at    timestamptz not null
);
