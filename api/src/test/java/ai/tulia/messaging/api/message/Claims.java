package ai.tulia.messaging.api.message;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.dispatch.DispatchPolicy;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.store.broadcast.BroadcastAudience;
import ai.tulia.messaging.store.broadcast.BroadcastRepository;
import ai.tulia.messaging.store.message.DispatchFactsQueries;
import ai.tulia.messaging.store.message.DueMessage;
import ai.tulia.messaging.store.message.DueMessageQueries;
import ai.tulia.messaging.store.message.MessageTransitions;
import ai.tulia.messaging.store.message.Transition;
import ai.tulia.messaging.store.tenant.TenantQueries;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What a worker commits before its POSTs, with the store's own statements; no POST follows. */
record Claims(Shop shop, Instant due) {
    /** Within the open transaction. @return whether it is SENDING once that commits */
    boolean single(MessageRef ref) {
        return shop.api()
                .bean(DispatchFactsQueries.class)
                .ofMessageLocked(ref)
                .filter(row -> row.state().isBeforeSend()
                        && DispatchPolicy.decide(row.facts(), due) instanceof DispatchDecision.SendNow)
                .map(row -> shop.api()
                        .bean(MessageTransitions.class)
                        .apply(new Transition.AttemptStarted(ref, row.attempt() + 1, null, null, null), due))
                .orElse(false);
    }

    /** Within the open transaction. @return those that are SENDING once that commits */
    List<UUID> broadcast(BroadcastRef ref, int size) {
        var broadcast = shop.api().bean(BroadcastRepository.class).find(ref).orElseThrow();
        var tenant = shop.api().bean(TenantQueries.class).settings(ref.tenantId());
        var sender =
                tenant.senders().serving(broadcast.channel(), broadcast.type()).orElseThrow();
        List<DueMessage> sent = shop
                .api()
                .bean(DueMessageQueries.class)
                .claim(broadcast.ref(), tenant, sender, false, size, due)
                .due()
                .stream()
                .filter(each -> DispatchPolicy.decide(each.row().facts(), due) instanceof DispatchDecision.SendNow)
                .toList();
        shop.api()
                .bean(MessageTransitions.class)
                .startAll(
                        ref.tenantId(),
                        sent.stream()
                                .map(each -> new Transition.AttemptStarted(
                                        each.row().ref(), each.row().attempt() + 1, "News", null, null))
                                .toList(),
                        due);
        return sent.stream().map(each -> each.row().ref().messageId()).toList();
    }

    /** A promotional broadcast to every customer of the shop, all its messages written. */
    BroadcastRef startBroadcast(Instant at) {
        String id = shop.schedule("'recipient_criteria': {'all': []}, 'content': 'News', 'message_type':"
                        + " 'promotional', " + Shop.field("scheduled_at", at))
                .text("id");
        var ref = new BroadcastRef(shop.tenant().id(), UUID.fromString(id));
        shop.run(() -> shop.api()
                .bean(BroadcastAudience.class)
                .writePage(shop.api().bean(BroadcastRepository.class).find(ref).orElseThrow(), 100, at));
        return ref;
    }
}
