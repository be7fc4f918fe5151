-- Committed events wait here for their position in the log; written in the transaction that commits them.
create table log_queue (
    ticket         bigint generated always as identity primary key,
    aggregate_type text collate "C" not null,
    aggregate_id   text collate "C" not null,
    sequence       bigint not null,
    hash           bytea not null
);

-- The log: one entry a position, an event's or a cover's (docs/history-format.md, "The log").
create table log_entries (
    position       bigint primary key check (position >= 0),
    hash           bytea not null check (octet_length(hash) = 32),
    aggregate_type text collate "C",
    aggregate_id   text collate "C",
    sequence       bigint,
    cover          bytea check (octet_length(cover) = 32),
    check ((aggregate_id is null) = (sequence is null) and (aggregate_id is null) = (aggregate_type is null)),
    check ((cover is null) = (aggregate_id is not null)),
    unique (aggregate_type, aggregate_id, sequence)
);

-- How many entries the log has. Its row lock keeps two sequencers from ever giving the same position.
create table log_head (
    singleton boolean primary key default true check (singleton),
    size bigint not null
);
insert into log_head (size) values (0);

-- The Merkle tree of the whole log in tiles of 256 hashes (C2SP tlog-tiles): the last tile of a level grows, a full one never changes.
create table log_tiles (
    level  smallint not null,
    tile   bigint not null,
    hashes bytea not null check (octet_length(hashes) % 32 = 0 and octet_length(hashes) between 32 and 8192),
    primary key (level, tile)
);

-- What has left the house: one checkpoint a beat, by the clock.
create table checkpoints (
    beat_ms bigint primary key,
    size    bigint not null,
    root    bytea not null check (octet_length(root) = 32),
    note    text not null
);

-- History is add-only, also for whoever owns the tables.
create function refuse_rewriting() returns trigger language plpgsql as $$
begin
    raise exception 'the history is append-only: % on % is refused', tg_op, tg_table_name
        using errcode = 'insufficient_privilege';
end
$$;

create trigger events_append_only before update or delete or truncate on events
    for each statement execute function refuse_rewriting();
create trigger log_entries_append_only before update or delete or truncate on log_entries
    for each statement execute function refuse_rewriting();
create trigger checkpoints_append_only before update or delete or truncate on checkpoints
    for each statement execute function refuse_rewriting();
