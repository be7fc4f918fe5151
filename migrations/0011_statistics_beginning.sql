-- From when on there are statistics where the log's first checkpoint does not say it: `sajam demo` invents reports of
-- months gone by. No report sets it: which periods are published would tell of it.
create table statistics_beginning (
    is_the_one boolean primary key default true check (is_the_one),
    begin_ms   bigint not null
);
