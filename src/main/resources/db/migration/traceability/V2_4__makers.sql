-- Who captured, and for which department: roles that reach less than the enterprise see by these. Absent for what came before, and for
-- machines of the enterprise as a whole.
alter table capture_job
    add column captured_by uuid,
    add column department  uuid;
create index capture_job_by_maker on capture_job (owner, captured_by, capture) where captured_by is not null;
create index capture_job_by_department on capture_job (owner, department, capture) where department is not null;
