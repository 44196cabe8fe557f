-- Fewer bytes and statements a message.

-- That a message was accepted is its row, with created_at; an event that says so again is a row for nothing.
-- The history is only ever read whole, in the order of its ids: no constraint needs a unique key of its own, and in an
-- index of equal keys PostgreSQL keeps each key once (deduplication).
alter table message_event no force row level security;
delete from message_event where kind = 'accepted';
alter table message_event force row level security;
create index message_event_by_message on message_event (tenant_id, message_id);
alter table message_event drop constraint message_event_pkey;

-- The caller's key and request are only ever compared: 16 bytes of SHA-256 of each say as much as up to 255.
alter table idempotency_key
    alter column key type bytea using substring(sha256(convert_to(key, 'UTF8')) from 1 for 16),
    alter column request_hash type bytea using substring(request_hash from 1 for 16);
alter table idempotency_key rename column key to key_hash;
