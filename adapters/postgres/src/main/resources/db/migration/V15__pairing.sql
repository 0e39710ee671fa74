-- Pages and tools that meet. code is the digest of what leads a tool here, browser that of the secret of the browser which
-- opened it; account with what stands behind it the tool that was led here. What a state knows stands behind it.
create table pairing (
  id uuid primary key,
  institution text not null,
  code bytea unique check (octet_length(code) = 32),
  act text not null,
  contract_id text not null,
  user_id text collate "C" not null,
  renewed text,
  opener text not null,
  browser bytea not null,
  number integer not null,
  account uuid,
  pc text,
  os_user text,
  version text,
  stores text[],
  state text not null,
  asks boolean,
  kid text,
  step integer,
  steps integer,
  reason text,
  certificate text,
  store text,
  opened timestamptz not null,
  seen timestamptz not null,
  revision integer not null,
  check (num_nulls(account, pc, os_user, version, stores) in (0, 5)),
  check (state <> 'OPEN' or account is null)
);

-- No column of it changes while a tool reports, so that reports touch no index.
create index pairing_of_account on pairing (account, id) where account is not null;

-- The tools that wait for a page. They come again within the minute: a crash may empty it.
create unlogged table waiting_tool (
  account uuid primary key,
  institution text not null,
  pc text not null,
  os_user text not null,
  version text not null,
  stores text[] not null,
  seen timestamptz not null
) with (fillfactor = 50);
