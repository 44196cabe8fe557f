-- What grows is looked at by index, and the work of the sweeps is shared by the workers.

-- Single messages by when they are to be looked at. Only columns that are in indexes already: the steps on a message's way
-- stay heap-only updates. By the time alone, for each message pays for it a few times: those of one instant are sorted when
-- they are read. One that is UNKNOWN has no such time, and is found by unknown_attempt.
create index message_wake on message (wake_at) where status = 'pending' and broadcast_id is null;

-- The time zones of a tenant's customers, one look-up for each: equal keys are kept once.
create index customer_time_zone on customer (tenant_id, time_zone) where time_zone is not null;

create index unknown_attempt_since on unknown_attempt (tenant_id, since);
create index unknown_attempt_next on unknown_attempt (tenant_id, next_look_at) where next_look_at is not null;
create index unknown_attempt_new on unknown_attempt (tenant_id, since) where next_look_at is null;

create index broadcast_running on broadcast (id) where status = 'running';
create index broadcast_steered on broadcast (changed_at) where status in ('running', 'paused', 'canceled');

-- Whether a broadcast has attempts under way, and when its first lane last came to something.
grant select (tenant_id, broadcast_id, state, messages) on broadcast_count to tulia_sweeper;
grant select (tenant_id, broadcast_id, lane, at) on broadcast_lane to tulia_sweeper;
create policy sweeper on broadcast_count for select to tulia_sweeper using (true);
create policy sweeper on broadcast_lane for select to tulia_sweeper using (true);

-- Overdue messages that a sweeper looks at, or looked at: until then no other one does. One for which nothing helps is
-- looked at less and less often.
create table sweep_claim (
    tenant_id uuid not null,
    message_id uuid not null,
    wake_at timestamptz not null, -- the message's; another one begins anew
    looks integer not null,
    claimed_until timestamptz not null,
    primary key (tenant_id, message_id)
);
alter table sweep_claim enable row level security;
alter table sweep_claim force row level security;
create policy sweeper on sweep_claim to tulia_sweeper using (true) with check (true);
grant select, insert, update, delete on sweep_claim to tulia_sweeper;

-- How far the sweepers are that go round everything open, all workers together.
create table sweep_position (
    sweep text primary key,
    tenant_id uuid not null,
    id uuid not null,
    moved_at timestamptz not null,
    busy boolean not null -- the last page had something to repair: the next one is looked at without delay
);
insert into sweep_position (sweep, tenant_id, id, moved_at, busy)
select sweep, '00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000000', 'epoch', false
from unnest(array['messages', 'broadcasts']) sweep;
grant select, update on sweep_position to tulia_sweeper;
