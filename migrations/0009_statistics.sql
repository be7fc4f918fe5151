-- What statistics count, for every family: first times, so that a report is counted once however its case goes on.
-- The read model is built anew from the log.
delete from statistics_reports;
delete from projection_positions where projection = 'statistics';
alter table statistics_reports
    add column acknowledged_ms bigint,
    add column assigned_ms     bigint,
    add column investigated_ms bigint,
    add column resolved_ms     bigint,
    add column appeal          text,
    add column appeal_ms       bigint;
create index statistics_reports_by_closing on statistics_reports (closed_ms);

-- Corrections are further releases of the same table.
alter table releases add column revision integer not null default 1 check (revision >= 1);
alter table releases drop constraint releases_family_period_key;
alter table releases add constraint releases_family_period_revision_key unique (family, period, revision);

-- What every draw of noise costs each report that is counted in it, in thousandths of epsilon. Written before the draw,
-- in its transaction; nothing is published that is not in here.
create table privacy_ledger (
    release_id    text collate "C" primary key,
    family        text not null,
    period        text not null,
    epsilon_milli integer not null check (epsilon_milli > 0),
    drawn_ms      bigint not null
);
insert into privacy_ledger
    select release_id, family, period, (content ->> 'epsilon_milli')::integer, published_ms from releases;
alter table releases add constraint releases_paid_for foreign key (release_id) references privacy_ledger;
create trigger privacy_ledger_append_only before update or delete or truncate on privacy_ledger
    for each statement execute function refuse_rewriting();

-- What each family of tables was given (src/disclosure/family.rs has the same). It stays kept for the family, so that a
-- correction cannot spend what another table will need. Divided again, this changes by a migration.
create table privacy_shares (
    family        text primary key,
    epsilon_milli integer not null check (epsilon_milli > 0)
);
insert into privacy_shares values
    ('week-stage', 400),
    ('month-category', 250),
    ('quarter-province', 250),
    ('year-province-category', 350),
    ('quarter-outcome', 125),
    ('quarter-acknowledgement', 125),
    ('quarter-closing', 125),
    ('quarter-appeal', 125);
create trigger privacy_shares_append_only before update or delete or truncate on privacy_shares
    for each statement execute function refuse_rewriting();

-- The most that one report can come to spend: it is counted in one period of each family, so of each family its dearest
-- period counts, with all its revisions, or the family's share if that is more. docs/statistics.md gives the reason.
create function privacy_committed_milli() returns bigint language sql stable
    set search_path = public, pg_temp as $$
    select coalesce(sum(greatest(share, dearest)), 0)::bigint from (
        select coalesce(max(spent), 0) as dearest, coalesce(max(epsilon_milli), 0) as share from (
            select family, sum(epsilon_milli) as spent from privacy_ledger group by family, period
        ) as periods full join privacy_shares using (family) group by family
    ) as families
$$;

-- One at a time, so that two draws at once cannot both find room.
create function refuse_overspending() returns trigger language plpgsql
    set search_path = public, pg_temp as $$
begin
    -- An older snapshot would not see what others have paid since.
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'the privacy ledger is written at read committed only' using errcode = 'SJ001';
    end if;
    perform pg_advisory_xact_lock(hashtextextended('privacy_ledger', 0));
    if privacy_committed_milli() > 2000 then
        raise exception 'the privacy budget does not allow this draw' using errcode = 'SJ001';
    end if;
    return null;
end
$$;
create trigger privacy_ledger_budget after insert on privacy_ledger
    for each row execute function refuse_overspending();
