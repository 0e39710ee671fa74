-- Meant are certificates that came up to last_added, and those of orders that were in issuing (in_flight). reached is the
-- serial up to which this pass has looked; empty where a pass begins.
create table bulk_revocation (
  id uuid primary key,
  institution text not null,
  issuer text,
  reason text,
  operator text not null,
  begun timestamptz not null,
  last_added bigint not null,
  in_flight uuid[] not null,
  total bigint not null,
  done bigint not null default 0,
  reached text collate "C" not null default '',
  ended timestamptz
);
create unique index bulk_revocation_once on bulk_revocation (institution, coalesce(issuer, '')) where ended is null;

-- Tries in a row at the confirmation PIN; tries are those at the login PIN.
alter table pin_attempt add confirmation_tries integer not null default 0;

-- What is open for a seat, to be closed when its certificate is taken away.
create index authorization_of_seat on "authorization" (institution, identifier)
  where status in ('PENDING', 'VALID') and identifier like 'subscriber:%';
