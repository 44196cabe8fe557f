-- The ledger. Every tenant table leads its key with tenant_id and forces row-level security, for its owner too.
-- Roles: tulia_owner owns and migrates; tulia_app sees one tenant, the one its transaction names;
-- tulia_operator keeps tenants, tiers, keys and accounts; tulia_sweeper only reads what needs a push.

create function current_tenant() returns uuid
    language sql stable parallel safe
    return nullif(current_setting('tulia.tenant_id', true), '')::uuid;

-- Tiers are shared data: everyone reads, operators write.
create table tier (
    name text primary key,
    daily_limit bigint check (daily_limit >= 0) -- messages per rolling 24 h; null = unlimited
);
insert into tier (name, daily_limit) values ('starter', 1000), ('growth', 10000), ('enterprise', null);

create table tenant (
    tenant_id uuid primary key,
    name text not null,
    tier text not null references tier (name),
    time_zone text not null,
    quiet_start time not null,
    quiet_end time not null, -- equal to quiet_start = none
    sender text not null, -- whatsapp:+… or +…; tenants may share one
    notify_url text,
    notify_email text,
    notify_secret bytea, -- sealed; signs notices
    flags text[] not null default '{}',
    created_at timestamptz not null
);

create table provider_account (
    tenant_id uuid primary key references tenant,
    account_sid text not null,
    auth_token bytea not null, -- sealed, bound to the tenant
    updated_at timestamptz not null
);

create table api_key (
    tenant_id uuid not null references tenant,
    id uuid not null,
    prefix text not null unique, -- public part, finds the row
    secret_hash bytea not null, -- SHA-256 of the whole key
    name text not null,
    scopes text[] not null,
    created_at timestamptz not null,
    expires_at timestamptz,
    revoked_at timestamptz,
    primary key (tenant_id, id)
);

create table customer (
    tenant_id uuid not null references tenant,
    id uuid not null,
    phone_number text not null, -- E.164
    name text,
    time_zone text, -- IANA; null = the tenant's
    tags text[] not null default '{}',
    attributes jsonb not null default '{}',
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (tenant_id, id),
    unique (tenant_id, phone_number)
);

create table consent (
    tenant_id uuid not null,
    customer_id uuid not null,
    channel text not null,
    type text not null,
    state text not null check (state in ('granted', 'withdrawn')),
    source text,
    proof text,
    recorded_at timestamptz not null,
    primary key (tenant_id, customer_id, channel, type),
    foreign key (tenant_id, customer_id) references customer (tenant_id, id)
);

-- Append-only: the app may insert and read, nothing else.
create table consent_event (
    tenant_id uuid not null,
    customer_id uuid not null,
    id bigint generated always as identity,
    channel text not null,
    type text not null,
    state text not null check (state in ('granted', 'withdrawn')),
    source text,
    proof text,
    recorded_at timestamptz not null,
    primary key (tenant_id, customer_id, id),
    foreign key (tenant_id, customer_id) references customer (tenant_id, id)
);

create table template (
    tenant_id uuid not null references tenant,
    id uuid not null,
    name text not null,
    message_type text not null,
    description text,
    latest_version integer not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (tenant_id, id),
    unique (tenant_id, name)
);

create table template_version (
    tenant_id uuid not null,
    template_id uuid not null,
    version integer not null,
    content text not null,
    content_sid text, -- approved WhatsApp template
    content_variables jsonb, -- WhatsApp variable -> our variable
    created_at timestamptz not null,
    primary key (tenant_id, template_id, version),
    foreign key (tenant_id, template_id) references template (tenant_id, id)
);

-- A sum over a few slots, so that a busy template's counter is no single hot row.
create table template_usage (
    tenant_id uuid not null,
    template_id uuid not null,
    slot smallint not null,
    used bigint not null,
    primary key (tenant_id, template_id, slot),
    foreign key (tenant_id, template_id) references template (tenant_id, id)
);

-- One row a message. Only status, provider_msg_id and what cannot change are in indexes, so that the steps on the way
-- (waiting, reserved, rendered, sending) stay heap-only updates.
create table message (
    tenant_id uuid not null references tenant,
    id uuid not null,
    customer_id uuid not null,
    broadcast_id uuid,
    message_type text not null,
    channel text not null,
    status text not null, -- pending, sent, failed, canceled
    state text not null, -- MessageState
    attempt smallint not null default 0, -- POSTs begun
    over_limit text not null, -- REJECT, DEFER
    not_before timestamptz,
    scheduled_local timestamp, -- as asked, when asked in wall time
    scheduled_zone text, -- recipient, tenant or an IANA name
    expires_at timestamptz not null,
    waiting_reason text,
    wake_at timestamptz,
    reserved_at timestamptz, -- its place in the rolling 24 h
    template_id uuid,
    template_version integer,
    context jsonb, -- the values its placeholders were accepted with
    body text, -- as sent; for inline text as accepted
    content_variables jsonb,
    provider_msg_id text,
    failure_code text,
    failure_detail text,
    metadata jsonb,
    created_at timestamptz not null,
    sent_at timestamptz,
    delivered_at timestamptz,
    failed_at timestamptz,
    changed_at timestamptz not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, customer_id) references customer (tenant_id, id),
    foreign key (tenant_id, template_id, template_version)
        references template_version (tenant_id, template_id, version)
) with (fillfactor = 70);
create index message_by_customer on message (tenant_id, customer_id, id);
create index message_open on message (tenant_id, id) where status = 'pending';
create index message_closed_unsent on message (tenant_id, id) where status in ('failed', 'canceled');
-- BRIN: finds the last 24 h after a lost Redis without making the reservation a non-heap-only update.
create index message_reserved on message using brin (reserved_at) with (pages_per_range = 16);
create index message_to_sweep on message (id) where status = 'pending' and broadcast_id is null;

-- Append-only; carries the attempts.
create table message_event (
    tenant_id uuid not null,
    message_id uuid not null,
    id bigint generated always as identity,
    at timestamptz not null,
    kind text not null,
    attempt smallint,
    detail jsonb,
    primary key (tenant_id, message_id, id)
);

create table idempotency_key (
    tenant_id uuid not null, -- all zeros = the operator
    key text not null,
    request_hash bytea not null, -- SHA-256 over method, path and body
    locked_until timestamptz, -- a request is under way until then; null once answered
    message_id uuid, -- linked in the transaction that accepts the message
    response_status smallint,
    response_body bytea, -- deflated
    created_at timestamptz not null,
    primary key (tenant_id, key)
);
create index idempotency_key_by_age on idempotency_key using brin (created_at) with (pages_per_range = 16);

-- Places granted while the counters were away, to be written back.
create table quota_grant_journal (
    tenant_id uuid not null,
    message_id uuid not null,
    granted_at timestamptz not null,
    primary key (tenant_id, message_id)
);

create table notice (
    tenant_id uuid not null references tenant,
    id uuid not null,
    kind text not null, -- quota_80, quota_100
    detail jsonb not null,
    created_at timestamptz not null,
    delivery text not null, -- stored (nowhere to send), pending, delivered, failed
    attempts smallint not null default 0,
    next_attempt_at timestamptz,
    delivered_at timestamptz,
    last_error text,
    primary key (tenant_id, id)
);
create index notice_pending on notice (next_attempt_at) where delivery = 'pending';

-- Row-level security, one loop over every tenant table.
do $$
declare
    t text;
begin
    foreach t in array array[
        'tenant', 'provider_account', 'api_key', 'customer', 'consent', 'consent_event', 'template',
        'template_version', 'template_usage', 'message', 'message_event', 'idempotency_key', 'quota_grant_journal',
        'notice'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format(
            'create policy one_tenant on %I to tulia_app using (tenant_id = current_tenant()) '
            'with check (tenant_id = current_tenant())', t);
    end loop;
    foreach t in array array['tenant', 'provider_account', 'api_key'] loop
        execute format('create policy operator on %I to tulia_operator using (true) with check (true)', t);
        execute format('grant select, insert, update, delete on %I to tulia_operator', t);
    end loop;
    create policy old_keys on idempotency_key to tulia_operator using (true);
    foreach t in array array['message', 'notice', 'quota_grant_journal'] loop
        execute format('create policy sweeper on %I for select to tulia_sweeper using (true)', t);
    end loop;
end $$;

-- A door finds a key by its public prefix before it knows the tenant: that one row and no other.
create policy key_by_prefix on api_key for select to tulia_app
    using (prefix = nullif(current_setting('tulia.key_prefix', true), ''));

grant select on tier to tulia_app, tulia_operator, tulia_sweeper;
grant insert, update on tier to tulia_operator;
grant select, update (flags) on tenant to tulia_app;
grant select on provider_account, api_key to tulia_app;
-- Removing what is past its 24 h, whoever's it is; "for update skip locked" asks for update on a column.
grant select (tenant_id, key, created_at), update (created_at), delete on idempotency_key to tulia_operator;
grant select, insert, update, delete on customer, consent, idempotency_key, quota_grant_journal to tulia_app;
grant select, insert, update on template, template_usage, message, notice to tulia_app;
grant select, insert on consent_event, template_version, message_event to tulia_app;
grant select (tenant_id, id, state, status, broadcast_id, message_type, wake_at, created_at, changed_at)
    on message to tulia_sweeper;
grant select on notice, quota_grant_journal to tulia_sweeper;
