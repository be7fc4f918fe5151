-- What a reporter's form was answered with, for the minutes in which it is looked at: sealed under a key that stands in the
-- page's address alone. Unlogged, so that it is in no write-ahead log and no backup of one.
create unlogged table shown_pages (
    name_hash  bytea primary key,
    sealed     bytea not null,
    expires_ms bigint not null
);
create index shown_pages_by_expiry on shown_pages (expires_ms);
