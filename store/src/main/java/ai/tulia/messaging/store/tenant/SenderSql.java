package ai.tulia.messaging.store.tenant;

import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.domain.sender.Sender;
import ai.tulia.messaging.store.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** How a statement finds a tenant's senders, and how their columns are read. */
public final class SenderSql {
    /** Of the sender {@code s} and its rate limit {@code p}. */
    public static final String COLUMNS = """
            s.address as sender, s.account_sid as sender_account, s.message_types as sender_types, s.portfolio, s.session_rule, s.user_ids,
            s.keyword_replies, p.messages_per_second
            """;
    /** A tenant's, in their order; asks for the parameter tenant. */
    static final String OF_TENANT = "select " + COLUMNS + """
            from sender s left join sender_pace p on p.sender = s.address
            where s.tenant_id = :tenant order by s.position""";

    private SenderSql() {}

    /**
     * The one that serves.
     *
     * @param channel and @param type SQL expressions; asks for the parameter tenant
     */
    public static String serving(String channel, String type) {
        return """
            left join lateral (select * from sender
                where tenant_id = :tenant and channel = %s and (message_types = '{}' or %s = any (message_types))
                order by position limit 1) s on true
            left join sender_pace p on p.sender = s.address
            """.formatted(channel, type);
    }

    /** @return null where no sender was found */
    public static @Nullable Sender read(ResultSet row) throws SQLException {
        String address = row.getString("sender");
        if (address == null) {
            return null;
        }
        int perSecond = row.getInt("messages_per_second");
        return new Sender(
                address,
                row.getString("sender_account"),
                Sql.strings(row, "sender_types").stream()
                        .map(MessageType::fromCode)
                        .toList(),
                row.getString("portfolio"),
                row.getBoolean("session_rule"),
                row.getBoolean("user_ids"),
                row.getBoolean("keyword_replies"),
                perSecond == 0 ? Channel.ofSender(address).messagesPerSecond() : perSecond);
    }
}
