-- Contact cards that customers shared, whose number WhatsApp does not tell: each is fetched from the provider, and its number
-- linked if it is the customer's own. It leaves with its message.
create table shared_contact (
    tenant_id uuid not null,
    inbound_id uuid not null,
    user_id text not null, -- WhatsApp's, of who shared it
    portfolio text not null, -- '' = none is named
    attempts smallint not null default 0,
    next_attempt_at timestamptz not null,
    outcome text check (outcome in ('linked', 'known', 'not_own', 'conflict', 'unusable', 'given_up')), -- null = pending
    primary key (tenant_id, inbound_id),
    foreign key (tenant_id, inbound_id) references inbound_message (tenant_id, id) on delete cascade
);
create index shared_contact_due on shared_contact (next_attempt_at) where outcome is null;

alter table shared_contact enable row level security;
alter table shared_contact force row level security;
create policy one_tenant on shared_contact to tulia_app using (tenant_id = current_tenant())
    with check (tenant_id = current_tenant());
grant select, insert, update (attempts, next_attempt_at, outcome) on shared_contact to tulia_app;
create policy sweeper on shared_contact for select to tulia_sweeper using (true);
grant select (tenant_id, inbound_id, next_attempt_at, outcome) on shared_contact to tulia_sweeper;
