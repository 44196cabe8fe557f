package ai.tulia.messaging.store.inbound;

import static ai.tulia.messaging.store.database.Sql.instant;
import static ai.tulia.messaging.store.database.Sql.utc;
import static ai.tulia.messaging.store.database.Sql.uuid;

import ai.tulia.messaging.domain.consent.Keyword;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.webhook.WebhookEventType;
import ai.tulia.messaging.store.database.Json;
import ai.tulia.messaging.store.secret.SecretBox;
import ai.tulia.messaging.store.secret.SecretUnreadableException;
import ai.tulia.messaging.store.webhook.WebhookOutbox;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What customers wrote, within the open tenant transaction. */
@Component
public class InboundMessageRepository {
    /** The column of the text, as the secret box knows it. */
    private static final String BODY = "inbound_message.body";

    private static final String REPLY = "inbound_message.reply";

    private final JdbcClient jdbc;
    private final SecretBox secrets;
    private final WebhookOutbox outbox;

    InboundMessageRepository(JdbcClient jdbc, SecretBox secrets, WebhookOutbox outbox) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.outbox = outbox;
    }

    /** @return false when this message of the provider is known already */
    public boolean store(UUID tenantId, InboundMessage message) {
        Keyword keyword = message.keyword();
        ReceivedMessage received = message.received();
        String reply = message.reply();
        boolean stored = jdbc.sql("""
                        insert into inbound_message (tenant_id, id, provider_msg_id, customer_id, channel, sender, recipient,
                            body, media, keyword, reply, received_at)
                        values (:tenant, :id, :sid, :customer, :channel, :sender, :recipient,
                            :body, :media::jsonb, :keyword, :reply, :at)
                        on conflict (tenant_id, provider_msg_id) do nothing""")
                        .param("tenant", tenantId)
                        .param("id", message.id())
                        .param("sid", received.sid())
                        .param("customer", message.customerId())
                        .param("channel", message.channel().code())
                        .param("sender", received.from())
                        .param("recipient", received.to())
                        .param("body", secrets.seal(tenantId, BODY, received.text()))
                        .param("media", Json.write(received.media()))
                        .param("reply", reply == null ? null : secrets.seal(tenantId, REPLY, reply))
                        .param("keyword", keyword == null ? null : keyword.code())
                        .param("at", utc(received.receivedAt()))
                        .update()
                == 1;
        if (stored) {
            outbox.add(
                    tenantId,
                    WebhookEventType.INBOUND_RECEIVED,
                    message.id(),
                    webhookData(message),
                    received.receivedAt());
        }
        return stored;
    }

    private static Map<String, Object> webhookData(InboundMessage message) {
        var data = new LinkedHashMap<String, Object>();
        data.put("inbound_id", message.id());
        data.put("channel", message.channel().code());
        data.put("media", message.received().media().size());
        if (message.customerId() != null) {
            data.put("customer_id", message.customerId());
        }
        if (message.keyword() != null) {
            data.put("keyword", message.keyword().code());
        }
        return data;
    }

    /** Whether the customer said a keyword after that: then an earlier one that comes late is past. */
    boolean saidKeywordAfter(UUID tenantId, UUID customerId, Channel channel, Instant at) {
        return jdbc.sql("""
                        select exists (select from inbound_message
                            where tenant_id = :tenant and customer_id = :customer and channel = :channel
                                and keyword in ('stop', 'start') and received_at > :at)""")
                .param("tenant", tenantId)
                .param("customer", customerId)
                .param("channel", channel.code())
                .param("at", utc(at))
                .query(Boolean.class)
                .single();
    }

    public Optional<InboundMessage> find(UUID tenantId, UUID id) {
        return jdbc.sql("select * from inbound_message where tenant_id = :tenant and id = :id")
                .param("tenant", tenantId)
                .param("id", id)
                .query((row, n) -> message(tenantId, row))
                .optional();
    }

    /** A customer's, newest first; those older than {@code before}, or the newest when it is null. */
    public List<InboundMessage> ofCustomer(UUID tenantId, UUID customerId, @Nullable UUID before, int limit) {
        return jdbc.sql("""
                        select * from inbound_message
                        where tenant_id = :tenant and customer_id = :customer
                            and (cast(:before as uuid) is null or id < cast(:before as uuid))
                        order by id desc limit :limit""")
                .param("tenant", tenantId)
                .param("customer", customerId)
                .param("before", before == null ? null : before.toString())
                .param("limit", limit)
                .query((row, n) -> message(tenantId, row))
                .list();
    }

    InboundMessage message(UUID tenantId, ResultSet row) throws SQLException {
        @Nullable String keyword = row.getString("keyword");
        @Nullable String text = opened(tenantId, BODY, row.getBytes("body"));
        return new InboundMessage(
                Objects.requireNonNull(uuid(row, "id")),
                uuid(row, "customer_id"),
                Channel.fromCode(row.getString("channel")),
                new ReceivedMessage(
                        row.getString("provider_msg_id"),
                        row.getString("sender"),
                        Objects.requireNonNullElse(row.getString("recipient"), ""),
                        Objects.requireNonNullElse(text, ""),
                        Json.list(row.getString("media"), InboundMessage.Media.class),
                        null,
                        null,
                        null,
                        Objects.requireNonNull(instant(row, "received_at"))),
                keyword == null ? null : Keyword.valueOf(keyword.toUpperCase(Locale.ROOT)),
                opened(tenantId, REPLY, row.getBytes("reply")),
                text == null);
    }

    /** Null where there is none, and where it does not open: what is written is shown without it. */
    private @Nullable String opened(UUID tenantId, String column, byte @Nullable [] sealed) {
        try {
            return sealed == null ? null : secrets.open(tenantId, column, sealed);
        } catch (SecretUnreadableException e) {
            return null;
        }
    }

    /** What we answered to this message of the provider; null = nothing. */
    @Nullable
    String replyTo(UUID tenantId, String sid) {
        return jdbc.sql("select reply from inbound_message where tenant_id = :tenant and provider_msg_id = :sid")
                .param("tenant", tenantId)
                .param("sid", sid)
                .query((row, n) -> Optional.ofNullable(opened(tenantId, REPLY, row.getBytes("reply"))))
                .single()
                .orElse(null);
    }
}
