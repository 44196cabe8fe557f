package ai.tulia.messaging.store.tenant;

import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.store.audit.AuditAction;
import ai.tulia.messaging.store.audit.AuditEvent;
import ai.tulia.messaging.store.audit.AuditLog;
import ai.tulia.messaging.store.database.OperatorDatabase;
import ai.tulia.messaging.store.database.Precondition;
import ai.tulia.messaging.store.database.Sql;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How fast each sender may post, for the operator to set. */
@Component
@ConditionalOnProperty("tulia.db.operator-password")
public class SenderRateLimitRepository {
    private final OperatorDatabase ledger;
    private final Clock clock;

    SenderRateLimitRepository(OperatorDatabase ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * A sender that a tenant has, or whose rate limit was set.
     *
     * @param tenantIds in order; empty = none has it any more
     */
    public record Listed(String address, int perSecond, List<UUID> tenantIds) {}

    /** All of them, by address. Written to the audit log. */
    public List<Listed> list() {
        return ledger.call(jdbc -> {
            AuditLog.add(
                    jdbc,
                    AuditEvent.byOperator(AuditEvent.NO_TENANT, AuditAction.SENDERS_LISTED, null, Map.of()),
                    clock.instant());
            return list(jdbc);
        });
    }

    private static List<Listed> list(JdbcClient jdbc) {
        return jdbc.sql("""
                        select a.address, p.messages_per_second,
                            array(select s.tenant_id::text from sender s where s.address = a.address order by s.tenant_id)
                                as tenants
                        from (select address from sender union select sender from sender_pace) a (address)
                        left join sender_pace p on p.sender = a.address
                        order by a.address""")
                .query((row, n) -> {
                    String address = row.getString("address");
                    Integer set = row.getObject("messages_per_second", Integer.class);
                    return new Listed(
                            address,
                            set == null ? Channel.ofSender(address).messagesPerSecond() : set,
                            Sql.strings(row, "tenants").stream()
                                    .map(UUID::fromString)
                                    .toList());
                })
                .list();
    }

    /** One that was never set is its channel's. */
    public SenderRateLimit find(String sender) {
        return ledger.call(jdbc -> jdbc.sql("""
                        select messages_per_second as per_second, version from sender_pace where sender = :sender""")
                .param("sender", sender)
                .query(SenderRateLimit.class)
                .optional()
                .orElseGet(() -> new SenderRateLimit(Channel.ofSender(sender).messagesPerSecond(), 0)));
    }

    public SenderRateLimit put(String sender, int perSecond, Precondition precondition) {
        return ledger.call(jdbc -> {
            // So that there is a row to lock: of two who set it for the first time, the second sees the first's.
            jdbc.sql("""
                            insert into sender_pace (sender, messages_per_second) values (:sender, :perSecond)
                            on conflict (sender) do nothing""").param("sender", sender).param("perSecond", perSecond).update();
            precondition.check(jdbc.sql("select version from sender_pace where sender = :sender for no key update")
                    .param("sender", sender)
                    .query(Long.class)
                    .single());
            // Without the sender, which is a number.
            AuditLog.add(
                    jdbc,
                    AuditEvent.byOperator(
                            AuditEvent.NO_TENANT,
                            AuditAction.SENDER_CHANGED,
                            null,
                            Map.of("channel", Channel.ofSender(sender).code(), "messages_per_second", perSecond)),
                    clock.instant());
            return jdbc.sql("""
                            update sender_pace set messages_per_second = :perSecond, version = version + 1
                            where sender = :sender
                            returning messages_per_second as per_second, version""")
                    .param("sender", sender)
                    .param("perSecond", perSecond)
                    .query(SenderRateLimit.class)
                    .single();
        });
    }
}
