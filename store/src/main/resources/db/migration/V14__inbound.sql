-- What customers wrote. The text is sealed: it is read to show a conversation, and never searched.
create table inbound_message (
    tenant_id uuid not null,
    id uuid not null, -- UUIDv7, by the time it came
    provider_msg_id text not null,
    customer_id uuid, -- null = from an address that is no telephone number
    channel text not null,
    sender text not null, -- as the provider gave it, with its channel prefix
    body bytea not null, -- sealed
    media jsonb not null default '[]', -- [{"url": …, "content_type": …}]
    keyword text check (keyword in ('stop', 'start', 'help')),
    received_at timestamptz not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, customer_id) references customer (tenant_id, id)
);
create unique index inbound_message_once on inbound_message (tenant_id, provider_msg_id);
create index inbound_message_by_customer on inbound_message (customer_id, id);

-- Texts in which a word of stopping stands among others: a person decides whether they are an opt-out.
create table opt_out_review (
    tenant_id uuid not null,
    inbound_id uuid not null,
    state text not null default 'pending' check (state in ('pending', 'accepted', 'dismissed')),
    decided_at timestamptz,
    primary key (tenant_id, inbound_id),
    foreign key (tenant_id, inbound_id) references inbound_message (tenant_id, id)
);

do $$
declare
    t text;
begin
    foreach t in array array['inbound_message', 'opt_out_review'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format(
            'create policy one_tenant on %I to tulia_app using (tenant_id = current_tenant()) '
            'with check (tenant_id = current_tenant())', t);
    end loop;
end $$;
grant select, insert on inbound_message to tulia_app;
grant select, insert, update (state, decided_at) on opt_out_review to tulia_app;
