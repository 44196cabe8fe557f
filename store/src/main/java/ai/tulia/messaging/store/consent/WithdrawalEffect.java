package ai.tulia.messaging.store.consent;

import ai.tulia.messaging.domain.message.MessageRef;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a withdrawal meant for messages that were accepted before it.
 *
 * @param stopped refused with it; their quota reservations are journaled as released, and nobody has told Redis and
 *     their workflows yet
 * @param begun had begun to leave already: they may arrive
 */
public record WithdrawalEffect(List<Stopped> stopped, List<UnderWay> begun) {
    public static final WithdrawalEffect NONE = new WithdrawalEffect(List.of(), List.of());

    /** @param broadcastId null = it has a workflow of its own */
    public record Stopped(MessageRef ref, @Nullable UUID broadcastId) {}

    public record UnderWay(UUID messageId, UUID customerId) {}

    /** The ids of those that had begun to leave. */
    public List<UUID> underWay() {
        return begun.stream().map(UnderWay::messageId).toList();
    }

    /** Those of one customer. */
    List<UUID> underWayTo(UUID customerId) {
        return begun.stream()
                .filter(message -> message.customerId().equals(customerId))
                .map(UnderWay::messageId)
                .toList();
    }

    /** Both together. */
    public WithdrawalEffect and(WithdrawalEffect other) {
        if (other == NONE || this == NONE) {
            return other == NONE ? this : other;
        }
        return new WithdrawalEffect(
                Stream.concat(stopped.stream(), other.stopped.stream()).toList(),
                Stream.concat(begun.stream(), other.begun.stream()).distinct().toList());
    }

    public WithdrawalEffect {
        stopped = List.copyOf(stopped);
        begun = List.copyOf(begun);
    }
}
