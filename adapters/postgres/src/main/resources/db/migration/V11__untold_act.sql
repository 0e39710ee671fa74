-- Acts of which nobody was told yet, by their entries in the history. Whatever writes an entry, the trigger notes it in the
-- same transaction, where it is about a seat or a seat's certificate; TellOfActs decides whom to tell, and takes it out.
create table untold_act (
  entry bigint primary key
);

create function note_untold_act() returns trigger language plpgsql as $$
begin
  if new.subject like 'certificate:%' and not exists (
    select 1 from certificate where serial = substr(new.subject, 13) and contract_id is not null)
  then
    return null;
  end if;
  insert into untold_act (entry) values (new.id);
  return null;
end
$$;

create trigger history_untold after insert on history
  for each row when (new.act in (
    'CERTIFICATE_ISSUED', 'CERTIFICATE_REVOKED', 'PIN_CHANGED', 'PIN_RESET', 'PIN_LOCKED', 'SUBSCRIBER_UNLOCKED',
    'SUBSCRIBER_SUSPENDED', 'SUBSCRIBER_UNSUSPENDED'))
  execute function note_untold_act();

-- How many mails an address got lately.
create index outbox_of_recipient on outbox (institution, recipient, mail_text, due);
