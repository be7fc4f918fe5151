-- Credentials. Who may do what is a matter of the `staff` streams; this is only how they prove who they are.
create table accounts (
    login         text collate "C" primary key,
    staff_id      text collate "C" not null unique,
    password_hash text not null
);

-- Wrong passwords in a row, under a keyed hash of what was given as a login, whether it exists or not.
create unlogged table sign_in_failures (
    login_hash    bytea primary key,
    failures      integer not null,
    last_ms       bigint not null,
    wait_until_ms bigint not null
);

-- Sessions hold the hash of a cookie's secret, so that a copy of the database opens nobody's session.
create table staff_sessions (
    token_hash bytea primary key,
    staff_id   text collate "C" not null,
    login      text collate "C" not null,
    expires_ms bigint not null
);
create index staff_sessions_by_expiry on staff_sessions (expires_ms);

-- Immutable releases of statistics, each file as it is served.
create table releases (
    release_id   text collate "C" primary key,
    family       text not null,
    period       text not null,
    published_ms bigint not null,
    content      json not null,
    unique (family, period)
);
create table release_files (
    release_id text collate "C" not null references releases,
    name       text collate "C" not null,
    media_type text not null,
    sha256     bytea not null,
    bytes      bytea not null,
    primary key (release_id, name)
);
create trigger releases_append_only before update or delete or truncate on releases
    for each statement execute function refuse_rewriting();
create trigger release_files_append_only before update or delete or truncate on release_files
    for each statement execute function refuse_rewriting();

-- Guesses at tracking numbers, counted for all servers together; no source, no number, no exact time.
create unlogged table failed_lookups (
    minute  bigint primary key,
    count   bigint not null
);
