-- Spring Security's repositories name these tables and columns.
create table user_entities (
    id           text not null primary key, -- a random handle, base64url
    name         text not null unique,      -- the account's login
    display_name text
);
create table user_credentials (
    credential_id                text        not null primary key, -- base64url
    user_entity_user_id          text        not null references user_entities (id),
    public_key                   bytea       not null,
    signature_count              bigint      not null,
    uv_initialized               boolean     not null,
    backup_eligible              boolean     not null,
    authenticator_transports     text,
    public_key_credential_type   text,
    backup_state                 boolean     not null,
    attestation_object           bytea,
    attestation_client_data_json bytea,
    created                      timestamptz not null,
    last_used                    timestamptz not null,
    label                        text        not null
);
create index user_credentials_by_user on user_credentials (user_entity_user_id);

alter table user_entities enable row level security;
alter table user_credentials enable row level security;
revoke all on user_entities, user_credentials from raceway_application;
