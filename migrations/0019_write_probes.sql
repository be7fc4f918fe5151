-- Written to and taken back again and again, to tell a full disk before a report does. It never has a row.
create table write_probes (
    filler text not null
);
alter table write_probes alter column filler set storage plain;
