-- Failed messages of a broadcast that are to be put back in line, as far as one transaction of the caller did not get.
create table broadcast_retry (
    tenant_id uuid not null,
    broadcast_id uuid not null,
    codes text[] not null, -- of the failures that are tried again
    asked_at timestamptz not null, -- what fails later is not
    after_id uuid not null, -- the last message that was
    done boolean not null,
    primary key (tenant_id, broadcast_id),
    foreign key (tenant_id, broadcast_id) references broadcast (tenant_id, id)
);
alter table broadcast_retry enable row level security;
alter table broadcast_retry force row level security;
create policy one_tenant on broadcast_retry to tulia_app using (tenant_id = current_tenant())
    with check (tenant_id = current_tenant());
grant select, insert, update on broadcast_retry to tulia_app;
