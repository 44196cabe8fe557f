package ai.tulia.messaging.store.tenant;

import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.store.database.OperatorDatabase;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** How fast each sender may post, for the operator to set. */
@Component
@ConditionalOnProperty("tulia.db.operator-password")
public class SenderPaceRepository {
    private final OperatorDatabase ledger;

    SenderPaceRepository(OperatorDatabase ledger) {
        this.ledger = ledger;
    }

    public int perSecond(String sender) {
        return ledger.call(jdbc -> jdbc.sql("select messages_per_second from sender_pace where sender = ?")
                .param(sender)
                .query(Integer.class)
                .optional()
                .orElseGet(() -> Channel.ofSender(sender).messagesPerSecond()));
    }

    public void put(String sender, int perSecond) {
        ledger.call(jdbc -> jdbc.sql("""
                        insert into sender_pace (sender, messages_per_second) values (?, ?)
                        on conflict (sender) do update set messages_per_second = excluded.messages_per_second""").params(sender, perSecond).update());
    }
}
