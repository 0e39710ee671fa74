-- Which life of the database this is. Emptied by a crash and where a standby is promoted, as every table without a log:
-- numbers of transactions may then be given again, and what the former primary had may be missing.
create unlogged table database_life (
  one boolean primary key default true check (one),
  id uuid not null default gen_random_uuid()
);
