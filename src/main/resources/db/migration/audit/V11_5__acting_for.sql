-- The colleague whose lent permission was used. Older entries have it in their details.
alter table audit_entry add column actor_for uuid;
create index audit_entry_by_lender on audit_entry (actor_for, id) where actor_for is not null;
