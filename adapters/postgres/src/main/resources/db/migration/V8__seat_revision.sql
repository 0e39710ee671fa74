-- revision counts the acts on a seat; seat_revision is the one at which an authorization of a seat was proven, and issues
-- nothing at another. What an earlier version of the program has proven has none: it counts as proven at the first.
alter table subscriber add revision integer not null default 0;
alter table "authorization" add seat_revision integer;
