-- An event's kind is the cause of the transition, as the state machine's table names it.
alter table message_event no force row level security;
do $$
declare
    old bigint;
    renamed bigint;
begin
    select count(*) into old from message_event
    where kind in ('waiting', 'sending', 'sent', 'failed', 'unknown', 'refused', 'expired', 'canceled');
    update message_event set kind = case kind
        when 'waiting' then case when attempt is null then 'deferred' else 'not_processed' end
        when 'sending' then 'attempt_started'
        when 'sent' then 'provider_accepted'
        when 'failed' then case when attempt is null then 'undispatchable' else 'provider_refused' end
        when 'unknown' then case when detail ->> 'cause' = 'interrupted' then 'lost_worker' else 'no_answer' end
        when 'refused' then 'policy_refused'
        when 'expired' then 'validity_ended'
        else 'cancel_requested' end
    where kind in ('waiting', 'sending', 'sent', 'failed', 'unknown', 'refused', 'expired', 'canceled');
    get diagnostics renamed = row_count;
    if renamed <> old then
        raise exception 'renamed % of % event kinds', renamed, old;
    end if;
end $$;
alter table message_event force row level security;
