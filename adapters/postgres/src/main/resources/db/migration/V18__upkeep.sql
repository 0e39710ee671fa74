-- When the last backup was taken and the last restore rehearsed, for whoever watches that they are. A database that was
-- restored tells the times that it knew.
create table upkeep (
  work text primary key check (work in ('BACKUP', 'REHEARSAL')),
  ended timestamptz not null
);
