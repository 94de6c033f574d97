-- Says how many notices were erased. Whoever erases a person's data may not read it, so this runs with the owner's rights.
create function erase_account_notices(its_account uuid) returns integer
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    erased integer;
begin
    delete from notice where account = its_account;
    get diagnostics erased = row_count;
    perform forget_account_notices(its_account);
    return erased;
end
$$;
