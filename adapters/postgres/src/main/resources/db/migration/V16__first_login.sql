-- Whether a seat's holder has acquired the login ID. Seats of before have, and so has what a node of the version before
-- registers.
alter table subscriber add activated boolean not null default true;

-- By which account the administrator is known until then, where the policy says so.
alter table corporation
  add branch text check (branch ~ '^[0-9]{3}$'),
  add account_kind text check (account_kind in ('ORDINARY', 'CURRENT', 'SAVINGS')),
  add account_number text check (account_number ~ '^[0-9]{7}$'),
  add check ((branch is null) = (account_kind is null) and (branch is null) = (account_number is null));
create unique index corporation_account on corporation (institution, branch, account_kind, account_number);

-- A contract ID of the person's own choice, while the administrator's seat is the only one.
alter table subscriber drop constraint subscriber_institution_contract_id_fkey;
alter table subscriber add constraint subscriber_institution_contract_id_fkey
  foreign key (institution, contract_id) references corporation on update cascade not valid;
alter table subscriber validate constraint subscriber_institution_contract_id_fkey;

-- A trigger of its own, which leaves the other's list of acts alone.
create trigger history_untold_first_login after insert on history
  for each row when (new.act = 'LOGIN_ID_ACQUIRED') execute function note_untold_act();
