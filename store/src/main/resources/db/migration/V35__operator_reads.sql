-- The operator finds out what became of a message of whichever tenant: by ids, states, times, reasons and codes. No number, name,
-- text, value, metadata or advice is among these columns; what events say is words, ids, times and counts of ours.
create policy operator on message for select to tulia_operator using (true);
grant select (tenant_id, id, customer_id, broadcast_id, batch_index, message_type, channel, status, state, attempt, not_before,
    expires_at, waiting_reason, wake_at, template_id, provider_msg_id, failure_code, created_at, sent_at, delivered_at, read_at,
    failed_at, changed_at) on message to tulia_operator;
create policy operator on message_event for select to tulia_operator using (true);
grant select (tenant_id, message_id, id, at, kind, attempt, detail) on message_event to tulia_operator;
create policy operator on unknown_attempt for select to tulia_operator using (true);
grant select (tenant_id, message_id, attempt, since, next_look_at) on unknown_attempt to tulia_operator;
create policy operator on broadcast for select to tulia_operator using (true);
grant select (tenant_id, id, status) on broadcast to tulia_operator;
grant select on flyway_schema_history to tulia_operator;
