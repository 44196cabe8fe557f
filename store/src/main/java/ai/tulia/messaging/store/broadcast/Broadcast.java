package ai.tulia.messaging.store.broadcast;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.broadcast.BroadcastStatus;
import ai.tulia.messaging.domain.broadcast.ContextValue;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.store.message.Schedule;
import ai.tulia.messaging.store.message.Text;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One broadcast as the ledger holds it; or a batch, which is sent as one: a broadcast without an audience and without a
 * text, whose messages were given one by one and say each their own.
 *
 * @param type of a batch, the most urgent of its messages; it says how urgent its workflow is
 * @param channel of a batch, that of one of its messages
 * @param criteria whom it means, for {@link ai.tulia.messaging.domain.criteria.Criteria#parse}; null for a list
 * @param metadata the caller's own, returned as it came
 */
public record Broadcast(
        BroadcastRef ref,
        String name,
        MessageType type,
        Channel channel,
        Content content,
        @Nullable Map<String, Object> criteria,
        Sending sending,
        @Nullable Map<String, Object> metadata,
        Lifecycle lifecycle) {
    /** @param context the values of the text's placeholders, or where each recipient's come from */
    public record Content(Text text, Map<String, ContextValue> context) {}

    /**
     * When, until when and how fast it is sent.
     *
     * @param expiresAt end of its messages' validity; null = that of their type, after they were due
     * @param maxPerSecond its own rate limit, below the sender's; null = the sender's
     */
    public record Sending(
            Schedule schedule,
            @Nullable Instant expiresAt,
            @Nullable Integer maxPerSecond) {}

    /**
     * @param pausedReason {@code requested}, or the failure code that stopped it; null unless paused
     * @param changedAt when it was last steered
     * @param recipientsRemovedAt since when its messages leave, past their retention; null = they are there
     */
    public record Lifecycle(
            BroadcastStatus status,
            @Nullable String pausedReason,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            Instant changedAt,
            @Nullable Instant recipientsRemovedAt) {
        public static Lifecycle draft(Instant createdAt) {
            return new Lifecycle(BroadcastStatus.DRAFT, null, createdAt, null, null, createdAt, null);
        }
    }

    public boolean isBatch() {
        return content.text().templateId() == null && content.text().content() == null;
    }

    /** A batch, of which those messages are to be sent that one sender serves. */
    public Broadcast serving(Channel ofChannel, MessageType ofType) {
        return new Broadcast(ref, name, ofType, ofChannel, content, criteria, sending, metadata, lifecycle);
    }

    public BroadcastStatus status() {
        return lifecycle.status();
    }
}
