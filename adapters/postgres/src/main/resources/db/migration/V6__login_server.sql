-- An institution's own servers that may ask about its certificates, each by its TLS client certificate. Removed ones stay.
create table login_server (
  institution text not null,
  name text collate "C" not null,
  fingerprint bytea not null,
  certificate bytea not null,
  not_before timestamptz not null,
  not_after timestamptz not null,
  added timestamptz not null,
  removed timestamptz
);
create unique index login_server_name on login_server (institution, name) where removed is null;
create unique index login_server_certificate on login_server (institution, fingerprint) where removed is null;
