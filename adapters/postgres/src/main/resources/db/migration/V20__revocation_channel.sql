-- Whatever revokes, and however many at once: nodes that follow the log are told that there is something in it, once a
-- transaction and when it has committed. What it is they read: a notification may be lost, or be sent by anybody.
create function tell_revocation() returns trigger language plpgsql as $$
begin
  perform pg_notify('revocation', '');
  return null;
end
$$;

create trigger revocation_told after insert on revocation_log
  for each statement execute function tell_revocation();
