-- A tenant that the operator suspended sends nothing until it is resumed; one that was archived never again.
alter table tenant
    add column suspended_at timestamptz, -- null = it may send
    add column archived_at timestamptz check (archived_at is null or suspended_at is not null); -- null = it is in the lists

-- Archived: no longer in lists, and not taken for anything new. What was made with it keeps it.
alter table template add column archived_at timestamptz;
alter table template drop constraint template_tenant_id_name_key;
create unique index template_name on template (tenant_id, name) where archived_at is null;

-- A draft that was thrown away.
alter table broadcast add column archived_at timestamptz;
