-- Old data leave, by a role of its own: tulia_eraser sees one tenant at a time, as the app does, empties texts and deletes what
-- is final, and may do nothing else. It reads ids, states and times; no texts, no numbers, no secrets.
do $$
begin
    if not exists (select from pg_roles where rolname = 'tulia_eraser') then
        raise exception '%', format(
            'The role tulia_eraser is missing. Run as a superuser in this database, with a password of your own, and start '
            'again: create role tulia_eraser login nosuperuser nobypassrls nocreatedb nocreaterole password ''...''; '
            'grant connect on database %I to tulia_eraser; grant usage on schema public to tulia_eraser;',
            current_database());
    end if;
end $$;

-- Days; null = the default of its kind.
alter table tenant
    add column retention_content_days integer check (retention_content_days >= 1),
    add column retention_messages_days integer check (retention_messages_days >= 7),
    add column retention_notices_days integer check (retention_notices_days >= 7),
    add column retention_callbacks_days integer check (retention_callbacks_days >= 7),
    add column retention_inbound_days integer check (retention_inbound_days >= 7);

alter table message add column content_removed_at timestamptz; -- null = what it had is there
alter table broadcast add column recipients_removed_at timestamptz; -- since then its messages leave, or have left

-- Final messages whose text is still there, the oldest first: a round reads each once, and not again those without a text.
create index message_with_content on message (tenant_id, id) where content_removed_at is null and status <> 'pending';
-- Callbacks have no id that tells the time.
create index provider_callback_applied on provider_callback (tenant_id, received_at) where applied_at is not null;

-- The eraser may update only what is no part of the counts, and may not write them.
create or replace function count_broadcast_messages() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        if exists (select from new_rows where broadcast_id is not null) then
            insert into broadcast_count as c (tenant_id, broadcast_id, slot, state, reason, messages)
            select tenant_id, broadcast_id, pg_backend_pid() % 8, state,
                coalesce(waiting_reason, failure_code, ''), count(*)
            from new_rows where broadcast_id is not null
            group by 1, 2, 4, 5 order by 1, 2, 4, 5
            on conflict (tenant_id, broadcast_id, slot, state, reason)
                do update set messages = c.messages + excluded.messages;
        end if;
    elsif current_user = 'tulia_eraser' then
        return null;
    elsif exists (select from new_rows where broadcast_id is not null) then
        insert into broadcast_count as c (tenant_id, broadcast_id, slot, state, reason, messages)
        select tenant_id, broadcast_id, pg_backend_pid() % 8, state, reason, sum(n)
        from (
            select tenant_id, broadcast_id, state, coalesce(waiting_reason, failure_code, '') as reason, 1 as n
            from new_rows where broadcast_id is not null
            union all
            select tenant_id, broadcast_id, state, coalesce(waiting_reason, failure_code, ''), -1
            from old_rows where broadcast_id is not null) change
        group by 1, 2, 4, 5 having sum(n) <> 0 order by 1, 2, 4, 5
        on conflict (tenant_id, broadcast_id, slot, state, reason)
            do update set messages = c.messages + excluded.messages;
    end if;
    return null;
end $$;

create policy eraser on tenant for select to tulia_eraser using (true);
grant select (tenant_id, retention_content_days, retention_messages_days, retention_notices_days, retention_callbacks_days,
    retention_inbound_days) on tenant to tulia_eraser;

do $$
declare
    t text;
begin
    foreach t in array array['broadcast', 'broadcast_recipient', 'message_event', 'unknown_attempt', 'opt_out_review'] loop
        execute format('create policy eraser on %I to tulia_eraser using (tenant_id = current_tenant()) '
            'with check (tenant_id = current_tenant())', t);
    end loop;
end $$;
-- Whatever a statement asks for, an open row stays, and a text can only be emptied.
create policy eraser on message to tulia_eraser
    using (tenant_id = current_tenant() and status <> 'pending')
    with check (tenant_id = current_tenant() and body is null and context is null and content_variables is null
        and content_removed_at is not null);
create policy eraser on notice to tulia_eraser using (tenant_id = current_tenant() and delivery <> 'pending');
create policy eraser on provider_callback to tulia_eraser
    using (tenant_id = current_tenant() and applied_at is not null);
create policy eraser on inbound_message to tulia_eraser using (tenant_id = current_tenant());

grant select (tenant_id, id, status, broadcast_id, customer_id, changed_at, expires_at, content_removed_at),
    update (body, context, content_variables, content_removed_at), delete on message to tulia_eraser;
grant select (tenant_id, message_id), delete on message_event to tulia_eraser;
grant select (tenant_id, message_id) on unknown_attempt to tulia_eraser;
grant select (tenant_id, id, status, changed_at, recipients_removed_at), update (recipients_removed_at)
    on broadcast to tulia_eraser;
grant select (tenant_id, broadcast_id, customer_id), delete on broadcast_recipient to tulia_eraser;
grant select (tenant_id, id, delivery, created_at), delete on notice to tulia_eraser;
grant select (tenant_id, provider_msg_id, received_at, applied_at), delete on provider_callback to tulia_eraser;
grant select (tenant_id, id, received_at), delete on inbound_message to tulia_eraser;
grant select (tenant_id, inbound_id, state), delete on opt_out_review to tulia_eraser;
