-- The applications that people log in to here (OpenID Connect), each with the addresses that it may be answered at.
-- secret_digest is empty where it keeps no secret. Removed ones stay.
create table oidc_client (
  institution text not null,
  id text collate "C" not null,
  name text not null,
  redirect_uris text[] not null,
  post_logout_uris text[] not null,
  secret_digest bytea check (octet_length(secret_digest) = 32),
  added timestamptz not null,
  removed timestamptz
);
create unique index oidc_client_id on oidc_client (institution, id) where removed is null;

-- Authorization codes by their digest; whether one was turned in, and the digest of what for. session is the id of the
-- login session that it was given in.
create table oidc_code (
  id bytea primary key,
  institution text not null,
  client text not null,
  redirect_uri text not null,
  challenge text not null,
  nonce text,
  session bytea not null,
  issued timestamptz not null,
  taken boolean not null default false,
  access_token bytea unique
);

-- The public halves of the keys that sign ID tokens, by their labels on the token.
create table oidc_key (
  label text primary key,
  institution text not null,
  public_key bytea not null,
  added timestamptz not null
);
