-- Run once as a superuser, on the database of the ledger, before the first migration. Safe to run again.
-- Placeholders :owner_password, :app_password, :operator_password, :sweeper_password, :eraser_password are replaced by the caller.
-- None of the five roles is a superuser or may step over row-level security.
do $$
declare
    role_name text;
begin
    foreach role_name in array array['tulia_owner', 'tulia_app', 'tulia_operator', 'tulia_sweeper', 'tulia_eraser'] loop
        if not exists (select from pg_roles where rolname = role_name) then
            execute format('create role %I login nosuperuser nobypassrls nocreatedb nocreaterole', role_name);
        end if;
    end loop;
    -- For the extension pg_trgm, which the migration makes.
    execute format('grant create on database %I to tulia_owner', current_database());
end $$;
alter role tulia_owner password ':owner_password';
alter role tulia_app password ':app_password';
alter role tulia_operator password ':operator_password';
alter role tulia_sweeper password ':sweeper_password';
alter role tulia_eraser password ':eraser_password';
grant create, usage on schema public to tulia_owner;
grant usage on schema public to tulia_app, tulia_operator, tulia_sweeper, tulia_eraser;
