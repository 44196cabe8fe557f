package ai.tulia.messaging.activities.dispatch;

import ai.tulia.messaging.activities.delivery.OutboundMessage;
import ai.tulia.messaging.domain.dispatch.DispatchPolicy;
import ai.tulia.messaging.store.message.DispatchRow;
import java.time.Instant;

/**
 * An attempt whose SENDING is committed: its one POST may go out.
 *
 * @param row as it was when it was decided
 * @param number counted from 1
 * @param decidedAt when the policy said that it may go
 */
public record Attempt(DispatchRow row, int number, OutboundMessage message, Instant decidedAt) {
    /** When its validity ends or the next quiet hours that apply to it begin; exclusive. */
    Instant mayGoUntil() {
        return DispatchPolicy.mayGoUntil(row.facts(), decidedAt);
    }
}
