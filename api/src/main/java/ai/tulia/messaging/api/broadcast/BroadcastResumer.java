package ai.tulia.messaging.api.broadcast;

import ai.tulia.messaging.api.broadcast.ResumeRequest.Scope;
import ai.tulia.messaging.api.broadcast.ResumedResponse.NotRetried;
import ai.tulia.messaging.api.suspension.SuspendedTenants;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.broadcast.BroadcastStatus;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.domain.twilio.FailureCode;
import ai.tulia.messaging.store.broadcast.Broadcast;
import ai.tulia.messaging.store.broadcast.BroadcastProgress;
import ai.tulia.messaging.store.broadcast.BroadcastProgress.Count;
import ai.tulia.messaging.store.broadcast.BroadcastRepository;
import ai.tulia.messaging.store.broadcast.BroadcastRetry;
import ai.tulia.messaging.store.database.TenantTransactions;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Lets a broadcast go on, and tries again what failed where that is safe and worth it. */
@Component
class BroadcastResumer {
    private final TenantTransactions transactions;
    private final BroadcastControl control;
    private final BroadcastRepository broadcasts;
    private final BroadcastProgress progress;
    private final BroadcastRetry messages;
    private final SuspendedTenants suspended;

    BroadcastResumer(
            TenantTransactions transactions,
            BroadcastControl control,
            BroadcastRepository broadcasts,
            BroadcastProgress progress,
            BroadcastRetry messages,
            SuspendedTenants suspended) {
        this.transactions = transactions;
        this.control = control;
        this.broadcasts = broadcasts;
        this.progress = progress;
        this.messages = messages;
        this.suspended = suspended;
    }

    /** @param retried failed messages put back in line; where there are many, the first of them */
    record Resumed(Broadcast broadcast, int retried, List<NotRetried> notRetried) {}

    Resumed resume(BroadcastRef ref, Scope scope, Instant now) {
        return transactions.call(ref.tenantId(), () -> {
            control.required(ref);
            suspended.refuse(ref.tenantId());
            if (scope == Scope.PENDING) {
                broadcasts.resume(ref, now);
                return new Resumed(running(ref), 0, List.of());
            }
            // Locked from here on: it cannot end between the two, and another resume waits for this one.
            Broadcast locked = broadcasts.lockForUpdate(ref).orElseThrow();
            if (locked.status() == BroadcastStatus.DRAFT || locked.status() == BroadcastStatus.CANCELED) {
                throw BroadcastControl.notOpen(locked, "resumed");
            }
            int retried = messages.begin(ref, worth(ref), now);
            if (retried > 0) {
                broadcasts.reopen(ref, now);
            } else if (scope == Scope.ALL) {
                broadcasts.resume(ref, now);
            }
            return new Resumed(control.required(ref), retried, notRetried(ref));
        });
    }

    private Broadcast running(BroadcastRef ref) {
        return control.reached(ref, "resumed", Set.of(BroadcastStatus.RUNNING));
    }

    private List<String> worth(BroadcastRef ref) {
        return progress.counts(ref).stream()
                .filter(count -> count.state() == MessageState.FAILED)
                .map(Count::reason)
                .filter(BroadcastResumer::isWorth)
                .toList();
    }

    private static boolean isWorth(String code) {
        return FailureCode.error(code)
                .filter(error -> error.reaction().isWorthAnotherAttempt())
                .isPresent();
    }

    private List<NotRetried> notRetried(BroadcastRef ref) {
        boolean more = messages.isPending(ref);
        return progress.counts(ref).stream()
                .filter(count -> NotRetriedReason.isLeft(count.state()))
                .filter(count -> !more || count.state() != MessageState.FAILED || !isWorth(count.reason()))
                .map(count -> new NotRetried(
                        count.state().code(),
                        count.reason(),
                        count.messages(),
                        NotRetriedReason.of(count.state(), count.reason(), isWorth(count.reason()))))
                .toList();
    }
}
