create table department (
    id         uuid        not null primary key,
    enterprise uuid        not null references enterprise (id),
    parent     uuid        references department (id),
    name       text        not null,
    created_at timestamptz not null,
    unique (enterprise, name)
);

-- What a person is in an enterprise; without one, in the operator's staff, or a person who has only signed up.
create table membership (
    id         uuid        not null primary key,
    account    uuid        not null references account (id),
    enterprise uuid        references enterprise (id),
    department uuid        references department (id),
    roles      text[]      not null, -- names of Role, or ids of the enterprise's own roles
    created_at timestamptz not null
);
create unique index membership_once on membership (account, enterprise) nulls not distinct;
create index membership_by_enterprise on membership (enterprise);

insert into membership (id, account, enterprise, roles, created_at)
select gen_random_uuid(), id, enterprise, array[role], created_at from account;

alter table account drop column role, drop column enterprise;
