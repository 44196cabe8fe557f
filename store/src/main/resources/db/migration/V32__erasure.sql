-- A person's data leave on request. The customer's row stays without anything of the person, for messages, counts and the
-- audit log name its id.
alter table customer
    add column erasure_requested_at timestamptz, -- since then nobody finds it, and nothing begins to go to it
    add column anonymized_at timestamptz; -- nothing is under way any more, and nothing of the person is in this row

create or replace view searchable_customer as
    select tenant_id, id, phone_number, name, time_zone, tags, attributes, created_at, updated_at, version
    from customer where array[tenant_id] @> array[current_tenant()] and erasure_requested_at is null;

-- How far each erasure is; it stays, so that whoever asks again gets the same answer.
create table customer_erasure (
    tenant_id uuid not null,
    customer_id uuid not null,
    requested_at timestamptz not null,
    last_message_id uuid, -- up to which the customer's messages are done
    erased_at timestamptz, -- null = pending
    next_look_at timestamptz, -- null = nothing is left to do
    primary key (tenant_id, customer_id),
    foreign key (tenant_id, customer_id) references customer (tenant_id, id)
);
create index customer_erasure_due on customer_erasure (next_look_at) where next_look_at is not null;

-- What the provider still has of erased customers: the ids of its messages, until they are deleted there.
create table provider_copy (
    tenant_id uuid not null,
    provider_msg_id text not null,
    customer_id uuid not null,
    attempts smallint not null default 0,
    next_attempt_at timestamptz, -- null = given up
    primary key (tenant_id, provider_msg_id)
);
create index provider_copy_due on provider_copy (next_attempt_at) where next_attempt_at is not null;
create index provider_copy_of_customer on provider_copy (customer_id);

-- What erased customers had withdrawn, by a keyed hash of each of their addresses: nobody reads an address out of it, and who
-- comes back with one is not sent to.
create table erased_opt_out (
    tenant_id uuid not null,
    address_hash bytea not null, -- HMAC-SHA256
    channel text not null,
    type text not null,
    kept_at timestamptz not null,
    primary key (tenant_id, address_hash, channel, type)
);
-- The key of the hashes. Sealed, and not the sealing key itself: that one can be replaced, and no hash could be made anew.
create table erased_opt_out_key (
    tenant_id uuid primary key,
    key bytea not null -- sealed
);

-- The only events that hold a tenant's own words.
create index webhook_delivery_of_customer on webhook_delivery (subject_id)
    where type in ('customer.opted_out', 'customer.opted_in');

do $$
declare
    t text;
begin
    foreach t in array array['customer_erasure', 'provider_copy', 'erased_opt_out', 'erased_opt_out_key'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format('create policy one_tenant on %I to tulia_app using (tenant_id = current_tenant()) '
            'with check (tenant_id = current_tenant())', t);
    end loop;
    foreach t in array array['customer_erasure', 'provider_copy'] loop
        execute format('create policy sweeper on %I for select to tulia_sweeper using (true)', t);
    end loop;
    -- Whatever a statement of the eraser asks for: only of those whose row was emptied.
    foreach t in array array['consent', 'consent_event', 'whatsapp_user', 'whatsapp_session'] loop
        execute format('create policy eraser on %1$I to tulia_eraser using (tenant_id = current_tenant() and exists ('
            'select from customer c where c.tenant_id = %1$I.tenant_id and c.id = %1$I.customer_id '
            'and c.anonymized_at is not null))', t);
        execute format('grant select (tenant_id, customer_id), delete on %I to tulia_eraser', t);
    end loop;
end $$;
create policy eraser on customer for select to tulia_eraser using (tenant_id = current_tenant());
create policy eraser on message_metadata to tulia_eraser using (tenant_id = current_tenant());
create policy operator on erased_opt_out_key to tulia_operator using (true) with check (true);

grant select, insert, update on customer_erasure to tulia_app;
grant select, insert, update, delete on provider_copy to tulia_app;
grant select, insert on erased_opt_out, erased_opt_out_key to tulia_app;
-- A report that comes after the erasure is applied, and the form that it came in is emptied.
grant update (form) on provider_callback to tulia_app;
grant select (tenant_id, customer_id, next_look_at) on customer_erasure to tulia_sweeper;
grant select (tenant_id, provider_msg_id, next_attempt_at) on provider_copy to tulia_sweeper;
grant select (tenant_id, id, anonymized_at) on customer to tulia_eraser;
grant select (tenant_id, message_id), delete on message_metadata to tulia_eraser;
grant select (audience) on broadcast to tulia_eraser;
grant select (tenant_id, key), update (key) on erased_opt_out_key to tulia_operator;
