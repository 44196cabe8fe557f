package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.openapi.EnumSchemas;
import ai.tulia.messaging.domain.dispatch.WaitReason;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.store.broadcast.Broadcast;
import ai.tulia.messaging.store.broadcast.BroadcastProgress.Count;
import ai.tulia.messaging.store.broadcast.BroadcastProgress.Due;
import ai.tulia.messaging.store.message.StoredMessage;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A batch and its messages, true to the ledger at the moment they were read. */
record MessageBatchResponse(
        UUID id,

        @Schema(allowableValues = {"running", "paused", "canceled", "completed"})
        String status,

        @Schema(description = "The failure that stopped it; null unless paused.") @Nullable
        String pausedReason,

        Instant createdAt,
        @Nullable Instant endedAt,

        @Schema(description = "Messages by their state: waiting, sending, sent, …; every state is there.")
        Map<String, Long> counts,

        @Schema(description = "When the next of its messages is due; null when none waits for a time.") @Nullable
        Instant nextWakeAt,

        @Schema(
                description =
                        "What that one waits for, or all of them: tenant_suspended. null when none waits for a time.")
        @Nullable
        String nextWakeReason,

        @Schema(
                description =
                        "Since when its messages leave, past the tenant's retention: they are not listed any more, the"
                                + " counts stay. null = they are there.")
        @Nullable
        Instant recipientsRemovedAt,

        @Schema(description = "Its messages, in the order of their index; null once they leave.") @Nullable
        List<BatchMessageResponse> items) {
    /** @param index its place in the request, from 0 */
    record BatchMessageResponse(
            int index,
            UUID messageId,
            UUID customerId,
            @Schema(ref = EnumSchemas.MESSAGE_STATE) String state,
            @Nullable String waitingReason,
            @Nullable Instant wakeAt,
            @Nullable FailureResponse failure) {}

    /**
     * @param next the message that is due next, where that is later than now
     * @param removed since when messages leave: what is left of them would look like all of them; null = they are there
     */
    static MessageBatchResponse of(
            Broadcast batch,
            List<Count> counted,
            Optional<Due> next,
            List<StoredMessage> messages,
            @Nullable Instant removed) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (MessageState state : MessageState.values()) {
            counts.put(state.code(), 0L);
        }
        counted.forEach(count -> counts.merge(count.state().code(), count.messages(), Long::sum));
        return new MessageBatchResponse(
                batch.ref().broadcastId(),
                batch.status().code(),
                batch.lifecycle().pausedReason(),
                batch.lifecycle().createdAt(),
                batch.lifecycle().endedAt(),
                counts,
                next.map(Due::at).orElse(null),
                next.map(due -> due.reason() == null ? WaitReason.SCHEDULED.code() : due.reason())
                        .orElse(null),
                removed,
                removed == null
                        ? messages.stream()
                                .flatMap(message -> item(message).stream())
                                .toList()
                        : null);
    }

    private static Optional<BatchMessageResponse> item(StoredMessage message) {
        return Optional.ofNullable(message.recipient().batchIndex())
                .map(index -> new BatchMessageResponse(
                        index,
                        message.id(),
                        message.customerId(),
                        message.state().code(),
                        message.progress().waiting().reason(),
                        message.progress().waiting().until(),
                        FailureResponse.of(message)));
    }
}
