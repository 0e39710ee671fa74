-- Ids are made by the domain; nothing but spent nonces, full rate limits and the tries of strangers is ever deleted.
-- States are the names of the domain's enums. What is listed in the order of its octets is collated "C". README.md has the map of the tables and the decisions.

create table institution (
  id text collate "C" primary key,
  name_ja text not null,
  name_en text not null,
  organization text not null,
  unit text not null,
  policy text not null
);

create table issuer (
  id text primary key,
  institution text not null,
  generation integer not null,
  certificate bytea not null,
  above bytea[] not null,
  key_id bytea not null,
  key_label text not null
);

create table corporation (
  institution text not null,
  contract_id text not null,
  name text not null,
  primary key (institution, contract_id)
);

-- user_id is empty for the administrator. A verifier's stretch is {memory KiB, iterations, lanes}.
create table subscriber (
  id uuid primary key,
  institution text not null,
  contract_id text not null,
  user_id text collate "C" not null,
  display_name text not null,
  mail text not null,
  language text not null,
  suspended boolean not null,
  login_salt bytea not null,
  login_digest bytea not null,
  login_stretch integer[],
  confirmation_salt bytea not null,
  confirmation_digest bytea not null,
  confirmation_stretch integer[],
  temporary_pin boolean not null,
  right_opens_at timestamptz,
  right_held_by uuid,
  unique (institution, contract_id, user_id),
  foreign key (institution, contract_id) references corporation,
  check (right_held_by is null or right_opens_at is not null)
);

-- Names that somebody has and names that nobody has alike, so no foreign key.
create table pin_attempt (
  institution text not null,
  contract_id text not null,
  user_id text not null,
  tries integer not null,
  last timestamptz not null,
  primary key (institution, contract_id, user_id)
);
create index pin_attempt_last on pin_attempt (last);

create table partner (
  id uuid primary key,
  institution text not null,
  name text not null,
  names jsonb not null,
  unique (institution, name)
);

-- A binding names a partner with the profiles it may order, or a subscriber with the act.
create table external_account_key (
  institution text not null,
  kid text not null,
  partner uuid,
  profiles text[],
  subscriber uuid,
  act text,
  single_use boolean not null,
  created timestamptz not null,
  expires timestamptz,
  state text not null,
  primary key (institution, kid),
  check ((partner is null) <> (subscriber is null)),
  check ((partner is null) = (profiles is null)),
  check ((subscriber is null) = (act is null))
);
create index external_account_key_partner on external_account_key (partner, created) where partner is not null;

create table account (
  id uuid primary key,
  institution text not null,
  jwk text not null,
  thumbprint text not null,
  spki_digest bytea not null,
  contacts text[] not null,
  terms_agreed boolean not null,
  status text not null,
  partner uuid,
  profiles text[],
  subscriber uuid,
  act text,
  binding_jws text,
  created timestamptz not null,
  constraint account_key_once unique (institution, thumbprint),
  check (partner is null or subscriber is null),
  check ((partner is null) = (profiles is null)),
  check ((subscriber is null) = (act is null))
);
create index account_spki_digest on account (spki_digest);

create table spent_nonce (
  id bytea primary key,
  expires timestamptz not null
);
create index spent_nonce_expires on spent_nonce (expires);

-- tat is the theoretical arrival time of the generic cell rate algorithm, in microseconds since 1970.
create table rate_limit (
  bucket text primary key,
  tat bigint not null
);
create index rate_limit_tat on rate_limit (tat);

-- processing_since is when the first of its challenges that is looked at began; identifiers are type:value.
create table "authorization" (
  id uuid primary key,
  account uuid not null,
  institution text not null,
  identifier text not null,
  replaces text,
  status text not null,
  expires timestamptz not null,
  challenges jsonb not null,
  processing_since timestamptz
);
create index authorization_of_account on "authorization" (account, identifier) where status = 'VALID';
create index authorization_live on "authorization" (account) where status in ('PENDING', 'VALID');
create index authorization_processing on "authorization" (processing_since)
  where status = 'PENDING' and processing_since is not null;

-- The columns from progress on say how far issuing has come: OPEN (none of them), BEGUN (the intent),
-- ISSUED (serial alone), FAILED (the error). added counts up in the order of coming.
create table acme_order (
  id uuid primary key,
  added bigint generated always as identity,
  account uuid not null,
  institution text not null,
  identifiers text[] not null,
  authorizations uuid[] not null,
  profile text not null,
  not_before timestamptz,
  not_after timestamptz,
  replaces text,
  replaces_text text,
  created timestamptz not null,
  expires timestamptz not null,
  progress text not null default 'OPEN',
  serial text,
  since timestamptz,
  issuer text,
  to_be_signed bytea,
  valid_from timestamptz,
  valid_until timestamptz,
  spki_digest bytea,
  error_reason text,
  error_detail text,
  error_not_before timestamptz,
  check (progress in ('OPEN', 'BEGUN', 'ISSUED', 'FAILED')),
  check ((progress in ('BEGUN', 'ISSUED')) = (serial is not null)),
  check ((progress = 'BEGUN') = (since is not null and issuer is not null and to_be_signed is not null
    and valid_from is not null and valid_until is not null and spki_digest is not null)),
  check ((progress = 'FAILED') = (error_reason is not null and error_detail is not null))
);
create index acme_order_of_account on acme_order (account, added);
create index acme_order_open on acme_order (account, expires) where progress = 'OPEN';
create index acme_order_replaces on acme_order (replaces) where replaces is not null;
create index acme_order_unfinished on acme_order (since) where progress = 'BEGUN';
create unique index acme_order_serial on acme_order (serial) where serial is not null;

-- contract_id and user_id name the seat that holds it, where one does. claimed_by is the order that is going to
-- take its place, replaced_by the order that took it.
create table certificate (
  serial text collate "C" primary key,
  added bigint generated always as identity,
  issuer text not null,
  institution text not null,
  account uuid not null,
  acme_order uuid not null unique,
  contract_id text,
  user_id text,
  identifiers text[] not null,
  profile text not null,
  der bytea not null,
  fingerprint bytea not null unique,
  spki_digest bytea not null,
  not_before timestamptz not null,
  not_after timestamptz not null,
  revoked_at timestamptz,
  revocation_reason text,
  claimed_by uuid,
  replaced_by uuid,
  check ((contract_id is null) = (user_id is null)),
  check (revocation_reason is null or revoked_at is not null)
);
create index certificate_of_institution on certificate (institution, serial);
create index certificate_of_seat on certificate (institution, contract_id, user_id, added)
  where contract_id is not null;

create table barred_key (
  spki_digest bytea primary key,
  since timestamptz not null
);

create table notice (
  serial text collate "C" not null references certificate,
  days_before integer not null,
  due timestamptz not null,
  decided_at timestamptz,
  primary key (serial, days_before)
);
create index notice_due on notice (due) where decided_at is null;

-- due is when to send it, or to send it again.
create table outbox (
  id uuid primary key,
  institution text not null,
  mail_text text not null,
  language text not null,
  recipient text not null,
  mail_values jsonb not null,
  due timestamptz not null,
  tries integer not null default 0,
  error text,
  sent_at timestamptz,
  refused_at timestamptz,
  check (sent_at is null or refused_at is null)
);
create index outbox_waiting on outbox (due) where sent_at is null and refused_at is null;

create table history (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  institution text not null,
  actor text not null,
  act text not null,
  subject text not null,
  details jsonb not null
);
create index history_latest on history (institution, id);
create index history_on on history (institution, subject, id);
