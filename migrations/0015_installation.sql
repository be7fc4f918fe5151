-- Which installation this database belongs to: a random name of it, and a fingerprint of each of its keys, by which a
-- start with other keys is told before it does any harm. `log.key` has a row for every key the log ever signed with.
create table installation (
    name  text not null,
    value text not null,
    primary key (name, value)
);
