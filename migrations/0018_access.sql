-- Wrong tracking numbers are not counted for all sources together any more: anybody could use up what everybody had.
drop table failed_lookups;

-- Which of an account's passwords it is, counted: a session belongs to one. A password that the program drew is there to be
-- changed; until now, all were.
alter table accounts
    add column password_generation bigint not null default 1,
    add column must_change_password boolean not null default true;

-- When a session was last used, to the minute. Those that there are do not know, and end.
delete from staff_sessions;
alter table staff_sessions
    add column password_generation bigint not null,
    add column last_used_ms bigint not null;
