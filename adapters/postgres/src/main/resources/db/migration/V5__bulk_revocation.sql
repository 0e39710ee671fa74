-- Tries in a row at the confirmation PIN; tries are those at the login PIN.
alter table pin_attempt add confirmation_tries integer not null default 0;

-- What is open for a seat, to be closed when its certificate is taken away.
create index authorization_of_seat on "authorization" (institution, identifier)
  where status in ('PENDING', 'VALID') and identifier like 'subscriber:%';
