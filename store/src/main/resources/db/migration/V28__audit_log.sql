-- What happened to keys, credentials, limits and settings, and who took data out. Append-only: no role of the product may
-- change or remove a row.
create table audit_log (
    tenant_id uuid not null, -- all zeros = of no one tenant: the operator's
    id uuid not null,
    at timestamptz not null,
    action text not null, -- code of AuditAction
    actor text not null check (actor in ('operator', 'api_key', 'unknown')),
    actor_key_id uuid check ((actor_key_id is not null) = (actor = 'api_key')),
    subject text, -- the id of what it was done to; null = what the action itself names
    detail jsonb not null default '{}', -- ids, counts, words of ours; never a secret, number, name or text
    primary key (tenant_id, id)
);
create index audit_log_of_all on audit_log (id); -- the operator reads all tenants', newest first

alter table audit_log enable row level security;
alter table audit_log force row level security;
create policy one_tenant on audit_log to tulia_app using (tenant_id = current_tenant())
    with check (tenant_id = current_tenant());
create policy operator on audit_log to tulia_operator using (true) with check (true);
grant select, insert on audit_log to tulia_app, tulia_operator;

-- When a key was last seen, about a minute late. Keys from before have none until they are used again.
alter table api_key add column last_used_at timestamptz;
grant update (last_used_at) on api_key to tulia_app;
