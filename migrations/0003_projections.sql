-- How far each projection has read the log: the position it will read next.
-- Changes and position commit together (the catch-up reader in the crate `projections`).
create table projection_positions (
    projection text primary key,
    position   bigint not null
);

-- Staff queues: one row a report, with no word of what it says.
create table queue_cases (
    report_id     text collate "C" primary key,
    status        text not null,
    category      text not null,
    province      text not null,
    priority      text,
    unit          text,
    investigator  text collate "C",
    received_ms   bigint not null,
    updated_ms    bigint not null
);
create index queue_cases_by_status on queue_cases (status, received_ms, report_id);
create index queue_cases_by_unit on queue_cases (unit, status, received_ms, report_id);
create index queue_cases_by_investigator on queue_cases (investigator, status, received_ms, report_id);

-- What publication counts: each report once, under its current category and province.
-- Never read by a page; only `sajam release` sums it, once, behind noise.
create table statistics_reports (
    report_id   text collate "C" primary key,
    received_ms bigint not null,
    category    text not null,
    province    text not null,
    outcome     text,
    closed_ms   bigint
);
create index statistics_reports_by_time on statistics_reports (received_ms);
