-- The addresses that tenants send from. Tenants may share one; its pace is in sender_pace. Few rows: moved at once.
create table sender (
    tenant_id uuid not null references tenant,
    address text not null, -- whatsapp:+… or +…
    channel text not null check (channel in ('whatsapp', 'sms')),
    position smallint not null, -- the first that serves a message's channel and type is taken
    message_types text[] not null default '{}', -- empty = every type
    portfolio text, -- Meta's; null = the tenant's only one
    session_rule boolean not null default true, -- free text waits for the customer to write first
    user_ids boolean not null default false, -- may write to WhatsApp user ids
    keyword_replies boolean not null, -- STOP, START and HELP are answered by us, not by Twilio
    primary key (tenant_id, address)
);
alter table sender enable row level security;
alter table sender force row level security;
create policy one_tenant on sender to tulia_app using (tenant_id = current_tenant())
    with check (tenant_id = current_tenant());
create policy operator on sender to tulia_operator using (true) with check (true);
grant select on sender to tulia_app;
grant select, insert, update, delete on sender to tulia_operator;

-- The tables' owner sees rows only without forced row-level security.
alter table tenant no force row level security;
alter table sender no force row level security;
do $$
declare
    tenants bigint;
    moved bigint;
begin
    select count(*) into tenants from tenant;
    insert into sender (tenant_id, address, channel, position, keyword_replies)
    select tenant_id, sender, case when sender like 'whatsapp:%' then 'whatsapp' else 'sms' end, 0,
        sender like 'whatsapp:%' from tenant;
    get diagnostics moved = row_count;
    if moved <> tenants then
        raise exception 'moved % senders of % tenants', moved, tenants;
    end if;
end $$;
alter table sender force row level security;

-- WhatsApp's session: since when a customer's last message to a sender opens it. Apart from the customer, whose version
-- would count each message as an edit.
create table whatsapp_session (
    tenant_id uuid not null,
    customer_id uuid not null,
    sender text not null, -- the tenant's, which the customer wrote to
    last_inbound_at timestamptz not null,
    primary key (tenant_id, customer_id, sender),
    foreign key (tenant_id, customer_id) references customer (tenant_id, id)
);
alter table whatsapp_session enable row level security;
alter table whatsapp_session force row level security;
create policy one_tenant on whatsapp_session to tulia_app using (tenant_id = current_tenant())
    with check (tenant_id = current_tenant());
grant select, insert, update on whatsapp_session to tulia_app;

-- What customers wrote until now, they wrote to the tenant's only sender.
alter table inbound_message add column recipient text; -- the tenant's sender; null = not known
alter table inbound_message no force row level security;
alter table whatsapp_session no force row level security;
do $$
declare
    writers bigint;
    opened bigint;
begin
    select count(distinct customer_id) into writers from inbound_message
    where channel = 'whatsapp' and customer_id is not null;
    insert into whatsapp_session (tenant_id, customer_id, sender, last_inbound_at)
    select i.tenant_id, i.customer_id, t.sender, max(i.received_at)
    from inbound_message i join tenant t on t.tenant_id = i.tenant_id
    where i.channel = 'whatsapp' and i.customer_id is not null
    group by i.tenant_id, i.customer_id, t.sender;
    get diagnostics opened = row_count;
    if opened <> writers then
        raise exception 'opened % sessions of % customers', opened, writers;
    end if;
end $$;
alter table inbound_message force row level security;
alter table whatsapp_session force row level security;
alter table tenant force row level security;
-- Processes of the version before go on reading it while they are replaced; nobody writes it any more.
alter table tenant alter column sender drop not null;

-- A customer may be known by WhatsApp's user id alone. Numbers stay in the customer's row, where every send, import and
-- criterion finds them by key; nothing of a million rows is moved.
alter table customer
    alter column phone_number drop not null,
    add column whatsapp_unreachable_until timestamptz; -- by the provider's 63024; null again once the customer writes

-- WhatsApp's user ids, each known to one portfolio of the tenant.
create table whatsapp_user (
    tenant_id uuid not null,
    portfolio text not null, -- '' = none is named
    user_id text not null,
    customer_id uuid not null,
    parent_user_id text,
    source text not null check (source in ('inbound', 'contact_shared')),
    first_seen_at timestamptz not null,
    replaced_by text, -- the user id that came in its place
    primary key (tenant_id, portfolio, user_id),
    foreign key (tenant_id, customer_id) references customer (tenant_id, id)
);
create index whatsapp_user_by_customer on whatsapp_user (tenant_id, customer_id);
create index whatsapp_user_by_parent on whatsapp_user (tenant_id, parent_user_id) where parent_user_id is not null;
alter table whatsapp_user enable row level security;
alter table whatsapp_user force row level security;
create policy one_tenant on whatsapp_user to tulia_app using (tenant_id = current_tenant())
    with check (tenant_id = current_tenant());
grant select, insert, update on whatsapp_user to tulia_app;

-- What a tenant says of STOP, START and HELP; a tenant without a row has the standard words and texts.
create table keyword_settings (
    tenant_id uuid primary key,
    languages text[] not null, -- lists beside the English one
    stop_words text[] not null, -- the tenant's own
    start_words text[] not null,
    help_words text[] not null,
    stop_reply text, -- null = the standard one
    start_reply text,
    help_reply text, -- null = none is given
    version bigint not null default 0
);
alter table keyword_settings enable row level security;
alter table keyword_settings force row level security;
create policy one_tenant on keyword_settings to tulia_app using (tenant_id = current_tenant())
    with check (tenant_id = current_tenant());
grant select, insert, update on keyword_settings to tulia_app;

alter table inbound_message add column reply bytea; -- sealed: what we answered to a keyword; null = nothing

-- Up to when the provider was asked what customers wrote: an outage of ours is to lose no STOP.
create table inbound_inquiry (
    tenant_id uuid primary key,
    listed_until timestamptz, -- null = from when the tenant got its account
    asked_at timestamptz not null -- when it was last tried
);
alter table inbound_inquiry enable row level security;
alter table inbound_inquiry force row level security;
create policy one_tenant on inbound_inquiry to tulia_app using (tenant_id = current_tenant())
    with check (tenant_id = current_tenant());
grant select, insert, update on inbound_inquiry to tulia_app;
create policy sweeper on inbound_inquiry for select to tulia_sweeper using (true);
grant select on inbound_inquiry to tulia_sweeper;
-- Whose account there is to ask, and since when: no more.
create policy sweeper on provider_account for select to tulia_sweeper using (true);
grant select (tenant_id, updated_at) on provider_account to tulia_sweeper;
