-- A mail with a one-time link, often to an address without an account. Address, names and link are sealed together, and cleared as soon
-- as the mail has gone or the link is void: whoever reads the database or a copy of it can use none of them.
alter table delivery
    add column letter_sealed text,
    add column void_at       timestamptz; -- when the link stops working; nothing is sent after that
alter table delivery add constraint letter_may_end check (letter_sealed is null or void_at is not null);
create index delivery_to_clear on delivery (void_at) where letter_sealed is not null;

-- Who sends need not see what they sent.
create policy letter on delivery for insert to raceway_application
    with check (channel = 'MAIL' and letter_sealed is not null and state = 'WAITING');

-- Links to a new password that stood in notices in clear.
delete from notice where kind = 'people.password-forgotten';
delete from delivery where kind = 'people.password-forgotten';
delete from notice_dispatch where kind = 'people.password-forgotten';
delete from notice_preference where kind = 'people.password-forgotten';
