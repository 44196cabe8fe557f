package ai.tulia.messaging.api.broadcast;

import ai.tulia.messaging.api.openapi.EnumSchemas;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How far a broadcast is, true to the ledger at the moment it was read. */
public record ProgressResponse(
        @Schema(description = "Messages by their state: waiting, sending, sent, …; every state is there.")
        Map<String, Long> counts,

        @Schema(description = "Why messages wait or ended, where there is a reason.")
        List<Reason> reasons,

        @Schema(description = "How many are written down so far; of a draft's list, those on it.")
        long recipients,

        @Schema(description = "Whether the whole audience is written down.")
        boolean recipientsComplete,

        @Schema(description = "Of its recipients, those that are done with; null until the audience is complete.")
        @Nullable
        Double percent,

        @Schema(description = "What it sent in the last seconds.")
        double sentPerSecond,

        @Schema(description = "When the next of its messages is due; null when none waits for a time.") @Nullable
        Instant nextWakeAt,

        @Schema(
                description =
                        "What it waits for: scheduled, quiet_hours, daily_limit, quota_unavailable, provider_busy, channel_not_served,"
                                + " tenant_suspended until next_wake_at; paused; audience while that is written down; sending, or rate_limit while it goes as"
                                + " fast as it may; unknown_outcome while only messages of state unknown are open. null when it"
                                + " has not begun or has ended.")
        @Nullable
        String nextWakeReason,

        @Schema(
                description =
                        "When the last message may be sent: what is due as fast as it goes now, what waits for a time at"
                                + " its rate limit from then on; too late rather than too early. null unless it runs.")
        @Nullable
        Instant eta) {
    record Reason(@Schema(ref = EnumSchemas.MESSAGE_STATE) String state, String reason, long count) {}
}
