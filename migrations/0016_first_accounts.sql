-- An account of the first start whose password nobody has been shown yet. A start that was broken off before it showed them
-- makes them anew at the next.
alter table accounts add column is_unshown boolean not null default false;
