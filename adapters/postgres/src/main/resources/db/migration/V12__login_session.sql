-- Login sessions, each by the SHA-256 of the secret that the browser has. certificate is the fingerprint of the one that
-- opened it, empty where none was held; revision that of the seat at that time; renewed whether the certificate had been
-- replaced already.
create table login_session (
  id bytea primary key,
  institution text not null,
  contract_id text not null,
  user_id text collate "C" not null,
  certificate bytea not null,
  host text not null,
  revision integer not null,
  renewed boolean not null,
  begun timestamptz not null,
  seen timestamptz not null
);

-- Forms that were sent, each by a digest of what was in it; result is what came of the first time.
create table submission (
  id bytea primary key,
  claimed timestamptz not null,
  result text
);
create index submission_claimed on submission (claimed);
