-- The published rule: who may ask for what, for which purpose, for how long. Changed by migrations only.
create table consent_purpose (
    code                text    not null primary key,
    place               integer not null,
    name                text    not null,
    english_name        text    not null, -- as it stands within a sentence
    explanation         text    not null, -- what for, and why no more than these fields
    english_explanation text    not null,
    readers             text[]  not null, -- EnterpriseKind of who may ask
    fields              text[]  not null, -- codes of ConsentField
    longest_days        integer not null
);

-- One consent from its request to its end. The reader asks, the granter decides.
create table consent (
    id             uuid        not null primary key, -- time-ordered
    granter        uuid        not null,             -- enterprise whose data it is
    reader         uuid        not null,             -- enterprise that reads
    purpose        text        not null references consent_purpose (code),
    reference      text        not null,             -- which one of the purpose's matters: 17
    message        text        not null,             -- what the reader says to it
    state          text        not null,             -- ConsentState
    asked_fields   text[]      not null,
    asked_from     date        not null,
    asked_to       date        not null,             -- inclusive
    asked_until    date        not null,             -- the last day
    fields         text[]      not null,             -- as granted; as asked until then
    period_from    date        not null,
    period_to      date        not null,             -- inclusive
    last_day       date        not null,
    ends_at        timestamptz not null,             -- the end of the last day, in the cluster's time zone
    requested_by   uuid        not null,             -- account
    decided_by     uuid,                             -- account
    requested_at   timestamptz not null,
    decided_at     timestamptz,
    ended_at       timestamptz,
    warned_at      timestamptz                       -- when both sides were told that it runs out
);
create unique index consent_asked_once on consent (granter, reader, purpose, reference) where state = 'REQUESTED';
create index consent_by_granter on consent (granter, state, id);
create index consent_by_reader on consent (reader, state, id);
create index consent_by_end on consent (ends_at) where state in ('REQUESTED', 'GRANTED');

-- Everything that was ever done with a consent. Rows are only ever added.
create table consent_step (
    consent     uuid        not null,
    number      integer     not null, -- 1, 2, 3 ...
    at          timestamptz not null,
    action      text        not null, -- ConsentAction
    enterprise  uuid,                 -- that acted; absent for the platform
    account     uuid,
    reason      text        not null,
    fields      text[]      not null, -- as they stood after it
    period_from date        not null,
    period_to   date        not null,
    last_day    date        not null,
    primary key (consent, number)
);

-- Every read under a consent. Rows are only ever added.
create table consent_read (
    id          uuid        not null primary key, -- time-ordered
    consent     uuid        not null,
    granter     uuid        not null,
    reader      uuid        not null,
    account     uuid        not null,             -- who read
    field       text        not null,
    period_from date,                             -- absent for a field that knows no period
    period_to   date,
    purpose     text        not null,
    reference   text        not null,
    door        text        not null,             -- ReadDoor
    lines       integer     not null,             -- how many were handed over
    at          timestamptz not null
);
create index consent_read_by_granter on consent_read (granter, id);
create index consent_read_by_reader on consent_read (reader, id);
create index consent_read_by_consent on consent_read (consent, id);

-- What the reader made of what it read.
create table consent_result (
    id                  uuid        not null primary key, -- time-ordered
    room                text        not null,
    subject             text        not null, -- the room's own id of it
    description         text        not null, -- both sides read it
    english_description text        not null,
    reader              uuid        not null,
    account             uuid        not null,
    made_at             timestamptz not null,
    stale_at            timestamptz,
    stale_by            text                  -- ConsentAction that ended a consent under it
);
create index consent_result_by_reader on consent_result (reader, id);
create table consent_result_source (
    result  uuid not null,
    consent uuid not null,
    primary key (consent, result)
);
create index consent_result_source_by_result on consent_result_source (result);

alter table consent_purpose enable row level security;
create policy public on consent_purpose for select to raceway_application using (true);

-- A consent is its two sides' and the auditor's, not the operator's administrators'. `sees_cluster() and sees_audit()`: the
-- auditor, and the house's own work on nobody's behalf.
alter table consent enable row level security;
create policy sides on consent to raceway_application
    using (granter = (select current_enterprise()) or reader = (select current_enterprise())
        or ((select sees_cluster()) and (select sees_audit())));
alter table consent_step enable row level security;
create policy sides on consent_step to raceway_application
    using (exists (select from consent where consent.id = consent_step.consent));
-- The granter sees all reads of its data, a reader its own.
alter table consent_read enable row level security;
create policy sides on consent_read to raceway_application
    using (granter = (select current_enterprise()) or reader = (select current_enterprise())
        or ((select sees_cluster()) and (select sees_audit())));
alter table consent_result_source enable row level security;
create policy sides on consent_result_source to raceway_application
    using (exists (select from consent where consent.id = consent_result_source.consent));
alter table consent_result enable row level security;
create policy sides on consent_result to raceway_application
    using (reader = (select current_enterprise())
        or exists (select from consent_result_source source where source.result = consent_result.id)
        or ((select sees_cluster()) and (select sees_audit())));

revoke insert, update, delete on consent_purpose from raceway_application;
revoke delete on consent, consent_result from raceway_application;
revoke update, delete on consent_step, consent_read, consent_result_source from raceway_application;

-- What two records of one enterprise have granted and been granted becomes the remaining record's, its log included. Runs with
-- the owner's rights: logs are only ever added to otherwise.
create function move_consents(merged uuid, into_enterprise uuid) returns integer
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    moved integer;
begin
    update consent set granter = case when granter = merged then into_enterprise else granter end,
                       reader = case when reader = merged then into_enterprise else reader end
    where granter = merged or reader = merged;
    get diagnostics moved = row_count;
    update consent_read set granter = case when granter = merged then into_enterprise else granter end,
                            reader = case when reader = merged then into_enterprise else reader end
    where granter = merged or reader = merged;
    update consent_result set reader = into_enterprise where reader = merged;
    return moved;
end
$$;

insert into consent_purpose (code, place, name, english_name, explanation, english_explanation, readers, fields, longest_days)
values
('loan-application', 1, '贷款申请', 'loan application',
 '仅供银行审查一笔贷款申请，只取判断经营真实性与还款能力所需的信息；申请办结后即不再需要。',
 'For a bank to examine one loan application: only what shows that the business is real and able to repay. No longer needed once the application is decided.',
 '{BANK}',
 '{enterprises.profile,enterprises.contacts,enterprises.licences,traceability.deliveries,traceability.production-volume}', 180),
('loan-monitoring', 2, '贷后管理', 'loan monitoring',
 '仅供银行在贷款存续期内了解生产与交货是否正常，不含联系人与质量明细。',
 'For a bank to see, while a loan runs, whether production and deliveries go on as usual; without contacts and quality details.',
 '{BANK}', '{enterprises.profile,traceability.deliveries,traceability.production-volume}', 1100),
('supplier-assessment', 3, '供应商评价', 'supplier assessment',
 '仅供采购方评价供应商的资质与质量，不含对其他客户的交货。',
 'For a buyer to assess a supplier''s qualification and quality; without its deliveries to other customers.',
 '{STEEL_MILL,TRADER,BAR_AND_TUBE,FORGE,HEAT_TREATER,RING_TURNER,GRINDER,BALL_MAKER,CAGE_MAKER,SEAL_MAKER,ASSEMBLER,WAREHOUSE,DISTRIBUTOR}',
 '{enterprises.profile,enterprises.contacts,enterprises.licences,traceability.quality}', 366),
('order-tracking', 4, '订单跟踪', 'order tracking',
 '仅供采购方在订单履行期间了解生产进度与检验结果。',
 'For a buyer to follow production and inspection while an order is being filled.',
 '{STEEL_MILL,TRADER,BAR_AND_TUBE,FORGE,HEAT_TREATER,RING_TURNER,GRINDER,BALL_MAKER,CAGE_MAKER,SEAL_MAKER,ASSEMBLER,WAREHOUSE,DISTRIBUTOR}',
 '{traceability.production-volume,traceability.quality}', 366),
('policy-support', 5, '政策申报核验', 'policy application',
 '仅供主管部门核验企业自己提出的政策申报，只取资质与产量，不含客户与质量明细。',
 'For the bureau to verify an application that the enterprise itself has made: qualification and output, without customers and quality details.',
 '{BUREAU}', '{enterprises.profile,enterprises.licences,traceability.production-volume}', 366),
('operation-monitoring', 6, '运行监测', 'operation monitoring',
 '仅供主管部门做行业运行分析；对外只发布经披露控制的汇总数。',
 'For the bureau''s analysis of how the trade runs; only totals that have passed disclosure control are published.',
 '{BUREAU}', '{enterprises.profile,traceability.production-volume}', 1100),
('joint-research', 7, '技术攻关', 'joint research',
 '仅供科研院所与企业共同解决一项技术难题，只取相关的产量与检验结果。',
 'For an institute that solves a technical problem together with the enterprise: only output and inspection results.',
 '{INSTITUTE}', '{traceability.production-volume,traceability.quality}', 730);
