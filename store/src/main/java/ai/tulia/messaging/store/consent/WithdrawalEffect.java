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
 * @param underWay had begun to leave already: they may arrive
 */
public record WithdrawalEffect(List<Stopped> stopped, List<UUID> underWay) {
    public static final WithdrawalEffect NONE = new WithdrawalEffect(List.of(), List.of());

    /** @param broadcastId null = it has a workflow of its own */
    public record Stopped(MessageRef ref, @Nullable UUID broadcastId) {}

    /** Both together. */
    public WithdrawalEffect and(WithdrawalEffect other) {
        if (other == NONE || this == NONE) {
            return other == NONE ? this : other;
        }
        return new WithdrawalEffect(
                Stream.concat(stopped.stream(), other.stopped.stream()).toList(),
                Stream.concat(underWay.stream(), other.underWay.stream())
                        .distinct()
                        .toList());
    }

    public WithdrawalEffect {
        stopped = List.copyOf(stopped);
        underWay = List.copyOf(underWay);
    }
}
