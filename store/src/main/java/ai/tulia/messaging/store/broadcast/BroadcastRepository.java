package ai.tulia.messaging.store.broadcast;

import static ai.tulia.messaging.store.database.Sql.instant;
import static ai.tulia.messaging.store.database.Sql.utc;
import static ai.tulia.messaging.store.database.Sql.uuid;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.broadcast.BroadcastStatus;
import ai.tulia.messaging.domain.broadcast.ContextValue;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.domain.webhook.WebhookEventType;
import ai.tulia.messaging.store.database.Json;
import ai.tulia.messaging.store.message.Schedule;
import ai.tulia.messaging.store.message.Text;
import ai.tulia.messaging.store.webhook.WebhookOutbox;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The broadcasts of a tenant, and its batches, within the open tenant transaction. Every change of status is one
 * conditional UPDATE of
 * the broadcast's row. A batch shares the broadcast's lock while it commits, so once a pause or a cancel is committed no
 * further message of the broadcast begins to leave.
 */
@Component
public class BroadcastRepository {
    private final JdbcClient jdbc;
    private final WebhookOutbox outbox;

    BroadcastRepository(JdbcClient jdbc, WebhookOutbox outbox) {
        this.jdbc = jdbc;
        this.outbox = outbox;
    }

    /** Writes a draft. */
    public void add(Broadcast broadcast) {
        jdbc.sql("""
                        insert into broadcast (tenant_id, id, name, message_type, channel, status, template_id,
                            template_version, content, context, audience, criteria, not_before, scheduled_local,
                            scheduled_zone, expires_at, max_per_second, metadata, created_at, changed_at)
                        values (:tenant, :id, :name, :type, :channel, 'draft', :template, :version, :content,
                            :context::jsonb, :audience, :criteria::jsonb, :notBefore, :local, :zone, :expires, :maxPerSecond,
                            :metadata::jsonb, :at, :at)""")
                .param("tenant", broadcast.ref().tenantId())
                .param("id", broadcast.ref().broadcastId())
                .param("name", broadcast.name())
                .param("type", broadcast.type().code())
                .param("channel", broadcast.channel().code())
                .param("template", broadcast.content().text().templateId())
                .param("version", broadcast.content().text().templateVersion())
                .param("content", broadcast.content().text().content())
                .param(
                        "context",
                        Json.write(ContextValue.toJson(broadcast.content().context())))
                .param("audience", broadcast.criteria() == null ? "list" : "criteria")
                .param("criteria", Json.writeNullable(broadcast.criteria()))
                .param("notBefore", utc(broadcast.sending().schedule().notBefore()))
                .param("local", broadcast.sending().schedule().local())
                .param("zone", broadcast.sending().schedule().zone())
                .param("expires", utc(broadcast.sending().expiresAt()))
                .param("maxPerSecond", broadcast.sending().maxPerSecond())
                .param("metadata", Json.writeNullable(broadcast.metadata()))
                .param("at", utc(broadcast.lifecycle().createdAt()))
                .update();
        jdbc.sql("insert into broadcast_snapshot (tenant_id, broadcast_id) values (:tenant, :broadcast)")
                .param("tenant", broadcast.ref().tenantId())
                .param("broadcast", broadcast.ref().broadcastId())
                .update();
    }

    public Optional<Broadcast> find(BroadcastRef ref) {
        return jdbc.sql("select * from broadcast where tenant_id = :tenant and id = :id")
                .param("tenant", ref.tenantId())
                .param("id", ref.broadcastId())
                .query((row, n) -> broadcast(row))
                .optional();
    }

    /** The same; its status stays as it is until the transaction ends. Others may share the lock. */
    public Optional<Broadcast> lockShared(BroadcastRef ref) {
        lock(ref, "pg_advisory_xact_lock_shared");
        return find(ref);
    }

    /** The same, and nobody shares the lock: for who changes it next. */
    public Optional<Broadcast> lockForUpdate(BroadcastRef ref) {
        lock(ref, "pg_advisory_xact_lock");
        return find(ref);
    }

    /**
     * An advisory lock, for its queue is fair: one who waits to change the status comes before all who ask for the shared
     * lock later. Sharers of a row lock do not wait for each other, and endlessly overlapping claims starved a pause.
     */
    private void lock(BroadcastRef ref, String function) {
        jdbc.sql("select " + function + "(hashtextextended(:broadcast, 0))")
                .param("broadcast", ref.broadcastId().toString())
                .query((row, n) -> true)
                .single();
    }

    /** @return false when it was no draft */
    public boolean start(BroadcastRef ref, Instant at) {
        return run(ref, "started_at = :at", "'draft'", at);
    }

    /** @param reason {@code requested}, or the failure code that stops it */
    public boolean pause(BroadcastRef ref, String reason, Instant at) {
        lock(ref, "pg_advisory_xact_lock");
        return jdbc.sql("update broadcast set status = 'paused', paused_reason = :reason, changed_at = :at"
                                        + " where tenant_id = :tenant and id = :id and status = 'running'")
                                .param("reason", reason)
                                .param("at", utc(at))
                                .param("tenant", ref.tenantId())
                                .param("id", ref.broadcastId())
                                .update()
                        == 1
                && publish(ref, WebhookEventType.BROADCAST_PAUSED, Map.of("status", "paused", "reason", reason), at);
    }

    public boolean resume(BroadcastRef ref, Instant at) {
        return run(ref, "paused_reason = null", "'paused'", at);
    }

    /** Runs again although it had come to its end: some of its failed messages are to be tried again. */
    public boolean reopen(BroadcastRef ref, Instant at) {
        return run(ref, "paused_reason = null, ended_at = null", "'completed', 'paused'", at);
    }

    public boolean cancel(BroadcastRef ref, Instant at) {
        return change(
                ref, "status = 'canceled', paused_reason = null, ended_at = :at", "'draft', 'running', 'paused'", at);
    }

    /** Ends it if its whole audience is written down, all that is tried again is in line, and no message is open. */
    public boolean complete(BroadcastRef ref, Instant at) {
        // First the lock, then a look at the messages: one who has it may just be putting failed ones back in line.
        lock(ref, "pg_advisory_xact_lock");
        return jdbc.sql("""
                        update broadcast b set status = 'completed', ended_at = :at, changed_at = :at
                        where b.tenant_id = :tenant and b.id = :id and b.status = 'running'
                            and exists (select from broadcast_snapshot s
                                where s.tenant_id = b.tenant_id and s.broadcast_id = b.id and s.done)
                            and not exists (select from broadcast_retry r
                                where r.tenant_id = b.tenant_id and r.broadcast_id = b.id and not r.done)
                            and not exists (select from message m where m.tenant_id = b.tenant_id
                                and m.broadcast_id = b.id and m.status = 'pending')""")
                                .param("at", utc(at))
                                .param("tenant", ref.tenantId())
                                .param("id", ref.broadcastId())
                                .update()
                        == 1
                && publish(ref, WebhookEventType.BROADCAST_COMPLETED, Map.of("status", "completed"), at);
    }

    /** Of a batch its messages tell. @return true, for what it says has happened */
    private boolean publish(BroadcastRef ref, WebhookEventType type, Map<String, String> data, Instant at) {
        if (find(ref).filter(Broadcast::isBatch).isPresent()) {
            return true;
        }
        var all = new HashMap<String, Object>(data);
        all.put("broadcast_id", ref.broadcastId());
        outbox.add(ref.tenantId(), type, ref.broadcastId(), all, at);
        return true;
    }

    /** What was found out in an earlier run says nothing about this one. */
    private boolean run(BroadcastRef ref, String set, String from, Instant at) {
        return change(ref, "status = 'running', " + set, from, at)
                && jdbc.sql("""
                        insert into broadcast_run (tenant_id, broadcast_id, since) values (:tenant, :id, :at)
                        on conflict (tenant_id, broadcast_id)
                            do update set since = excluded.since, tried = 0, outcomes = '{}',
                                waiting_until = null, waiting_reason = null""")
                                .param("tenant", ref.tenantId())
                                .param("id", ref.broadcastId())
                                .param("at", utc(at))
                                .update()
                        == 1
                && publish(ref, WebhookEventType.BROADCAST_STARTED, Map.of("status", "running"), at);
    }

    private boolean change(BroadcastRef ref, String set, String from, Instant at) {
        lock(ref, "pg_advisory_xact_lock");
        return jdbc.sql("update broadcast set " + set + ", changed_at = :at"
                                + " where tenant_id = :tenant and id = :id and status in (" + from + ")")
                        .param("at", utc(at))
                        .param("tenant", ref.tenantId())
                        .param("id", ref.broadcastId())
                        .update()
                == 1;
    }

    static Broadcast broadcast(ResultSet row) throws SQLException {
        @Nullable String criteria = row.getString("criteria");
        @Nullable String metadata = row.getString("metadata");
        return new Broadcast(
                new BroadcastRef(
                        Objects.requireNonNull(uuid(row, "tenant_id")), Objects.requireNonNull(uuid(row, "id"))),
                row.getString("name"),
                MessageType.fromCode(row.getString("message_type")),
                Channel.fromCode(row.getString("channel")),
                new Broadcast.Content(
                        new Text(
                                uuid(row, "template_id"),
                                row.getObject("template_version", Integer.class),
                                row.getString("content")),
                        ContextValue.fromJson(Json.object(row.getString("context")))),
                criteria == null ? null : Json.object(criteria),
                new Broadcast.Sending(
                        Schedule.read(row), instant(row, "expires_at"), row.getObject("max_per_second", Integer.class)),
                metadata == null ? null : Json.object(metadata),
                new Broadcast.Lifecycle(
                        BroadcastStatus.fromCode(row.getString("status")),
                        row.getString("paused_reason"),
                        Objects.requireNonNull(instant(row, "created_at")),
                        instant(row, "started_at"),
                        instant(row, "ended_at"),
                        Objects.requireNonNull(instant(row, "changed_at")),
                        instant(row, "recipients_removed_at")));
    }
}
