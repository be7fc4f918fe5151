-- Wrong passwords, under keyed hashes: of a source, of a source and a login, of a browser somebody signed in from before
-- and its login, and of a login alone (which only its owner is told of). A login counts whether it exists or not.
drop table sign_in_failures;
create unlogged table sign_in_failures (
    name_hash     bytea primary key,
    failures      integer not null,
    last_ms       bigint not null,
    wait_until_ms bigint not null
);

-- How often a wrong password was given for the login between the last sign-in and this one.
alter table staff_sessions add column failures integer not null default 0;
