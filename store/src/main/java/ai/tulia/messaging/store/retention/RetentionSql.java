package ai.tulia.messaging.store.retention;

import ai.tulia.messaging.domain.retention.RetentionKind;

/**
 * One statement a kind: a page of rows in the order of an index ({@code page}), those of them that are past their time
 * ({@code final}), and their removal, by their keys.
 */
final class RetentionSql {
    /** A message may be tried again until it expires, and belongs to its broadcast while that is open. */
    private static final String FINAL_MESSAGES = """
            final as materialized (
                select p.id, p.broadcast_id, p.customer_id, p.changed_at as at from page p
                left join lateral (select b.status, b.changed_at from broadcast b
                    where b.tenant_id = :tenant and b.id = p.broadcast_id offset 0) b on true
                where p.changed_at <= :cutoff and p.expires_at <= :now
                    and (p.broadcast_id is null or b.status in ('completed', 'canceled') and b.changed_at <= :cutoff)
                    and not exists (select from unknown_attempt u where u.tenant_id = :tenant and u.message_id = p.id)),
            """;

    private static final String COUNTED = """
            select (select count(*) from removed) as removed, (select count(*) from page) as found,
                (select min(at) from final) as oldest, (select %s from page order by 1 desc limit 1) as last""";

    private static final String CONTENT = """
            with page as materialized (
                select id, broadcast_id, customer_id, changed_at, expires_at from message
                where tenant_id = :tenant and id > :after and id < :before
                    and status <> 'pending' and content_removed_at is null
                order by id limit :size),
            """ + FINAL_MESSAGES + """
            removed as (
                update message set body = null, context = null, content_variables = null, content_removed_at = :now
                where tenant_id = :tenant and id = any (array(select id from final))
                    and status <> 'pending' and content_removed_at is null
                returning 1)
            """ + COUNTED.formatted("id");

    private static final String MESSAGES = """
            with page as materialized (
                select id, broadcast_id, customer_id, changed_at, expires_at from message
                where tenant_id = :tenant and id > :after and id < :before and status <> 'pending'
                order by id limit :size),
            """ + FINAL_MESSAGES + """
            marked as (
                update broadcast set recipients_removed_at = :now
                where tenant_id = :tenant and id = any (array(select distinct broadcast_id from final))
                    and recipients_removed_at is null),
            lists as (
                delete from broadcast_recipient
                where tenant_id = :tenant and broadcast_id = any (array(select distinct broadcast_id from final))
                    and customer_id = any (array(select customer_id from final where broadcast_id is not null))),
            events as (
                delete from message_event
                where tenant_id = :tenant and message_id = any (array(select id from final))),
            removed as (
                delete from message
                where tenant_id = :tenant and id = any (array(select id from final)) and status <> 'pending'
                returning 1)
            """ + COUNTED.formatted("id");

    private static final String NOTICES = """
            with page as materialized (
                select id, delivery, created_at from notice
                where tenant_id = :tenant and id > :after and id < :before order by id limit :size),
            final as materialized (
                select id, created_at as at from page where delivery <> 'pending' and created_at <= :cutoff),
            removed as (
                delete from notice where tenant_id = :tenant and id = any (array(select id from final)) returning 1)
            """ + COUNTED.formatted("id");

    /** By the time they came; callbacks of one message of the provider leave together. */
    private static final String CALLBACKS = """
            with page as materialized (
                select provider_msg_id, received_at as at from provider_callback
                where tenant_id = :tenant and applied_at is not null and received_at <= :cutoff
                order by received_at limit :size),
            final as materialized (select * from page),
            removed as (
                delete from provider_callback
                where tenant_id = :tenant and provider_msg_id = any (array(select provider_msg_id from final))
                    and applied_at is not null and received_at <= :cutoff
                returning 1)
            """ + COUNTED.formatted("null::uuid");

    /** A text of which nobody has decided yet whether it is an opt-out stays. */
    private static final String INBOUND = """
            with page as materialized (
                select id, received_at from inbound_message
                where tenant_id = :tenant and id > :after and id < :before order by id limit :size),
            final as materialized (
                select p.id, p.received_at as at from page p
                where p.received_at <= :cutoff and not exists (select from opt_out_review r
                    where r.tenant_id = :tenant and r.inbound_id = p.id and r.state = 'pending')),
            reviews as (
                delete from opt_out_review
                where tenant_id = :tenant and inbound_id = any (array(select id from final))),
            removed as (
                delete from inbound_message
                where tenant_id = :tenant and id = any (array(select id from final)) returning 1)
            """ + COUNTED.formatted("id");

    private RetentionSql() {}

    static String of(RetentionKind kind) {
        return switch (kind) {
            case CONTENT -> CONTENT;
            case MESSAGES -> MESSAGES;
            case NOTICES -> NOTICES;
            case CALLBACKS -> CALLBACKS;
            case INBOUND -> INBOUND;
        };
    }
}
