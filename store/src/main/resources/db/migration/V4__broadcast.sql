-- Broadcasts: one row each, their messages in the ledger of all messages.

create table broadcast (
    tenant_id uuid not null references tenant,
    id uuid not null,
    name text not null,
    message_type text not null,
    channel text not null,
    status text not null check (status in ('draft', 'running', 'paused', 'canceled', 'completed')),
    paused_reason text, -- asked, or the failure that stopped it
    template_id uuid,
    template_version integer,
    content text, -- inline text; null with a template
    context jsonb not null default '{}', -- variable -> value or {"from": "attr.x"}
    audience text not null check (audience in ('criteria', 'list')),
    criteria jsonb,
    not_before timestamptz,
    scheduled_local timestamp, -- as asked, when asked in wall time
    scheduled_zone text, -- recipient, tenant or an IANA name
    expires_at timestamptz, -- null = as long as its type is valid after it was due
    max_per_second integer check (max_per_second > 0),
    metadata jsonb,
    created_at timestamptz not null,
    started_at timestamptz,
    ended_at timestamptz,
    changed_at timestamptz not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, template_id, template_version)
        references template_version (tenant_id, template_id, version)
);
create index broadcast_open on broadcast (id) where status in ('running', 'paused', 'canceled');

-- How far the audience is written down. Apart from the broadcast's row, which every group of sends locks to be sure
-- that it still runs.
create table broadcast_snapshot (
    tenant_id uuid not null,
    broadcast_id uuid not null,
    last_customer_id uuid, -- in the order of customer ids
    recipients bigint not null default 0,
    done boolean not null default false,
    primary key (tenant_id, broadcast_id),
    foreign key (tenant_id, broadcast_id) references broadcast (tenant_id, id)
);

-- The audience of a list, as given; values stand before the customer's own attributes.
create table broadcast_recipient (
    tenant_id uuid not null,
    broadcast_id uuid not null,
    customer_id uuid not null,
    attributes jsonb,
    primary key (tenant_id, broadcast_id, customer_id),
    foreign key (tenant_id, broadcast_id) references broadcast (tenant_id, id),
    foreign key (tenant_id, customer_id) references customer (tenant_id, id)
);

-- How many messages of a broadcast are in which state, kept by the trigger below. A sum over a few slots, so that lanes
-- do not wait for each other.
create table broadcast_count (
    tenant_id uuid not null,
    broadcast_id uuid not null,
    slot smallint not null,
    state text not null,
    reason text not null, -- why it waits or failed; empty when there is nothing to say
    messages bigint not null,
    primary key (tenant_id, broadcast_id, slot, state, reason)
) with (fillfactor = 50);

-- What each lane did last: the sum of the recent ones is the broadcast's rate.
create table broadcast_lane (
    tenant_id uuid not null,
    broadcast_id uuid not null,
    lane smallint not null,
    at timestamptz not null,
    per_second double precision not null,
    primary key (tenant_id, broadcast_id, lane)
) with (fillfactor = 50);

-- Messages a second that a sender may post; a sender without a row has its channel's default. Shared by tenants.
create table sender_pace (
    sender text primary key, -- whatsapp:+… or +…
    messages_per_second integer not null check (messages_per_second > 0)
);

-- Ids of customers and broadcasts are unique over all tenants: these indexes need no tenant before them, and a message is
-- 16 bytes smaller for each. Row-level security looks at the row.
drop index message_by_customer;
create index message_by_customer on message (customer_id, id);
drop index message_event_by_message;
create index message_event_by_message on message_event (message_id);
-- Messages of broadcasts are found by what is due; the sweeper goes by the index of the open ones, too.
drop index message_to_sweep;
drop index message_open;
create index message_open on message (tenant_id, id) where status = 'pending' and broadcast_id is null;
-- Room for a row's next version on its page: SENDING then touches no index, and the pages are not left half empty.
alter table message set (fillfactor = 50);
-- One message a customer and broadcast, however often the snapshot runs.
create unique index message_once_a_broadcast on message (broadcast_id, customer_id) where broadcast_id is not null;
-- What is due. SENDING changes none of its columns and stays a heap-only update where the page has room.
create index message_due on message (broadcast_id, wake_at) where broadcast_id is not null and status = 'pending';

-- Counts cannot drift: whatever statement changes messages of a broadcast changes them in the same transaction.
create function count_broadcast_messages() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        if exists (select from new_rows where broadcast_id is not null) then
            insert into broadcast_count as c (tenant_id, broadcast_id, slot, state, reason, messages)
            select tenant_id, broadcast_id, pg_backend_pid() % 8, state,
                coalesce(waiting_reason, failure_code, ''), count(*)
            from new_rows where broadcast_id is not null
            group by 1, 2, 4, 5 order by 1, 2, 4, 5
            on conflict (tenant_id, broadcast_id, slot, state, reason)
                do update set messages = c.messages + excluded.messages;
        end if;
    elsif exists (select from new_rows where broadcast_id is not null) then
        insert into broadcast_count as c (tenant_id, broadcast_id, slot, state, reason, messages)
        select tenant_id, broadcast_id, pg_backend_pid() % 8, state, reason, sum(n)
        from (
            select tenant_id, broadcast_id, state, coalesce(waiting_reason, failure_code, '') as reason, 1 as n
            from new_rows where broadcast_id is not null
            union all
            select tenant_id, broadcast_id, state, coalesce(waiting_reason, failure_code, ''), -1
            from old_rows where broadcast_id is not null) change
        group by 1, 2, 4, 5 having sum(n) <> 0 order by 1, 2, 4, 5
        on conflict (tenant_id, broadcast_id, slot, state, reason)
            do update set messages = c.messages + excluded.messages;
    end if;
    return null;
end $$;
create trigger count_inserted after insert on message
    referencing new table as new_rows for each statement execute function count_broadcast_messages();
create trigger count_updated after update on message
    referencing old table as old_rows new table as new_rows
    for each statement execute function count_broadcast_messages();

do $$
declare
    t text;
begin
    foreach t in array array[
        'broadcast', 'broadcast_snapshot', 'broadcast_recipient', 'broadcast_count', 'broadcast_lane'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format(
            'create policy one_tenant on %I to tulia_app using (tenant_id = current_tenant()) '
            'with check (tenant_id = current_tenant())', t);
        execute format('grant select, insert, update on %I to tulia_app', t);
    end loop;
    create policy sweeper on broadcast for select to tulia_sweeper using (true);
end $$;

grant select on sender_pace to tulia_app;
grant select, insert, update, delete on sender_pace to tulia_operator;
grant select (tenant_id, id, message_type, status, changed_at) on broadcast to tulia_sweeper;
