-- What the provider says became of messages, as it said it: once per message of the provider and status. A signature of
-- the tenant's account proves the tenant: a key to it would ask its one row for a lock with each callback.
create table provider_callback (
    tenant_id uuid not null,
    provider_msg_id text not null,
    status text not null, -- the provider's word
    message_id uuid not null, -- from the path that our POST named; it may be none of ours any more
    attempt smallint not null,
    error_code integer,
    form text not null, -- all of it, as it was posted
    received_at timestamptz not null,
    applied_at timestamptz, -- null = waits to be applied
    primary key (tenant_id, provider_msg_id, status)
);
create index provider_callback_pending on provider_callback (tenant_id, received_at) where applied_at is null;

alter table provider_callback enable row level security;
alter table provider_callback force row level security;
create policy one_tenant on provider_callback to tulia_app using (tenant_id = current_tenant())
    with check (tenant_id = current_tenant());
grant select, insert, update (applied_at) on provider_callback to tulia_app;

-- Whose callbacks wait, and since when: no more.
create policy sweeper on provider_callback for select to tulia_sweeper using (true);
grant select (tenant_id, received_at, applied_at) on provider_callback to tulia_sweeper;

alter table message add column read_at timestamptz;

-- While a token is being replaced, callbacks come signed with either.
alter table provider_account
    add column previous_auth_token bytea, -- sealed
    add column previous_until timestamptz;

-- What a tenant wants of a message of which the provider shows no trace in time.
alter table tenant add column unknown_policy text not null default 'fail'
    check (unknown_policy in ('fail', 'resend_once'));

-- Attempts that ended UNKNOWN: whom to ask about, and when next. Apart from the message: to be found by its state would
-- cost each message an index, and its heap-only updates. A row may outlive its message's being UNKNOWN until the next look.
create table unknown_attempt (
    tenant_id uuid not null,
    message_id uuid not null,
    attempt smallint not null,
    since timestamptz not null,
    next_look_at timestamptz, -- null = not looked for yet
    primary key (tenant_id, message_id)
);
alter table unknown_attempt enable row level security;
alter table unknown_attempt force row level security;
create policy one_tenant on unknown_attempt to tulia_app using (tenant_id = current_tenant())
    with check (tenant_id = current_tenant());
grant select, insert, update, delete on unknown_attempt to tulia_app;
create policy sweeper on unknown_attempt for select to tulia_sweeper using (true);
grant select (tenant_id, message_id, since, next_look_at) on unknown_attempt to tulia_sweeper;

-- Those that are UNKNOWN already. The tables' owner sees rows only without forced row-level security.
alter table message no force row level security;
alter table unknown_attempt no force row level security;
do $$
declare
    open bigint;
    noted bigint;
begin
    select count(*) into open from message where status = 'pending' and state = 'UNKNOWN';
    insert into unknown_attempt (tenant_id, message_id, attempt, since)
    select tenant_id, id, attempt, changed_at from message where status = 'pending' and state = 'UNKNOWN';
    get diagnostics noted = row_count;
    if noted <> open then
        raise exception 'noted % of % unknown attempts', noted, open;
    end if;
end $$;
alter table message force row level security;
alter table unknown_attempt force row level security;

-- BRIN, as for reservations: finds what was sent in a stretch of time and has no receipt.
create index message_sent on message using brin (sent_at) with (pages_per_range = 16);
grant select (sent_at) on message to tulia_sweeper;

-- Up to when (by sent_at) messages without a receipt were asked for, once each.
create table receipt_inquiry (
    tenant_id uuid primary key,
    asked_until timestamptz not null
);
alter table receipt_inquiry enable row level security;
alter table receipt_inquiry force row level security;
create policy one_tenant on receipt_inquiry to tulia_app using (tenant_id = current_tenant())
    with check (tenant_id = current_tenant());
grant select, insert, update on receipt_inquiry to tulia_app;
