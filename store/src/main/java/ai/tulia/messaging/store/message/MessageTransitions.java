package ai.tulia.messaging.store.message;

import static ai.tulia.messaging.store.database.Sql.json;
import static ai.tulia.messaging.store.database.Sql.utc;

import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.dispatch.RuleTrace;
import ai.tulia.messaging.domain.dispatch.WaitReason;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageState;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Every step a message can take in the ledger before and beside the provider's answer. Each is one conditional UPDATE
 * with its event, in the caller's tenant transaction: of two that race for the same row one wins, and the other is told
 * so by {@code false}.
 */
@Component
public class MessageTransitions {
    private static final String HELD = " where tenant_id = :tenant and id = :id and state in ('ACCEPTED', 'WAITING')";

    private final JdbcClient jdbc;
    private final MessageEvents events;

    MessageTransitions(JdbcClient jdbc, MessageEvents events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    /** Held by a rule until an instant. Saying the same again changes nothing and leaves no event. */
    public boolean hold(MessageRef ref, DispatchDecision.Wait wait, Instant at) {
        int changed = jdbc.sql("update message set state = 'WAITING', waiting_reason = :reason, wake_at = :until,"
                        + " changed_at = :at" + HELD
                        + " and (waiting_reason, wake_at) is distinct from (:reason::text, :until::timestamptz)")
                .param("reason", wait.reason().word())
                .param("until", utc(wait.until()))
                .param("at", utc(at))
                .param("tenant", ref.tenantId())
                .param("id", ref.messageId())
                .update();
        if (changed == 1) {
            events.waiting(ref, wait.until(), wait.reason(), wait.trace(), at);
        }
        return changed == 1;
    }

    /** Ended by our own rules. */
    public boolean stop(MessageRef ref, DispatchDecision.Stop stop, Instant at) {
        MessageState outcome = stop.reason().outcome();
        boolean changed = jdbc.sql("update message set state = :state, status = :status, waiting_reason = null,"
                                + " wake_at = null, failure_code = :failure, failed_at = :at, changed_at = :at" + HELD)
                        .param("state", outcome.name())
                        .param("status", outcome.status().word())
                        .param("failure", stop.reason().word())
                        .param("at", utc(at))
                        .param("tenant", ref.tenantId())
                        .param("id", ref.messageId())
                        .update()
                == 1;
        if (changed) {
            events.stopped(ref, stop, at);
        }
        return changed;
    }

    /** Ended before any POST because the tenant's own configuration forbids one. */
    public boolean fail(MessageRef ref, String code, String advice, Instant at) {
        boolean changed = jdbc.sql("update message set state = 'FAILED', status = 'failed', waiting_reason = null,"
                                + " wake_at = null, failure_code = :code, failure_detail = :advice, failed_at = :at,"
                                + " changed_at = :at" + HELD)
                        .param("code", code)
                        .param("advice", advice)
                        .param("at", utc(at))
                        .param("tenant", ref.tenantId())
                        .param("id", ref.messageId())
                        .update()
                == 1;
        if (changed) {
            events.add(ref, EventKind.FAILED, at, null, Map.of("code", code, "advice", advice));
        }
        return changed;
    }

    /** @return false when it has gone out or is closed already: too late */
    public boolean cancel(MessageRef ref, String by, Instant at) {
        boolean changed = jdbc.sql("update message set state = 'CANCELED', status = 'canceled', waiting_reason = null,"
                                + " wake_at = null, changed_at = :at" + HELD)
                        .param("at", utc(at))
                        .param("tenant", ref.tenantId())
                        .param("id", ref.messageId())
                        .update()
                == 1;
        if (changed) {
            events.add(ref, EventKind.CANCELED, at, null, Map.of("by", by));
        }
        return changed;
    }

    /** A new time for a message that has not begun to leave. */
    public boolean reschedule(
            MessageRef ref,
            Instant notBefore,
            @Nullable LocalDateTime local,
            @Nullable String zone,
            Instant expiresAt,
            Instant until,
            WaitReason reason,
            List<RuleTrace> trace,
            Instant at) {
        boolean changed = jdbc.sql("update message set state = 'WAITING', not_before = :notBefore,"
                                + " scheduled_local = :local, scheduled_zone = :zone, expires_at = :expiresAt,"
                                + " waiting_reason = :reason, wake_at = :until, changed_at = :at" + HELD)
                        .param("notBefore", utc(notBefore))
                        .param("local", local)
                        .param("zone", zone)
                        .param("expiresAt", utc(expiresAt))
                        .param("reason", reason.word())
                        .param("until", utc(until))
                        .param("at", utc(at))
                        .param("tenant", ref.tenantId())
                        .param("id", ref.messageId())
                        .update()
                == 1;
        if (changed) {
            events.add(ref, EventKind.RESCHEDULED, at, null, Map.of("not_before", notBefore.toString()));
            events.waiting(ref, until, reason, trace, at);
        }
        return changed;
    }

    /** The text as it will go out. */
    public void rendered(MessageRef ref, String body, Map<String, String> contentVariables) {
        jdbc.sql("update message set body = :body, content_variables = :variables::jsonb, context = null" + HELD)
                .param("body", body)
                .param("variables", contentVariables.isEmpty() ? null : json(contentVariables))
                .param("tenant", ref.tenantId())
                .param("id", ref.messageId())
                .update();
    }

    /** From here on it may have left: committed before the POST. */
    public boolean beginSending(MessageRef ref, int attempt, Instant at) {
        boolean changed = jdbc.sql("update message set state = 'SENDING', attempt = :attempt, waiting_reason = null,"
                                + " wake_at = null, changed_at = :at" + HELD)
                        .param("attempt", attempt)
                        .param("at", utc(at))
                        .param("tenant", ref.tenantId())
                        .param("id", ref.messageId())
                        .update()
                == 1;
        if (changed) {
            events.add(ref, EventKind.SENDING, at, attempt, null);
        }
        return changed;
    }

    /** The provider did not process it and asks to come back: the one way from SENDING back to WAITING. */
    public boolean retryLater(MessageRef ref, int attempt, Instant until, String failureCode, Instant at) {
        boolean changed = jdbc.sql("update message set state = 'WAITING', waiting_reason = :reason, wake_at = :until,"
                                + " changed_at = :at where tenant_id = :tenant and id = :id and state = 'SENDING'"
                                + " and attempt = :attempt")
                        .param("reason", WaitReason.PROVIDER_BUSY.word())
                        .param("until", utc(until))
                        .param("at", utc(at))
                        .param("tenant", ref.tenantId())
                        .param("id", ref.messageId())
                        .param("attempt", attempt)
                        .update()
                == 1;
        if (changed) {
            events.add(ref, EventKind.WAITING, at, attempt, EventDetail.busy(until, failureCode));
        }
        return changed;
    }
}
