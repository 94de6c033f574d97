-- What two records of one enterprise have granted and been granted becomes the remaining record's, its log included. What makes no
-- sense any more is ended first: a consent between the two, and a request of one that the other has asked as well. Runs with the
-- owner's rights: logs are only ever added to otherwise, and who merges sees no consents. Returns what was ended.
drop function move_consents(uuid, uuid);
create function move_consents(merged uuid, into_enterprise uuid, ended timestamptz, why text)
    returns table (consent uuid, state_before text, stale uuid[])
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    over record;
    results uuid[];
begin
    for over in
        select its.id, its.state, its.fields, its.period_from, its.period_to, its.last_day
        from consent its
             cross join lateral (
                 select case when its.granter = merged then into_enterprise else its.granter end as granter,
                        case when its.reader = merged then into_enterprise else its.reader end as reader) new_side
        where (its.granter = merged or its.reader = merged) and its.state in ('REQUESTED', 'GRANTED')
          and (new_side.granter = new_side.reader
               or its.state = 'REQUESTED' and exists (
                   select from consent twin
                   where twin.granter = new_side.granter and twin.reader = new_side.reader and twin.purpose = its.purpose
                     and twin.reference = its.reference and twin.state = 'REQUESTED'))
        order by its.id for update of its
    loop
        results := '{}';
        if over.state = 'GRANTED' then
            select coalesce(array_agg(result.id), '{}') into results from (
                select id from consent_result
                where stale_at is null and id in (select source.result from consent_result_source source where source.consent = over.id)
                order by id for update) result;
            update consent_result set stale_at = ended, stale_by = 'REVOKED' where id = any(results);
        end if;
        update consent set state = case when over.state = 'GRANTED' then 'REVOKED' else 'WITHDRAWN' end, ended_at = ended
        where id = over.id;
        insert into consent_step (consent, number, at, action, enterprise, account, reason, fields, period_from, period_to, last_day)
        values (over.id, (select count(*) + 1 from consent_step step where step.consent = over.id), ended,
                case when over.state = 'GRANTED' then 'REVOKED' else 'WITHDRAWN' end, null, null, why, over.fields,
                over.period_from, over.period_to, over.last_day);
        consent := over.id;
        state_before := over.state;
        stale := results;
        return next;
    end loop;
    update consent its set granter = case when its.granter = merged then into_enterprise else its.granter end,
                           reader = case when its.reader = merged then into_enterprise else its.reader end
    where its.granter = merged or its.reader = merged;
    update consent_read its set granter = case when its.granter = merged then into_enterprise else its.granter end,
                                reader = case when its.reader = merged then into_enterprise else its.reader end
    where its.granter = merged or its.reader = merged;
    update consent_result set reader = into_enterprise where reader = merged;
end
$$;
