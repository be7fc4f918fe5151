-- The event store: cqrs-es' table in postgres-es' layout, with what the history format adds.
--
-- payload, metadata and header hold the exact canonical bytes that were hashed. They are `json` and `text`,
-- never `jsonb`, which would reorder keys and rewrite numbers (docs/history-format.md).
create table events (
    aggregate_type text collate "C" not null,
    aggregate_id   text collate "C" not null,
    sequence       bigint not null check (sequence >= 1),
    event_type     text collate "C" not null,
    event_version  text collate "C" not null,
    payload        json not null,
    metadata       json not null,
    payload_salt   bytea not null check (octet_length(payload_salt) = 32),
    context_salt   bytea not null check (octet_length(context_salt) = 32),
    header         text collate "C" not null,
    hash           bytea not null check (octet_length(hash) = 32),
    primary key (aggregate_type, aggregate_id, sequence)
);

-- What postgres-es reads: the same columns, with the link to the next event beside the context.
create view event_streams as
select aggregate_type, aggregate_id, sequence, event_type, event_version, payload,
       json_build_object('context', metadata, 'hash', encode(hash, 'hex'), 'at', header::json ->> 'at') as metadata
from events;

-- A report's data key, wrapped under a key that is not in the database. Deleting a row erases what the report says
-- and leaves its history verifiable. Written in the transaction that appends the report's first event.
create table data_keys (
    report_id text collate "C" primary key,
    wrapped   bytea not null
);
