-- What is registered of users beyond their name; a confirmation PIN that authorises nothing before it is changed; and when a
-- user was deleted, whose row then keeps the name taken.
alter table subscriber
  add kana text not null default '',
  add temporary_confirmation_pin boolean not null default false,
  add deleted_at timestamptz,
  add check (deleted_at is null or (suspended and right_opens_at is null and user_id <> ''));

-- Who gets what the administrator's seat is mailed, too.
alter table corporation add mails text[] not null default '{}';

-- Up to where a seat has read its mails: those with this id and greater ones, which were written later, are unread.
create table message_read (
  subscriber uuid primary key,
  unread_from uuid not null
);

-- Changes of what is registered are told, too.
drop trigger history_untold on history;
create trigger history_untold after insert on history
  for each row when (new.act in (
    'CERTIFICATE_ISSUED', 'CERTIFICATE_REVOKED', 'PIN_CHANGED', 'PIN_RESET', 'PIN_LOCKED', 'SUBSCRIBER_UNLOCKED',
    'SUBSCRIBER_SUSPENDED', 'SUBSCRIBER_UNSUSPENDED', 'SUBSCRIBER_CHANGED', 'COMPANY_CHANGED'))
  execute function note_untold_act();
