-- Customers are found by parts of their names and numbers, by tags and by attributes. pg_trgm comes with PostgreSQL, and who
-- may create in a database may create it there.
do $$
begin
    if not exists (select from pg_extension where extname = 'pg_trgm') then
        if not has_database_privilege(current_database(), 'create') then
            raise exception '%', format(
                'The extension pg_trgm is missing, and tulia_owner may not create it. Run as a superuser in this database, and '
                'start again: grant create on database %I to tulia_owner;', current_database());
        end if;
        create extension pg_trgm;
    end if;
end $$;

-- The tenant is in it as an array: by that no other index can answer, whatever the planner knows of the table.
create index customer_search on customer using gin
    ((array[tenant_id]), name gin_trgm_ops, phone_number gin_trgm_ops, tags, attributes jsonb_path_ops);

-- Under row-level security PostgreSQL asks an index only by operators that are marked leakproof, and those of searches are not.
-- So they go through this view, whose own condition is the tenant: its owner reads the table for it. What the app may see stays
-- what its transaction names.
create policy search on customer for select to tulia_owner using (true);
create view searchable_customer as
    select tenant_id, id, phone_number, name, time_zone, tags, attributes, created_at, updated_at, version
    from customer where array[tenant_id] @> array[current_tenant()];
grant select on searchable_customer to tulia_app;
