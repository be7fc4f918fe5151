-- A checkpoint is signed on its beat and let out a little later, at a time that does not tell how long the work took.
-- Nothing of the log leaves the house before `public_ms`.
create table publications (
    beat_ms   bigint primary key,
    public_ms bigint not null
);
insert into publications (beat_ms, public_ms) select beat_ms, beat_ms from checkpoints;

-- What witnesses outside the house say of a checkpoint: a signature line each (C2SP tlog-cosignature).
create table cosignatures (
    beat_ms bigint not null,
    witness text collate "C" not null,
    line    text not null,
    primary key (beat_ms, witness)
);

create trigger publications_append_only before update or delete or truncate on publications
    for each statement execute function refuse_rewriting();
create trigger cosignatures_append_only before update or delete or truncate on cosignatures
    for each statement execute function refuse_rewriting();
