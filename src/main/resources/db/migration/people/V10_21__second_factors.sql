-- Sealed by the platform's cipher, whose output is text.
alter table second_factor alter column secret type text using encode(secret, 'escape');
