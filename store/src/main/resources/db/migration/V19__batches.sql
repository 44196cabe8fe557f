-- Batches: up to 1,000 messages accepted by one request. A batch is a broadcast whose messages were given one by one: it has
-- no audience and no text of its own, and each of its messages knows its place in the request.
alter table broadcast drop constraint broadcast_audience_check;
alter table broadcast add constraint broadcast_audience_check check (audience in ('criteria', 'list', 'batch'));
alter table message add column batch_index smallint; -- from 0; null = not of a batch

-- A customer may be in a batch more than once; an item is written once, however often its request is made.
drop index message_once_a_broadcast;
create unique index message_once_a_broadcast on message (broadcast_id, customer_id)
    where broadcast_id is not null and batch_index is null;
create unique index message_once_a_batch on message (broadcast_id, batch_index) where batch_index is not null;

-- Which message an item's dedupe_key made, for 24 h.
create table dedupe_key (
    tenant_id uuid not null,
    key_hash bytea not null, -- the first 16 bytes of its SHA-256
    message_id uuid not null,
    created_at timestamptz not null,
    primary key (tenant_id, key_hash)
);
create index dedupe_key_by_age on dedupe_key using brin (created_at) with (pages_per_range = 16);
alter table dedupe_key enable row level security;
alter table dedupe_key force row level security;
create policy one_tenant on dedupe_key to tulia_app using (tenant_id = current_tenant())
    with check (tenant_id = current_tenant());
grant select, insert, update on dedupe_key to tulia_app;
-- What is past its 24 h is removed, whoever's it is, as the keys of requests are.
create policy old_keys on dedupe_key to tulia_operator using (true);
grant select (tenant_id, key_hash, created_at), update (created_at), delete on dedupe_key to tulia_operator;
