-- The end of a nonce first, which its MAC binds to it: new ones come in at the right of one index, and those that have
-- ended are its left.
alter table spent_nonce drop constraint spent_nonce_pkey;
drop index spent_nonce_expires;
alter table spent_nonce add primary key (expires, id);
