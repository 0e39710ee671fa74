-- Whom a revocation journal belongs to: the same in every copy of this database.
create table deployment (
  id uuid primary key default gen_random_uuid()
);
insert into deployment default values;

-- Certificates that a journal says were revoked and that this database, restored from an older copy, does not know.
-- barred_key is the digest of a compromised key.
create table lost_certificate (
  serial text collate "C" primary key,
  issuer text not null,
  crl_shard integer not null,
  institution text not null,
  not_after timestamptz not null,
  revoked_at timestamptz not null,
  revocation_reason text,
  barred_key bytea
);
create index lost_certificate_of_shard on lost_certificate (issuer, crl_shard, serial);

create view revocation as
  select serial, issuer, crl_shard, institution, not_after, revoked_at, revocation_reason,
    case when revocation_reason = 'KEY_COMPROMISE' then spki_digest end as barred_key
    from certificate where revoked_at is not null
  union all
  select serial, issuer, crl_shard, institution, not_after, revoked_at, revocation_reason, barred_key
    from lost_certificate;

-- Revocations with the transactions that they came in, for whoever keeps a journal. The numbers mean something in this
-- running cluster only: those of a copy are swept out when the next reader begins.
create table revocation_log (
  tx bigint not null default (pg_current_xact_id()::text::bigint),
  serial text collate "C" not null
);
create index revocation_log_tx on revocation_log (tx);

-- Whatever revokes, the trigger makes its CRL due and tells the journals, in the same transaction.
drop trigger certificate_revoked on certificate;
drop function note_crl_due();

create function note_revocation() returns trigger language plpgsql as $$
begin
  insert into crl_due (issuer, shard) values (new.issuer, new.crl_shard);
  insert into revocation_log (serial) values (new.serial);
  return null;
end
$$;

create trigger certificate_revoked after update of revoked_at on certificate
  for each row when (old.revoked_at is null and new.revoked_at is not null) execute function note_revocation();
create trigger certificate_lost after insert on lost_certificate
  for each row execute function note_revocation();

-- Issuing that was under way when the copy was made, and is taken up again, may bring a lost certificate back: revoked.
create function find_lost_certificate() returns trigger language plpgsql as $$
begin
  delete from lost_certificate where serial = new.serial
    returning revoked_at, revocation_reason into new.revoked_at, new.revocation_reason;
  return new;
end
$$;

create trigger certificate_found before insert on certificate
  for each row when (new.revoked_at is null) execute function find_lost_certificate();
