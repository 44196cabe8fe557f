package ai.tulia.messaging.store.reconcile;

import static ai.tulia.messaging.store.database.Sql.instant;
import static ai.tulia.messaging.store.database.Sql.texts;
import static ai.tulia.messaging.store.database.Sql.utc;
import static ai.tulia.messaging.store.database.Sql.uuid;

import ai.tulia.messaging.domain.delivery.UnknownAttempt;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.domain.message.TransitionCause;
import ai.tulia.messaging.domain.sender.Sender;
import ai.tulia.messaging.domain.sender.Senders;
import ai.tulia.messaging.store.tenant.TenantQueries;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Attempts that ended UNKNOWN and what was found out about them, within the open tenant transaction. */
@Component
public class UnknownAttemptRepository {
    /** The event of a look that did not settle the attempt. */
    private static final String LOOKED_FOR = "looked_for";

    /** Each by its index, and not all of the tenant's: the first that are due again, and the first that are due at all. */
    private static final String DUE = """
            (select * from unknown_attempt where tenant_id = :tenant and next_look_at <= :now
                order by next_look_at limit :limit)
            union all
            (select * from unknown_attempt where tenant_id = :tenant and next_look_at is null and since <= :first
                order by since limit :limit)""";

    private final JdbcClient jdbc;
    private final TenantQueries tenants;

    UnknownAttemptRepository(JdbcClient jdbc, TenantQueries tenants) {
        this.jdbc = jdbc;
        this.tenants = tenants;
    }

    /**
     * @param since when it ended UNKNOWN
     * @param resentBefore whether the tenant's policy sent the message once more already
     * @param broadcastId null = a message of its own
     */
    public record Due(UnknownAttempt attempt, Instant since, boolean resentBefore, Optional<UUID> broadcastId) {}

    /**
     * Forgets those whose message is settled, of the first that are due; the others are when they are due themselves. One
     * that a later attempt has written anew meanwhile stays.
     *
     * @param limit as many as a look takes
     */
    public void forgetSettled(UUID tenantId, Duration after, Instant now, int limit) {
        jdbc.sql("""
                        with due as materialized (%s),
                        settled as materialized (
                            select d.message_id, d.attempt from due d where not exists (
                                select from message m where m.tenant_id = :tenant and m.id = d.message_id
                                    and m.state = 'UNKNOWN' and m.attempt = d.attempt offset 0))
                        delete from unknown_attempt u
                        where u.tenant_id = :tenant and u.message_id = any (array(select message_id from settled))
                            and (u.message_id, u.attempt) in (select message_id, attempt from settled)""".formatted(DUE))
                .param("first", utc(now.minus(after)))
                .param("now", utc(now))
                .param("tenant", tenantId)
                .param("limit", limit)
                .update();
    }

    /** Whether any is due to be looked for. @param after how long after it ended an attempt is first */
    public boolean someDue(UUID tenantId, Duration after, Instant now) {
        return jdbc.sql("""
                        select exists (select from unknown_attempt where tenant_id = :tenant and next_look_at <= :now)
                            or exists (select from unknown_attempt
                                where tenant_id = :tenant and next_look_at is null and since <= :first)""")
                .param("tenant", tenantId)
                .param("now", utc(now))
                .param("first", utc(now.minus(after)))
                .query(Boolean.class)
                .single();
    }

    /** Those due to be looked for, the oldest first. */
    public List<Due> due(UUID tenantId, Duration after, Instant now, int limit) {
        Senders senders = tenants.senders(tenantId);
        return jdbc.sql("""
                        select m.id, m.attempt, m.channel, m.message_type, m.broadcast_id, w.*,
                            case when v.content_sid is null then m.body end as body, u.since,
                            coalesce(e.started_at, u.since) as started_at, coalesce(e.resent, false) as resent
                        from (%s) u
                        join message m on m.tenant_id = u.tenant_id and m.id = u.message_id and m.state = 'UNKNOWN'
                        cross join lateral (select coalesce(phone_number, (select user_id from whatsapp_user
                                where tenant_id = :tenant and customer_id = m.customer_id
                                order by first_seen_at desc limit 1)) as address
                            from customer where tenant_id = :tenant and id = m.customer_id) w
                        left join template_version v on v.tenant_id = m.tenant_id and v.template_id = m.template_id
                            and v.version = m.template_version
                        left join lateral (
                            select max(at) filter (where kind = :started and attempt = m.attempt) as started_at,
                                bool_or(kind = :resent) as resent
                            from message_event where tenant_id = :tenant and message_id = m.id) e on true
                        order by u.since limit :limit""".formatted(DUE))
                .param("started", TransitionCause.ATTEMPT_STARTED.code())
                .param("resent", TransitionCause.RESENT.code())
                .param("first", utc(now.minus(after)))
                .param("now", utc(now))
                .param("tenant", tenantId)
                .param("limit", limit)
                .query((row, n) -> due(row, tenantId, senders))
                .list();
    }

    private static Due due(ResultSet row, UUID tenantId, Senders senders) throws SQLException {
        Channel channel = Channel.fromCode(row.getString("channel"));
        // Which one it left by is not written down: it is the one that serves, unless they were changed since.
        Optional<Sender> sender = senders.serving(channel, MessageType.fromCode(row.getString("message_type")));
        return new Due(
                new UnknownAttempt(
                        new MessageRef(tenantId, Objects.requireNonNull(uuid(row, "id"))),
                        row.getInt("attempt"),
                        sender.map(Sender::address).orElse(null),
                        channel.address(row.getString("address")),
                        row.getString("body"),
                        Objects.requireNonNull(instant(row, "started_at"))),
                Objects.requireNonNull(instant(row, "since")),
                row.getBoolean("resent"),
                Optional.ofNullable(uuid(row, "broadcast_id")));
    }

    /** Which of the provider's ids are those of messages to the same customers as these, or of earlier attempts of these. */
    public Set<String> known(UUID tenantId, Collection<UUID> messages, Collection<String> sids) {
        return new HashSet<>(jdbc.sql("""
                        select provider_msg_id from message
                        where tenant_id = :tenant and provider_msg_id = any (:sids::text[]) and customer_id = any (array(
                            select customer_id from message where tenant_id = :tenant and id = any (:messages::uuid[])))
                        union
                        select detail ->> 'provider_msg_id' from message_event
                        where tenant_id = :tenant and message_id = any (:messages::uuid[]) and kind = :resend
                            and detail ->> 'provider_msg_id' = any (:sids::text[])""")
                .param("resend", TransitionCause.RESEND_REQUESTED.code())
                .param("tenant", tenantId)
                .param("sids", texts(sids))
                .param("messages", texts(messages))
                .query(String.class)
                .list());
    }

    /**
     * A look that did not settle them.
     *
     * @param found in the event's words: {@code no_trace} or {@code ambiguous}
     * @param nextAt one for each
     */
    public void lookedFor(UUID tenantId, List<MessageRef> messages, String found, List<Instant> nextAt, Instant at) {
        if (messages.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        with looked as (
                            update unknown_attempt u set next_look_at = l.next_at
                            from unnest(:ids::uuid[], :nextAt::timestamptz[]) l (id, next_at)
                            where u.tenant_id = :tenant and u.message_id = l.id
                            returning u.message_id, u.attempt)
                        insert into message_event (tenant_id, message_id, at, kind, attempt, detail)
                        select :tenant, message_id, :at, :kind, attempt, jsonb_build_object('found', :found::text)
                        from looked""")
                .param("ids", texts(messages.stream().map(MessageRef::messageId).toList()))
                .param("nextAt", texts(nextAt))
                .param("tenant", tenantId)
                .param("at", utc(at))
                .param("kind", LOOKED_FOR)
                .param("found", found)
                .update();
    }
}
