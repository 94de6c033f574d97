-- The end of the time for which consents of an enterprise that has left are kept. Runs with the owner's rights: logs are only ever
-- added to otherwise. Of the others' consents and reads nothing is touched.
create function forget_consents(gone uuid) returns integer
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    forgotten uuid[];
begin
    select array_agg(id) into forgotten from consent
    where (granter = gone or reader = gone) and state not in ('REQUESTED', 'GRANTED');
    delete from consent_read where consent = any(forgotten);
    delete from consent_step where consent = any(forgotten);
    delete from consent_result_source where consent = any(forgotten);
    delete from consent_result where not exists (select from consent_result_source source where source.result = consent_result.id);
    delete from consent where id = any(forgotten);
    return coalesce(array_length(forgotten, 1), 0);
end
$$;
