-- Failed attempts in a row, by what was tried: an account, a login that nobody has, an account on a device that it knows.
create table sign_in_attempt (
    key          text        not null primary key, -- SHA-256, base64url
    account      uuid        references account (id), -- absent for a login that nobody has
    failures     integer     not null,
    last_at      timestamptz not null,
    paused_until timestamptz
);
create index sign_in_attempt_by_time on sign_in_attempt (last_at);
create index sign_in_attempt_by_account on sign_in_attempt (account);

-- Browsers from which a person has come in before. The browser's cookie holds the secret.
create table known_device (
    account       uuid        not null references account (id),
    secret_hash   text        not null, -- SHA-256
    device        text        not null, -- as its User-Agent names it
    first_seen_at timestamptz not null,
    last_seen_at  timestamptz not null,
    primary key (account, secret_hash)
);

-- Phones that come in again by themselves. The secret changes with each use; one that was used before gives a thief away.
create table remembered_device (
    id            uuid        not null primary key,
    account       uuid        not null references account (id),
    secret_hash   text        not null, -- SHA-256
    previous_hash text,
    rotated_at    timestamptz not null,
    device        text        not null,
    created_at    timestamptz not null,
    expires_at    timestamptz not null
);
create index remembered_device_by_account on remembered_device (account);

-- One-time links to a new password.
create table password_link (
    token_hash text        not null primary key, -- SHA-256, base64url
    account    uuid        not null references account (id),
    created_at timestamptz not null,
    expires_at timestamptz not null,
    made_by    uuid        references account (id) -- who of the operator; absent where the person asked
);
create index password_link_by_account on password_link (account);

alter table account
    add column password_changed_at    timestamptz,
    add column second_factor_demanded boolean not null default false; -- of this person, whatever their roles

-- The authenticator's secret, encrypted.
create table second_factor (
    account      uuid        not null primary key references account (id),
    secret       bytea       not null,
    confirmed_at timestamptz not null,
    last_step    bigint      not null -- 30 seconds since 1970; no code of this step or an earlier one works again
);
create table recovery_code (
    account   uuid  not null references account (id),
    code_hash text  not null, -- SHA-256
    primary key (account, code_hash)
);

-- Nobody but who signs people in looks at these: not the login that works for users.
alter table sign_in_attempt enable row level security;
alter table known_device enable row level security;
alter table remembered_device enable row level security;
alter table password_link enable row level security;
alter table second_factor enable row level security;
alter table recovery_code enable row level security;
revoke all on sign_in_attempt, known_device, remembered_device, password_link, second_factor, recovery_code
    from raceway_application;
