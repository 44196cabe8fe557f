-- The words of the API in what is stored. The tables' owner sees rows only without forced row-level security.
alter table broadcast_run rename column held_until to waiting_until;
alter table broadcast_run rename column held_reason to waiting_reason;

alter table broadcast no force row level security;
alter table message_event no force row level security;
do $$
declare
    words constant text := '"(not_before|zone|cause)": |"verdict": "(holds|refuses)"';
    old bigint;
    renamed bigint;
begin
    select count(*) into old from broadcast where paused_reason = 'asked';
    update broadcast set paused_reason = 'requested' where paused_reason = 'asked';
    get diagnostics renamed = row_count;
    if renamed <> old then
        raise exception 'renamed % of % reasons of a pause', renamed, old;
    end if;

    -- A quote inside a value is escaped, so these are names and whole values only.
    select count(*) into old from message_event where detail::text ~ words;
    update message_event set detail = replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
        detail::text,
        '"verdict": "holds"', '"verdict": "waits"'),
        '"verdict": "refuses"', '"verdict": "refused"'),
        '"verdict": "away"', '"verdict": "unavailable"'),
        '"not_before": ', '"scheduled_at": '),
        '"not_before_local": ', '"scheduled_local": '),
        '"tenant_zone": ', '"time_zone": '),
        '"zone": ', '"time_zone": '),
        '"zone_source": ', '"time_zone_source": '),
        '"holds_type": ', '"applies_to_type": '),
        '"cause": ', '"code": ')::jsonb
    where detail::text ~ words;
    get diagnostics renamed = row_count;
    if renamed <> old then
        raise exception 'renamed % of % words of events', renamed, old;
    end if;
end $$;
alter table broadcast force row level security;
alter table message_event force row level security;
