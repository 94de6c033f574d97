-- What clients have signed for themselves (RFC 7523) counts once: its jti is kept until it has ended by itself.
create table used_assertion (
    client     text        not null,
    jti_hash   bytea       not null, -- SHA-256
    expires_at timestamptz not null,
    primary key (client, jti_hash)
);
create index used_assertion_by_end on used_assertion (expires_at);
-- Looked at before there is a caller.
alter table used_assertion enable row level security;
revoke all on used_assertion from raceway_application;
