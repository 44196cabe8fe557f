-- Webhooks out: where tenants want to hear of what happens, what is to be delivered there, and what was tried.

create table webhook_endpoint (
    tenant_id uuid not null references tenant,
    id uuid not null,
    url text not null,
    description text,
    events text[] not null, -- codes of WebhookEventType
    include text[] not null default '{}', -- content = with texts and numbers, read when it is delivered
    enabled boolean not null default true,
    disabled_reason text check (disabled_reason in ('requested', 'gone', 'failing')),
    secret bytea, -- sealed; null = moved from a tenant that had none: unsigned until it is rotated
    secret_column text not null default 'webhook_endpoint.secret', -- the column that the secret was sealed for
    previous_secret bytea, -- sealed; signs beside the other until then
    previous_until timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    version bigint not null default 0,
    primary key (tenant_id, id),
    check (enabled = (disabled_reason is null))
);

-- How the delivery to an endpoint stands: events as they come on one lane, replayed ones on another. One worker at a time
-- has a lane. Apart from the endpoint, which every change of a message reads.
create table webhook_lane (
    tenant_id uuid not null,
    endpoint_id uuid not null,
    replay boolean not null,
    leased_until timestamptz, -- by the database's clock; a worker that dies leaves it to the others then
    retry_at timestamptz, -- the endpoint failed: nothing goes out before
    failures integer not null default 0, -- batches without one success, one after the other
    failing_since timestamptz,
    primary key (tenant_id, endpoint_id, replay),
    foreign key (tenant_id, endpoint_id) references webhook_endpoint (tenant_id, id) on delete cascade
) with (fillfactor = 50);

-- The outbox and its history: one row for each event and endpoint that wants it, written with what happened. No foreign
-- key: it would ask the endpoint's one row for a lock with each event.
create table webhook_delivery (
    tenant_id uuid not null,
    id uuid not null default uuidv7(), -- the webhook-id, the same on every try and replay
    seq bigint generated always as identity, -- the order of what happened to one subject
    endpoint_id uuid not null,
    subject_id uuid not null, -- the message, customer, broadcast, … that it is about
    type text not null,
    data jsonb not null, -- ids, states, times, codes
    at timestamptz not null, -- when it happened
    state text not null default 'pending', -- pending, delivered, failed
    replay boolean not null default false,
    attempts smallint not null default 0,
    next_attempt_at timestamptz not null,
    primary key (tenant_id, id)
);
create index webhook_delivery_due on webhook_delivery (endpoint_id, replay, next_attempt_at, seq) where state = 'pending';
create index webhook_delivery_order on webhook_delivery (endpoint_id, subject_id, seq) where state = 'pending';
create index webhook_delivery_by_time on webhook_delivery (endpoint_id, at, id);

create table webhook_attempt (
    tenant_id uuid not null,
    id uuid not null default uuidv7(),
    endpoint_id uuid not null,
    delivery_id uuid not null,
    type text not null,
    attempt smallint not null,
    at timestamptz not null,
    status smallint, -- of HTTP; null = there was no answer
    duration_ms integer not null,
    error text, -- null = delivered
    primary key (tenant_id, id)
);
create index webhook_attempt_by_endpoint on webhook_attempt (endpoint_id, id);

-- A stretch of time that is to be delivered once more, page by page.
create table webhook_replay (
    tenant_id uuid not null,
    id uuid not null,
    endpoint_id uuid not null,
    from_at timestamptz not null,
    until_at timestamptz not null,
    last_at timestamptz, -- how far it is
    last_id uuid,
    created_at timestamptz not null,
    done boolean not null default false,
    primary key (tenant_id, id),
    foreign key (tenant_id, endpoint_id) references webhook_endpoint (tenant_id, id) on delete cascade
);
create index webhook_replay_open on webhook_replay (endpoint_id, id) where not done;

do $$
declare
    t text;
begin
    foreach t in array array[
        'webhook_endpoint', 'webhook_lane', 'webhook_delivery', 'webhook_attempt', 'webhook_replay'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format(
            'create policy one_tenant on %I to tulia_app using (tenant_id = current_tenant()) '
            'with check (tenant_id = current_tenant())', t);
        execute format('grant select, insert, update, delete on %I to tulia_app', t);
        execute format('create policy sweeper on %I for select to tulia_sweeper using (true)', t);
    end loop;
end $$;
grant select (tenant_id, id, enabled) on webhook_endpoint to tulia_sweeper;
grant select on webhook_lane, webhook_replay to tulia_sweeper;
grant select (tenant_id, id, endpoint_id, state, replay, next_attempt_at, seq, at) on webhook_delivery to tulia_sweeper;
grant select (tenant_id, id, endpoint_id, at) on webhook_attempt to tulia_sweeper;

-- A tenant's notify_url becomes an endpoint that wants the warnings, with its secret as it is: sealed for the old column,
-- which the endpoint names. What was on its way there goes on there; the mail has what is left of the notices.
alter table tenant no force row level security;
alter table notice no force row level security;
alter table webhook_endpoint no force row level security;
alter table webhook_lane no force row level security;
alter table webhook_delivery no force row level security;
do $$
declare
    old bigint;
    moved bigint;
begin
    select count(*) into old from tenant where notify_url is not null;
    insert into webhook_endpoint (tenant_id, id, url, description, events, secret, secret_column, created_at, updated_at)
    select tenant_id, uuidv7(), notify_url, 'Notices', array['quota.warning'], notify_secret, 'tenant.notify_secret',
        now(), now()
    from tenant where notify_url is not null;
    get diagnostics moved = row_count;
    if moved <> old then
        raise exception 'moved % of % webhooks of notices', moved, old;
    end if;
    insert into webhook_lane (tenant_id, endpoint_id, replay)
    select tenant_id, id, lane from webhook_endpoint, (values (false), (true)) l (lane);

    select count(*) into old from notice n join tenant t using (tenant_id)
    where n.delivery = 'pending' and t.notify_url is not null and coalesce(n.detail ->> 'channel', 'webhook') = 'webhook';
    insert into webhook_delivery (tenant_id, endpoint_id, subject_id, type, data, at, next_attempt_at)
    select n.tenant_id, e.id, n.id, 'quota.warning',
        jsonb_build_object('notice_id', n.id, 'kind', n.kind, 'used', n.detail -> 'used', 'limit', n.detail -> 'limit'),
        n.created_at, now()
    from notice n join webhook_endpoint e using (tenant_id)
    where n.delivery = 'pending' and coalesce(n.detail ->> 'channel', 'webhook') = 'webhook';
    get diagnostics moved = row_count;
    if moved <> old then
        raise exception 'moved % of % notices', moved, old;
    end if;
    update notice n set delivery = 'stored', next_attempt_at = null, attempts = 0, detail = detail - 'channel'
    from tenant t
    where t.tenant_id = n.tenant_id and n.delivery = 'pending' and t.notify_url is not null
        and coalesce(n.detail ->> 'channel', 'webhook') = 'webhook';
end $$;
alter table tenant force row level security;
alter table notice force row level security;
alter table webhook_endpoint force row level security;
alter table webhook_lane force row level security;
alter table webhook_delivery force row level security;

-- Processes of the version before go on reading tenant.notify_url and notify_secret while they are replaced; nobody writes
-- them any more.
