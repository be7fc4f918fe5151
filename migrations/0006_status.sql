-- How the service itself is doing. Nothing here depends on a report.

-- Each check of the whole history against itself. The finding names rows and is for operators and auditors; the public
-- is told that there is one, and the day.
create table ledger_checks (
    number     bigint generated always as identity primary key,
    started_ms bigint not null,
    took_ms    bigint not null check (took_ms >= 0),
    entries    bigint not null check (entries >= 0),
    finding    text
);
create trigger ledger_checks_append_only before update or delete or truncate on ledger_checks
    for each statement execute function refuse_rewriting();

-- What the public is told when something is wrong: an incident is opened, perhaps updated, and closed. An automatic
-- incident is told in words of the program's own, found by its kind; one of the staff's in the words given here.
create table incident_events (
    number   bigint generated always as identity primary key,
    incident text collate "C" not null check (incident ~ '^[0-9a-f]{32}$'),
    change   text not null check (change in ('opened', 'updated', 'closed')),
    kind     text not null,
    at_ms    bigint not null,
    actor    text not null,
    title_fa text,
    title_en text,
    text_fa  text,
    text_en  text,
    check ((title_fa is null) or (change = 'opened' and text_fa is not null)),
    check ((title_en is null) or (title_fa is not null)),
    check ((text_en is null) or (text_fa is not null))
);
create index incident_events_by_incident on incident_events (incident, number);
create unique index incident_opened_once on incident_events (incident) where change = 'opened';
create unique index incident_closed_once on incident_events (incident) where change = 'closed';
create index incident_events_opened on incident_events (number) where change = 'opened';
create trigger incident_events_append_only before update or delete or truncate on incident_events
    for each statement execute function refuse_rewriting();
