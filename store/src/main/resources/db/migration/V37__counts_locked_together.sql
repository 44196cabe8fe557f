-- A transaction with several statements that count locks the rows of its counts in the order of its statements: two of them
-- could wait for each other. Now the counts of a broadcast's slot are locked together, by the first of its statements.
create or replace function count_broadcast_messages() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        if exists (select from new_rows where broadcast_id is not null) then
            perform pg_advisory_xact_lock(hashtextextended(broadcast_id::text, 1 + pg_backend_pid() % 8))
            from (select distinct broadcast_id from new_rows where broadcast_id is not null order by 1) touched;
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
        perform pg_advisory_xact_lock(hashtextextended(broadcast_id::text, 1 + pg_backend_pid() % 8))
        from (
            select distinct n.broadcast_id from new_rows n join old_rows o using (tenant_id, id)
            where n.broadcast_id is not null
                and (n.state, coalesce(n.waiting_reason, n.failure_code, ''))
                    <> (o.state, coalesce(o.waiting_reason, o.failure_code, ''))
            order by 1) changed;
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
