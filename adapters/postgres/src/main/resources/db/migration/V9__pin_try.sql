-- Tries at PINs, in a row, at names that somebody has and names that nobody has alike. counted is a PinTry.Count; networks are
-- those that strangers' tries came from, no more than it takes to lock; locking is the number of the try that locked the seat.
-- The tries that an earlier version counted are not taken along, nor are its locks, which one stranger could have made.
drop table pin_attempt;
create table pin_attempt (
  institution text not null,
  contract_id text not null,
  user_id text not null,
  counted text not null,
  tries integer not null,
  networks text[] not null,
  locking integer,
  last timestamptz not null,
  primary key (institution, contract_id, user_id, counted)
);
create index pin_attempt_last on pin_attempt (institution, last);

-- Strangers' tries in a row from one network at one name, and when the next one may come.
create table pin_pause (
  institution text not null,
  contract_id text not null,
  user_id text not null,
  network text not null,
  tries integer not null,
  free timestamptz not null,
  last timestamptz not null,
  primary key (institution, contract_id, user_id, network)
);
create index pin_pause_last on pin_pause (institution, last);
