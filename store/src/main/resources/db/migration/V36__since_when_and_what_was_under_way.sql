-- How a customer's number came to be known, and since when. Null = the tenant gave it, when the customer was made: that is
-- also what processes of the version before leave. So no row of a million customers is moved but those of whom more is known.
alter table customer
    add column phone_source text, -- inbound, contact_shared
    add column phone_first_seen_at timestamptz,
    add constraint customer_phone_source check (phone_source in ('inbound', 'contact_shared')) not valid;

-- Whose first message came no later than the customer was made is known by that message. The tables' owner sees rows only
-- without forced row-level security.
alter table customer no force row level security;
alter table inbound_message no force row level security;
do $$
declare
    writers bigint;
    marked bigint;
begin
    create temporary table first_message on commit drop as
    select c.tenant_id, c.id
    from (select tenant_id, customer_id, min(received_at) as at from inbound_message
        where customer_id is not null group by tenant_id, customer_id) i
    join customer c on c.tenant_id = i.tenant_id and c.id = i.customer_id and i.at <= c.created_at
    where c.phone_number is not null;
    select count(*) into writers from first_message;
    update customer c set phone_source = 'inbound' from first_message f where c.tenant_id = f.tenant_id and c.id = f.id;
    get diagnostics marked = row_count;
    if marked <> writers then
        raise exception 'marked % numbers of % customers who wrote first', marked, writers;
    end if;
end $$;
alter table customer force row level security;
alter table inbound_message force row level security;

-- Ids of the messages that a withdrawal governs and that had begun to leave before it; null = a grant, or not known.
alter table consent_event add column under_way uuid[];
