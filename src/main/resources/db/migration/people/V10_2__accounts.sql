alter table account
    add column email              text,
    add column email_confirmed_at timestamptz,
    add column phone              text,
    add column language           text not null default 'zh', -- zh or en
    add column status             text not null default 'ACTIVE', -- AccountStatus
    add column last_sign_in_at    timestamptz,
    add column privacy_notice     text, -- version of the notice that the person agreed to
    add column privacy_agreed_at  timestamptz;
-- Only a confirmed address names somebody: else anybody could take another person's.
create unique index account_by_email on account (lower(email)) where email_confirmed_at is not null;
create index account_by_phone on account (phone) where phone is not null;

alter table membership
    add column status       text not null default 'ACTIVE', -- MembershipStatus
    add column last_used_at timestamptz;
create index membership_by_account on membership (account);
