-- When the key of the secrets is rotated, the operator seals them anew: it reads and writes what is sealed, and of these rows
-- nothing else but whose they are.
create policy operator on webhook_endpoint to tulia_operator using (true) with check (true);
grant select (tenant_id, id, secret, secret_column, previous_secret), update (secret, previous_secret)
    on webhook_endpoint to tulia_operator;
create policy operator on inbound_message to tulia_operator using (true) with check (true);
grant select (tenant_id, id, body, reply), update (body, reply) on inbound_message to tulia_operator;

-- Since webhook endpoints took its place nobody reads it: it would stay sealed with a key that is to go.
alter table tenant no force row level security;
update tenant set notify_secret = null where notify_secret is not null;
alter table tenant force row level security;
