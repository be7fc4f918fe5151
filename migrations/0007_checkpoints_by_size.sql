-- "Since which checkpoint is this event in the log" and "the checkpoint of so many entries" are asked for by size.
create index checkpoints_by_size on checkpoints (size, beat_ms);
