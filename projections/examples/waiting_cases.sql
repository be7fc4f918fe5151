-- Invents `waiting.cases` waiting cases, and a quarter as many that are closed, straight into the read model of queues: half
-- with intake, two fifths with a unit, a tenth appealed. Some categories, provinces and investigators have many times what
-- others have, and fifty reports share the hour they were filed in.
truncate queue_cases, queue_counts;
insert into queue_cases (report_id, status, category, province, priority, unit, investigator, received_ms, updated_ms)
select md5(i::text), status,
    (array['bribery', 'omission', 'misconduct', 'embezzlement', 'abuse-of-power', 'public-health', 'environment',
        'natural-resources', 'consumer', 'labour', 'road-safety', 'construction', 'other'])[1 + floor(13 * chance ^ 2)],
    'IR-' || lpad(floor(31 * (1 - chance ^ 3))::text, 2, '0'),
    case when status not in ('received', 'acknowledged') then (array['low', 'normal', 'high', 'urgent'])[1 + i % 4] end,
    case when kind >= 10 then 'unit-' || i % 8 end,
    case when kind >= 12 then md5('investigator' || floor(40 * (i * 7919 % 1009 / 1009.0) ^ 2)) end,
    1700000000000 + 3600000 * (i / 50), 1700000000000 + 3600000 * (i / 50) + 977 * (i * 7919 % 100003)
from generate_series(1, current_setting('waiting.cases')::bigint * 5 / 4) as i
cross join lateral (select (i * 2654435761 % 999983) / 999983.0 as chance, i * 31 % 25 as kind) as drawn
cross join lateral (select case
    when kind < 10 then (array['received', 'acknowledged', 'triaged'])[1 + i % 3]
    when kind < 18 then (array['assigned', 'investigating', 'awaiting-reporter'])[1 + i % 3]
    when kind < 20 then 'appealed'
    else (array['resolved', 'withdrawn'])[1 + i % 2] end as status) as standing;
insert into queue_counts
select waits_for, coalesce(unit, ''), coalesce(investigator, ''), count(*)
from queue_cases where waits_for is not null group by 1, 2, 3;
vacuum analyze queue_cases;
vacuum analyze queue_counts;
