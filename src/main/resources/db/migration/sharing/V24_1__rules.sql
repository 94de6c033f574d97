-- What an enterprise lets others see of its nodes in the genealogy.
create table sharing_rule (
    id        uuid        not null primary key, -- time-ordered
    owner     uuid        not null,
    effect    text        not null,             -- SharingRule.Effect
    partner   uuid,                             -- who reads; absent: everybody
    product   text,                             -- GTIN-14; absent: every product
    step      text,                             -- absent: every step
    first_day date,                             -- of the making
    last_day  date,
    fields    text[]      not null,             -- SharedField
    set_by    uuid        not null,             -- account
    set_at    timestamptz not null
);
create index sharing_rule_by_owner on sharing_rule (owner, id);
create index sharing_rule_by_partner on sharing_rule (partner) where partner is not null;

-- Whoever is bound by a rule does not see it.
alter table sharing_rule enable row level security;
create policy own on sharing_rule to raceway_application
    using (owner = (select current_enterprise()) or (select sees_cluster()));
