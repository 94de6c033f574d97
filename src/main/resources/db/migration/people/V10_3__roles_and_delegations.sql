-- Roles that an enterprise made of its own; without an enterprise, the operator's.
create table role (
    id           uuid        not null primary key,
    enterprise   uuid        references enterprise (id),
    name         text        not null,
    english_name text        not null,
    permissions  text[]      not null, -- codes of Permission
    scope        text        not null, -- DataScope
    created_at   timestamptz not null,
    unique nulls not distinct (enterprise, name)
);

create table delegation (
    id          uuid        not null primary key,
    enterprise  uuid        references enterprise (id),
    giver       uuid        not null references account (id),
    receiver    uuid        not null references account (id),
    permissions text[]      not null, -- codes of Permission
    created_at  timestamptz not null,
    until_at    timestamptz not null,
    ended_at    timestamptz, -- taken back before its time
    ended_by    uuid        references account (id)
);
create index delegation_by_receiver on delegation (receiver, until_at) where ended_at is null;
create index delegation_by_giver on delegation (giver, until_at) where ended_at is null;
create index delegation_by_enterprise on delegation (enterprise, created_at);

-- One-time links into an enterprise. The token itself is in nobody's hands but the invited person's.
create table invitation (
    id          uuid        not null primary key,
    enterprise  uuid        references enterprise (id),
    email       text,
    phone       text,
    name        text        not null, -- what the person is called, as far as who invites knows
    roles       text[]      not null,
    department  uuid        references department (id),
    token_hash  bytea       not null unique, -- SHA-256
    created_by  uuid        not null references account (id),
    created_at  timestamptz not null,
    expires_at  timestamptz not null,
    accepted_by uuid        references account (id),
    accepted_at timestamptz,
    revoked_at  timestamptz
);
create index invitation_by_enterprise on invitation (enterprise, created_at);

-- One-time links that prove that an e-mail address is somebody's.
create table email_confirmation (
    token_hash bytea       not null primary key, -- SHA-256
    account    uuid        not null references account (id),
    email      text        not null,
    expires_at timestamptz not null
);
create index email_confirmation_by_account on email_confirmation (account);
