-- How far the history is sealed: one row, locked by whoever seals. Every id up to through is sealed or void. seen is an
-- id that was there at seen_at; every transaction that had drawn a smaller one had a transaction id below seen_by, or
-- was about to take one.
create table history_sealing (
  through bigint not null,
  seen bigint not null,
  seen_at timestamptz not null,
  seen_by bigint not null
);
insert into history_sealing values (0, 0, 'epoch', 0);

-- leaves are 32 octets for each of ids, in their order.
create table history_seal (
  institution text not null,
  number bigint not null,
  through bigint not null,
  at timestamptz not null,
  previous bytea not null,
  ids bigint[] not null,
  leaves bytea not null,
  digest bytea not null,
  primary key (institution, number),
  check (length(leaves) = 32 * cardinality(ids))
);
-- Digests: nothing to compress.
alter table history_seal alter leaves set storage external;

create table history_checkpoint (
  institution text not null,
  number bigint not null,
  at timestamptz not null,
  cms bytea not null,
  primary key (institution, number)
);
