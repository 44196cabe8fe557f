package ai.tulia.messaging.api.customer;

import ai.tulia.messaging.api.temporal.BroadcastWorkflows;
import ai.tulia.messaging.api.temporal.MessageWorkflows;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.store.consent.WithdrawalEffect;
import ai.tulia.messaging.store.quota.QuotaCounters;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What follows a committed withdrawal: its quota reservations come free, and the workflows learn of it. */
@Component
public class WithdrawalFollowUp {
    /**
     * One signal a message, within a request: a file that stops thousands does not wait for all of them. A workflow that
     * is not woken finds its message closed when its timer fires.
     */
    private static final int MAX_WAKES = 100;

    private final QuotaCounters counters;
    private final MessageWorkflows messages;
    private final BroadcastWorkflows broadcasts;

    WithdrawalFollowUp(QuotaCounters counters, MessageWorkflows messages, BroadcastWorkflows broadcasts) {
        this.counters = counters;
        this.messages = messages;
        this.broadcasts = broadcasts;
    }

    /** Call it after the commit. */
    public void run(UUID tenantId, WithdrawalEffect effect) {
        var stopped = effect.stopped();
        counters.releaseInRedis(
                tenantId, stopped.stream().map(each -> each.ref().messageId()).toList());
        stopped.stream()
                .filter(each -> each.broadcastId() == null)
                .limit(MAX_WAKES)
                .forEach(each -> messages.wake(each.ref()));
        stopped.stream()
                .map(WithdrawalEffect.Stopped::broadcastId)
                .filter(Objects::nonNull)
                .distinct()
                .limit(MAX_WAKES)
                .forEach(id -> broadcasts.wake(new BroadcastRef(tenantId, id)));
    }
}
