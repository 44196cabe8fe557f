-- Optimistic locking of what people edit one at a time: every change of such a row counts its version up. A constant default
-- rewrites no table and needs no backfill. In no index: an update that changes nothing indexed stays heap-only.
alter table template add column version bigint not null default 0;
alter table audience add column version bigint not null default 0;
alter table customer add column version bigint not null default 0;
alter table tenant add column version bigint not null default 0;
alter table tier add column version bigint not null default 0;
alter table sender_pace add column version bigint not null default 0;
-- A warning sets a flag of the tenant, and so changes what an operator has read.
grant update (version) on tenant to tulia_app;

-- A repeated request gets the answer's ETag too; null where the answer had none.
alter table idempotency_key add column response_etag text;
