package ai.tulia.messaging.store.inbound;

import static ai.tulia.messaging.store.database.Sql.instant;
import static ai.tulia.messaging.store.database.Sql.utc;
import static ai.tulia.messaging.store.database.Sql.uuid;

import ai.tulia.messaging.domain.consent.Keyword;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.store.database.Json;
import ai.tulia.messaging.store.secret.SecretBox;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
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

    private final JdbcClient jdbc;
    private final SecretBox secrets;

    InboundMessageRepository(JdbcClient jdbc, SecretBox secrets) {
        this.jdbc = jdbc;
        this.secrets = secrets;
    }

    /** @return false when this message of the provider is known already */
    public boolean store(UUID tenantId, InboundMessage message) {
        Keyword keyword = message.keyword();
        return jdbc.sql("""
                        insert into inbound_message (tenant_id, id, provider_msg_id, customer_id, channel, sender, body,
                            media, keyword, received_at)
                        values (:tenant, :id, :sid, :customer, :channel, :sender, :body, :media::jsonb, :keyword, :at)
                        on conflict (tenant_id, provider_msg_id) do nothing""")
                        .param("tenant", tenantId)
                        .param("id", message.id())
                        .param("sid", message.sid())
                        .param("customer", message.customerId())
                        .param("channel", message.channel().code())
                        .param("sender", message.sender())
                        .param("body", secrets.seal(tenantId, BODY, message.text()))
                        .param("media", Json.write(message.media()))
                        .param("keyword", keyword == null ? null : keyword.code())
                        .param("at", utc(message.receivedAt()))
                        .update()
                == 1;
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
        return new InboundMessage(
                Objects.requireNonNull(uuid(row, "id")),
                row.getString("provider_msg_id"),
                uuid(row, "customer_id"),
                Channel.fromCode(row.getString("channel")),
                row.getString("sender"),
                secrets.open(tenantId, BODY, row.getBytes("body")),
                Json.list(row.getString("media"), InboundMessage.Media.class),
                keyword == null ? null : Keyword.valueOf(keyword.toUpperCase(Locale.ROOT)),
                Objects.requireNonNull(instant(row, "received_at")));
    }
}
