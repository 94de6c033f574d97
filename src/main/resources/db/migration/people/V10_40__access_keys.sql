-- What machines come in with: API keys, and OAuth clients. Secrets are 256 random bits, so a plain SHA-256 can't be reversed.
create table access_key (
    id                   uuid        not null primary key,
    kind                 text        not null,        -- KeyKind
    public_id            text        not null unique, -- the part of the key that may be shown
    enterprise           uuid        not null references enterprise (id),
    name                 text        not null,
    permissions          text[]      not null,        -- codes of Permission
    addresses            text[]      not null,        -- CIDR; none: from everywhere
    secret_hash          bytea,                       -- absent for a client that signs
    secret_made_at       timestamptz not null,
    previous_hash        bytea,                       -- of the secret before, while both hold
    previous_until       timestamptz,
    public_keys          text,                        -- JWK set of a client that signs
    requests_per_minute  integer,                     -- lowered by the enterprise
    ceiling_per_minute   integer,                     -- set by the operator instead of the setting
    created_by           uuid        not null,
    created_at           timestamptz not null,
    expires_at           timestamptz not null,
    warned_days          smallint,                    -- the last notice was sent so many days before the end
    revoked_by           uuid,
    revoked_at           timestamptz
);
create index access_key_by_enterprise on access_key (enterprise, created_at);
create index access_key_by_expiry on access_key (expires_at) where revoked_at is null;

-- How often a key was used, a day; written at most once a minute.
create table access_key_use (
    key          uuid        not null,
    day          date        not null, -- in the cluster's time zone
    enterprise   uuid        not null,
    requests     bigint      not null,
    last_used_at timestamptz not null,
    last_address text        not null,
    primary key (key, day)
);

alter table access_key enable row level security;
create policy own on access_key to raceway_application
    using (enterprise = (select current_enterprise()) or (select sees_cluster()));
alter table access_key_use enable row level security;
create policy own on access_key_use to raceway_application
    using (enterprise = (select current_enterprise()) or (select sees_cluster()));
