-- The end of a nonce first, which its MAC binds to it: new ones come in at the right of one index, and those that have
-- ended are its left.
alter table spent_nonce drop constraint spent_nonce_pkey;
drop index spent_nonce_expires;
alter table spent_nonce add primary key (expires, id);

-- Spent nonces are written to no log: a commit has nothing to wait for. A crash empties both tables; from since on, what
-- is spent is remembered, and a nonce that was made before is taken for a spent one. One row, or none after a crash.
alter table spent_nonce set unlogged;
create unlogged table nonce_memory (
  one boolean primary key default true check (one),
  since timestamptz not null
);
insert into nonce_memory (since) values ('epoch');
