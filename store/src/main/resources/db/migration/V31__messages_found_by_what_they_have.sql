-- Messages are found by their template, the code of their failure and their metadata. Only of columns that are set once, or
-- together with the status: the steps on a message's way stay heap-only updates.
create index message_by_template on message (template_id, id) where template_id is not null;
create index message_by_failure on message (tenant_id, failure_code, id) where failure_code is not null;

-- Strings, numbers and booleans of metadata, one row each: written with the message and never changed, where an index over the
-- message itself would be written anew with each of its states.
create table message_metadata (
    tenant_id uuid not null,
    key text not null,
    value text not null, -- as text
    message_id uuid not null,
    primary key (tenant_id, key, value, message_id),
    foreign key (tenant_id, message_id) references message (tenant_id, id) on delete cascade
);
create index message_metadata_by_message on message_metadata (message_id, tenant_id);

alter table message_metadata enable row level security;
alter table message_metadata force row level security;
create policy one_tenant on message_metadata to tulia_app using (tenant_id = current_tenant())
    with check (tenant_id = current_tenant());
grant select, insert on message_metadata to tulia_app;

-- Those that are there. The tables' owner sees rows only without forced row-level security.
alter table message no force row level security;
alter table message_metadata no force row level security;
insert into message_metadata (tenant_id, key, value, message_id)
select m.tenant_id, e.key, e.value, m.id
from message m cross join lateral jsonb_each_text(m.metadata) e
where jsonb_typeof(m.metadata) = 'object' and jsonb_typeof(m.metadata -> e.key) in ('string', 'number', 'boolean')
    and length(e.key) <= 100 and length(e.value) <= 255;
alter table message force row level security;
alter table message_metadata force row level security;
