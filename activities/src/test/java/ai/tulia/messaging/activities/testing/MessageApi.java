package ai.tulia.messaging.activities.testing;

import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.dispatch.DispatchFacts.OverLimit;
import ai.tulia.messaging.domain.dispatch.DispatchPolicy;
import ai.tulia.messaging.domain.dispatch.WaitReason;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.domain.quota.QuotaAnswer;
import ai.tulia.messaging.store.database.Ids;
import ai.tulia.messaging.store.message.DispatchFactsQueries;
import ai.tulia.messaging.store.message.MessageIntake;
import ai.tulia.messaging.store.message.MessageTransitions;
import ai.tulia.messaging.store.message.NewMessage;
import ai.tulia.messaging.store.message.Schedule;
import ai.tulia.messaging.store.message.Text;
import ai.tulia.messaging.store.message.Transition;
import ai.tulia.messaging.store.quota.QuotaCounters;
import ai.tulia.messaging.store.tenant.TenantQueries;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What the API does with a tenant's messages, but for their workflows. */
final class MessageApi {
    private final TestTenant tenant;

    MessageApi(TestTenant tenant) {
        this.tenant = tenant;
    }

    /** Its text is the only one like it, see {@link TestTenant#received}. */
    MessageRef accept(UUID customer, MessageType type, Instant notBefore, Instant expiresAt, OverLimit limit) {
        var ref = new MessageRef(tenant.tenant(), Ids.next());
        Instant now = tenant.now();
        tenant.inLedger(() -> {
            Channel channel = tenant.bean(TenantQueries.class)
                    .senders(ref.tenantId())
                    .channelFor(type)
                    .orElseThrow();
            var facts = tenant.bean(DispatchFactsQueries.class)
                    .ofCustomer(ref.tenantId(), customer, channel, type)
                    .orElseThrow();
            var message = new NewMessage(
                    ref.messageId(),
                    customer,
                    type,
                    channel,
                    limit,
                    Schedule.at(notBefore),
                    expiresAt,
                    Text.inline(TestTenant.text(ref)),
                    Map.of(),
                    null);
            var decision = DispatchPolicy.decide(
                    facts.about(type, notBefore, expiresAt, limit, QuotaAnswer.NOT_ASKED, false), now);
            tenant.bean(MessageIntake.class).accept(ref.tenantId(), message, decision, now);
            return ref;
        });
        return ref;
    }

    /**
     * Gives a message another time.
     *
     * @param locked while its row is held, before anything is written
     * @param committed before its unit is given back
     * @return whether it was not too late
     */
    boolean reschedule(MessageRef ref, Instant at, Runnable locked, Runnable committed) {
        boolean moved = tenant.inLedger(() -> {
            var row =
                    tenant.bean(DispatchFactsQueries.class).ofMessageLocked(ref).orElseThrow();
            locked.run();
            var wait = new DispatchDecision.Wait(at, WaitReason.SCHEDULED, List.of());
            var rescheduled = new Transition.Rescheduled(
                    ref, Schedule.at(at), row.facts().window().expiresAt(), wait);
            return row.state().isBeforeSend()
                    && tenant.bean(MessageTransitions.class).apply(rescheduled, tenant.now());
        });
        if (moved) {
            committed.run();
            tenant.bean(QuotaCounters.class).releaseInRedis(ref);
        }
        return moved;
    }
}
