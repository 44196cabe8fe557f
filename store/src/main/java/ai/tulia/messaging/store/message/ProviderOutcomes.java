package ai.tulia.messaging.store.message;

import static ai.tulia.messaging.store.database.Sql.utc;

import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageState;
import java.time.Instant;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Writes what became of one attempt at the provider, in the caller's tenant transaction. An attempt whose answer comes
 * after it was declared UNKNOWN still settles it.
 */
@Component
public class ProviderOutcomes {
    private static final String OF_ATTEMPT =
            " where tenant_id = :tenant and id = :id and attempt = :attempt and state in ('SENDING', 'UNKNOWN')";

    private final JdbcClient jdbc;
    private final MessageEvents events;

    ProviderOutcomes(JdbcClient jdbc, MessageEvents events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    public boolean sent(MessageRef ref, int attempt, String sid, Instant at) {
        boolean changed = jdbc.sql("update message set state = 'SENT', status = 'sent', provider_msg_id = :sid,"
                                + " sent_at = :at, changed_at = :at" + OF_ATTEMPT)
                        .param("sid", sid)
                        .param("at", utc(at))
                        .param("tenant", ref.tenantId())
                        .param("id", ref.messageId())
                        .param("attempt", attempt)
                        .update()
                == 1;
        if (changed) {
            // The provider's id is in the row: the event need not hold it a second time.
            events.add(ref, EventKind.SENT, at, attempt, null);
        }
        return changed;
    }

    /** Refused for good by the provider: {@code code} is machine-readable, {@code advice} what to mend. */
    public boolean failed(MessageRef ref, int attempt, String code, String advice, Instant at) {
        boolean changed = jdbc.sql("update message set state = 'FAILED', status = 'failed', failure_code = :code,"
                                + " failure_detail = :advice, failed_at = :at, changed_at = :at" + OF_ATTEMPT)
                        .param("code", code)
                        .param("advice", advice)
                        .param("at", utc(at))
                        .param("tenant", ref.tenantId())
                        .param("id", ref.messageId())
                        .param("attempt", attempt)
                        .update()
                == 1;
        if (changed) {
            events.add(ref, EventKind.FAILED, at, attempt, Map.of("code", code, "advice", advice));
        }
        return changed;
    }

    /** No usable answer: it may have been accepted. Never POSTed again; reconciliation settles it. */
    public boolean unknown(MessageRef ref, int attempt, String cause, Instant at) {
        boolean changed = jdbc.sql("update message set state = 'UNKNOWN', changed_at = :at, failure_code = :cause"
                                + " where tenant_id = :tenant and id = :id and attempt = :attempt"
                                + " and state = 'SENDING'")
                        .param("cause", cause)
                        .param("at", utc(at))
                        .param("tenant", ref.tenantId())
                        .param("id", ref.messageId())
                        .param("attempt", attempt)
                        .update()
                == 1;
        if (changed) {
            events.add(ref, EventKind.of(MessageState.UNKNOWN), at, attempt, Map.of("cause", cause));
        }
        return changed;
    }
}
