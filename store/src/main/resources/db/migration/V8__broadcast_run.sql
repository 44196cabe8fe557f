-- What the lanes of a broadcast found out since it last began to run. Apart from its own row, which every group of sends
-- locks to be sure that it still runs.
create table broadcast_run (
    tenant_id uuid not null,
    broadcast_id uuid not null,
    since timestamptz not null, -- when it last began to run
    tried bigint not null default 0, -- attempts begun since then that have an outcome
    outcomes text[] not null default '{}', -- of the last of them: the failure code, '' where it does not count against it
    held_until timestamptz, -- none of what is due can go before
    held_reason text,
    primary key (tenant_id, broadcast_id),
    foreign key (tenant_id, broadcast_id) references broadcast (tenant_id, id)
) with (fillfactor = 50);

alter table broadcast_run enable row level security;
alter table broadcast_run force row level security;
create policy one_tenant on broadcast_run to tulia_app using (tenant_id = current_tenant())
    with check (tenant_id = current_tenant());
grant select, insert, update on broadcast_run to tulia_app;

create policy sweeper on broadcast_run for select to tulia_sweeper using (true);
grant select (tenant_id, broadcast_id, held_until) on broadcast_run to tulia_sweeper;
