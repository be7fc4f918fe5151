-- Wrong tracking numbers are not counted for all sources together any more: anybody could use up what everybody had.
drop table failed_lookups;
