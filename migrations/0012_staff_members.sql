-- Who holds which role, from the `staff` streams: what forms offer to choose from.
create table staff_members (
    staff_id     text collate "C" primary key,
    login        text collate "C" not null,
    is_suspended boolean not null
);
-- `unit` is empty where the role is held for every unit.
create table staff_grants (
    staff_id text collate "C" not null,
    role     text collate "C" not null,
    unit     text collate "C" not null,
    primary key (staff_id, role, unit)
);
