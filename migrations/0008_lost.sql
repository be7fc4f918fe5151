-- An entry of the published log whose event went with the database that held it: the log goes on with it, and everybody
-- can see that it is unexplained (docs/operations.md, "A database older than the log").
alter table log_entries add column lost boolean not null default false;
alter table log_entries drop constraint log_entries_check1;
alter table log_entries add constraint log_entries_explained check (
    (cover is not null)::int + (aggregate_id is not null)::int + lost::int = 1);
