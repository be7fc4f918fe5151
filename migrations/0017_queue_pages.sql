-- Queues are read a page at a time, in every order on offer, by an index that holds that order: what a page costs does not
-- depend on how many cases wait.

-- A rebuild of a read model used to leave indexes under names of PostgreSQL's own. From here on they keep theirs.
do $$
declare
    old record;
begin
    for old in
        select indexrelid::regclass as name from pg_index where indrelid = 'queue_cases'::regclass and not indisprimary
    loop
        execute format('drop index %s', old.name);
    end loop;
    for old in
        select i.indexrelid::regclass as name, format('statistics_reports_by_%s', replacement) as replacement
        from pg_index i
            join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
            join (values ('received_ms', 'time'), ('closed_ms', 'closing')) as names (attname, replacement) using (attname)
        where i.indrelid = 'statistics_reports'::regclass and not i.indisprimary
    loop
        if old.name::text <> old.replacement then
            execute format('alter index %s rename to %I', old.name, old.replacement);
        end if;
    end loop;
end
$$;

-- Whom a case waits for; nobody, once it is closed.
alter table queue_cases add column waits_for text generated always as (
    case
        when status in ('received', 'acknowledged', 'triaged') then 'intake'
        when status in ('assigned', 'investigating', 'awaiting-reporter') then 'unit'
        when status = 'appealed' then 'decision'
    end) stored;

-- Intake, and every unit's cases.
create index queue_cases_by_received on queue_cases (waits_for, received_ms, report_id) where waits_for is not null;
create index queue_cases_by_updated on queue_cases (waits_for, updated_ms, report_id) where waits_for is not null;
create index queue_cases_by_status on queue_cases (waits_for, status, received_ms, report_id) where waits_for is not null;
create index queue_cases_by_category on queue_cases (waits_for, category, received_ms, report_id) where waits_for is not null;
create index queue_cases_by_province on queue_cases (waits_for, province, received_ms, report_id) where waits_for is not null;
create index queue_cases_by_priority on queue_cases (waits_for, coalesce(priority, 'normal'), received_ms, report_id) where waits_for is not null;

-- One unit's. An appeal against what intake said itself is of no unit.
create index queue_cases_of_unit_by_received on queue_cases (coalesce(unit, ''), waits_for, received_ms, report_id) where waits_for <> 'intake';
create index queue_cases_of_unit_by_updated on queue_cases (coalesce(unit, ''), waits_for, updated_ms, report_id) where waits_for <> 'intake';
create index queue_cases_of_unit_by_status on queue_cases (coalesce(unit, ''), waits_for, status, received_ms, report_id) where waits_for <> 'intake';
create index queue_cases_of_unit_by_category on queue_cases (coalesce(unit, ''), waits_for, category, received_ms, report_id) where waits_for <> 'intake';
create index queue_cases_of_unit_by_province on queue_cases (coalesce(unit, ''), waits_for, province, received_ms, report_id) where waits_for <> 'intake';
create index queue_cases_of_unit_by_priority on queue_cases (coalesce(unit, ''), waits_for, coalesce(priority, 'normal'), received_ms, report_id) where waits_for <> 'intake';

-- One investigator's.
create index queue_cases_of_investigator_by_received on queue_cases (investigator, received_ms, report_id) where waits_for = 'unit' and investigator is not null;
create index queue_cases_of_investigator_by_updated on queue_cases (investigator, updated_ms, report_id) where waits_for = 'unit' and investigator is not null;
create index queue_cases_of_investigator_by_status on queue_cases (investigator, status, received_ms, report_id) where waits_for = 'unit' and investigator is not null;
create index queue_cases_of_investigator_by_category on queue_cases (investigator, category, received_ms, report_id) where waits_for = 'unit' and investigator is not null;
create index queue_cases_of_investigator_by_province on queue_cases (investigator, province, received_ms, report_id) where waits_for = 'unit' and investigator is not null;
create index queue_cases_of_investigator_by_priority on queue_cases (investigator, coalesce(priority, 'normal'), received_ms, report_id) where waits_for = 'unit' and investigator is not null;
create index queue_cases_of_investigator_by_unit on queue_cases (investigator, coalesce(unit, ''), received_ms, report_id) where waits_for = 'unit' and investigator is not null;

-- How many cases wait, so that a page that says so need not count them. Empty text where there is no unit or investigator.
create table queue_counts (
    waits_for    text not null,
    unit         text not null,
    investigator text collate "C" not null,
    cases        bigint not null,
    primary key (waits_for, unit, investigator)
);
insert into queue_counts
    select waits_for, coalesce(unit, ''), coalesce(investigator, ''), count(*)
    from queue_cases where waits_for is not null group by 1, 2, 3;

analyze queue_cases, queue_counts;
