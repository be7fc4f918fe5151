-- The feed that a reporter asked for, behind an address that only they were shown. Both hashes are keyed (HMAC-SHA-256
-- under a key that is not in here), and the report's id is sealed under a key that is made of the address: a copy of the
-- database leads from a report to no address, from an address to no report, and does not say which reports are followed.
-- No time is kept: it would be that of the reporter's visit. A deleted row is a revoked address.
create table report_feeds (
    report_hash   bytea primary key,
    address_hash  bytea not null unique,
    sealed_report bytea not null
);
