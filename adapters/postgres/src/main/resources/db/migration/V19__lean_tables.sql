-- Indexes that nothing asks for: what they answered, others do. Serial numbers are unique by the key of certificates;
-- the authorizations of an account are found by its orders; certificates are walked by serial number; the latest entries
-- of an institution are in its seals.
drop index acme_order_serial;
drop index authorization_live;
drop index certificate_of_institution;
drop index history_latest;

-- A rate limit is in no log: a crash begins each anew, full. No index has the column that each request changes.
drop index rate_limit_tat;
-- breaks no node: it is written and read as before, and is a small table
alter table rate_limit set unlogged;
alter table rate_limit set (fillfactor = 50);

-- What only grows is looked after a little at a time.
alter table history set (autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 100000);
alter table certificate set (autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 25000);
alter table notice set (autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 50000);
alter table account set (autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 25000);

-- To know that everything is found by an index, a fifth of the usual sample is enough.
do $$
declare
  one record;
begin
  for one in
    select attrelid::regclass as its, attname from pg_attribute
    where attnum > 0 and not attisdropped and attrelid in ('history'::regclass, 'certificate'::regclass, 'notice'::regclass,
      'account'::regclass, 'acme_order'::regclass, '"authorization"'::regclass)
  loop
    execute format('alter table %s alter %I set statistics 20', one.its, one.attname);
  end loop;
end
$$;
