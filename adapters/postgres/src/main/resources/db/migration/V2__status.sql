-- crl_shard is the part of the issuer's CRL that the certificate points to.
alter table acme_order add crl_shard integer;
update acme_order set crl_shard = 0 where progress = 'BEGUN';
alter table acme_order add check ((progress = 'BEGUN') = (crl_shard is not null));

alter table certificate add crl_shard integer not null default 0;
create index certificate_of_shard on certificate (issuer, crl_shard);
create index certificate_revoked on certificate (issuer, crl_shard, serial) where revoked_at is not null;

-- The latest CRL of each shard. claimed is the last number that somebody took to publish under; number is 0, and the
-- columns behind it are empty, before the first is published.
create table crl (
  issuer text not null,
  shard integer not null,
  claimed bigint not null,
  claimed_at timestamptz not null,
  number bigint not null default 0,
  this_update timestamptz,
  next_update timestamptz,
  der bytea,
  primary key (issuer, shard),
  check (number <= claimed),
  check ((number = 0) = (this_update is null and next_update is null and der is null))
);
-- A CRL is signatures and serials: nothing to compress.
alter table crl alter der set storage external;

-- Shards with a revocation that no publisher has taken up. Whatever revokes, the trigger notes it in the same
-- transaction; taking a number empties it for the shard.
create table crl_due (
  issuer text not null,
  shard integer not null
);

create function note_crl_due() returns trigger language plpgsql as $$
begin
  insert into crl_due (issuer, shard) values (new.issuer, new.crl_shard);
  return null;
end
$$;

create trigger certificate_revoked after update of revoked_at on certificate
  for each row when (old.revoked_at is null and new.revoked_at is not null) execute function note_crl_due();
