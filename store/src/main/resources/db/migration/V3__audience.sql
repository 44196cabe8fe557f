-- Named criteria over customers; who they mean is asked anew each time.
create table audience (
    tenant_id uuid not null references tenant,
    id uuid not null,
    name text not null,
    criteria jsonb not null, -- as given; read by the domain's Criteria
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (tenant_id, id),
    unique (tenant_id, name)
);

alter table audience enable row level security;
alter table audience force row level security;
create policy one_tenant on audience to tulia_app using (tenant_id = current_tenant())
    with check (tenant_id = current_tenant());
grant select, insert, update, delete on audience to tulia_app;
