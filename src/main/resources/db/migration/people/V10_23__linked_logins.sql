-- Logins at identity providers that people have linked to their accounts themselves. Issuer and subject together name somebody.
create table linked_login (
    id           uuid        not null primary key,
    account      uuid        not null references account (id),
    issuer       text        not null,
    subject      text        not null,
    label        text        not null, -- by which the person recognises it
    linked_at    timestamptz not null,
    last_used_at timestamptz,
    unique (issuer, subject)
);
create index linked_login_by_account on linked_login (account);

-- Nobody but who signs people in looks at it: not the login that works for users.
alter table linked_login enable row level security;
revoke all on linked_login from raceway_application;
