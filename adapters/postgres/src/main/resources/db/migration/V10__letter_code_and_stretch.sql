-- The digest, keyed by the token's secret, of the one-time code that goes to a holder by letter when the right to
-- acquire opens. It goes with the right.
alter table subscriber
  add letter_code bytea check (octet_length(letter_code) = 32),
  add check (letter_code is null or right_opens_at is not null);

-- At which costs an institution's PINs are stretched, without reading all its seats.
create index subscriber_login_stretch on subscriber (institution, login_stretch) where login_stretch is not null;
create index subscriber_confirmation_stretch on subscriber (institution, confirmation_stretch)
  where confirmation_stretch is not null;
