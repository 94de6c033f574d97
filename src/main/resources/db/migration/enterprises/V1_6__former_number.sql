-- The organisation code within the credit code finds what a former registration number would have found.
alter table enterprise drop column former_number;
