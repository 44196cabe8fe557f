-- A wait for counters that do not answer is called quota_unavailable, as in the API. The tables' owner sees rows only
-- without forced row-level security; the counts of broadcasts follow by the trigger.
alter table message no force row level security;
alter table message_event no force row level security;
alter table broadcast_run no force row level security;
alter table broadcast_count no force row level security;
do $$
declare
    old bigint;
    renamed bigint;
begin
    select count(*) into old from message where waiting_reason = 'counter_away';
    update message set waiting_reason = 'quota_unavailable' where waiting_reason = 'counter_away';
    get diagnostics renamed = row_count;
    if renamed <> old then
        raise exception 'renamed % of % waiting reasons', renamed, old;
    end if;

    select count(*) into old from broadcast_run where held_reason = 'counter_away';
    update broadcast_run set held_reason = 'quota_unavailable' where held_reason = 'counter_away';
    get diagnostics renamed = row_count;
    if renamed <> old then
        raise exception 'renamed % of % reasons of broadcasts', renamed, old;
    end if;

    select count(*) into old from message_event where detail ->> 'reason' = 'counter_away';
    update message_event set detail = jsonb_set(detail, '{reason}', '"quota_unavailable"')
    where detail ->> 'reason' = 'counter_away';
    get diagnostics renamed = row_count;
    if renamed <> old then
        raise exception 'renamed % of % reasons of events', renamed, old;
    end if;
end $$;
alter table message force row level security;
alter table message_event force row level security;
alter table broadcast_run force row level security;
alter table broadcast_count force row level security;
