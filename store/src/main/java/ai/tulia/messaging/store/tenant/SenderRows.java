package ai.tulia.messaging.store.tenant;

import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.domain.sender.Sender;
import ai.tulia.messaging.store.database.Sql;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Senders of tenants, as an operator keeps them. */
final class SenderRows {
    private SenderRows() {}

    /** The tenants with their senders. */
    static List<Tenant> attach(JdbcClient jdbc, List<Tenant> tenants) {
        var found = new HashMap<UUID, List<Sender>>();
        jdbc.sql("select s.tenant_id, " + SenderSql.COLUMNS + """
                        from sender s left join sender_pace p on p.sender = s.address
                        where s.tenant_id = any (:ids::uuid[]) order by s.tenant_id, s.position""")
                .param("ids", Sql.texts(tenants.stream().map(Tenant::id).toList()))
                .query(row -> {
                    UUID tenant = Objects.requireNonNull(Sql.uuid(row, "tenant_id"));
                    found.computeIfAbsent(tenant, id -> new ArrayList<>())
                            .add(Objects.requireNonNull(SenderSql.read(row)));
                });
        return tenants.stream()
                .map(tenant -> tenant.with(found.getOrDefault(tenant.id(), List.of())))
                .toList();
    }

    /** Puts these in place of those it has; what customers wrote to one that goes stays known. */
    static void replace(JdbcClient jdbc, UUID tenantId, List<Sender> senders) {
        jdbc.sql("delete from sender where tenant_id = :tenant")
                .param("tenant", tenantId)
                .update();
        IntStream.range(0, senders.size()).forEach(position -> add(jdbc, tenantId, senders.get(position), position));
    }

    private static void add(JdbcClient jdbc, UUID tenantId, Sender sender, int position) {
        jdbc.sql("""
                        insert into sender (tenant_id, address, account_sid, channel, position, message_types, portfolio,
                            session_rule, user_ids, keyword_replies)
                        values (:tenant, :address, :account, :channel, :position, :types, :portfolio, :sessionRule, :userIds,
                            :keywordReplies)""")
                .params(Map.of(
                        "tenant", tenantId,
                        "address", sender.address(),
                        "channel", sender.channel().code(),
                        "position", position,
                        "types", sender.types().stream().map(MessageType::code).toArray(String[]::new),
                        "sessionRule", sender.sessionRule(),
                        "userIds", sender.userIds(),
                        "keywordReplies", sender.keywordReplies()))
                .param("account", sender.account())
                .param("portfolio", sender.portfolio())
                .update();
    }
}
