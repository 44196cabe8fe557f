package ai.tulia.messaging.api.broadcast;

import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.api.problem.JsonProblems;
import ai.tulia.messaging.api.requestfields.RequestedTime;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** A message that is scheduled for many customers at once is a broadcast. */
@Component
public class BroadcastScheduler {
    private final BroadcastService broadcasts;

    BroadcastScheduler(BroadcastService broadcasts) {
        this.broadcasts = broadcasts;
    }

    /**
     * Makes and starts one.
     *
     * @param checks with what the caller found
     * @throws ApiProblem for what is wrong with it, as for a broadcast
     */
    public ResponseEntity<BroadcastResponse> make(
            UUID tenant,
            Map<String, @Nullable Object> criteria,
            @Nullable String messageType,
            @Nullable String channel,
            @Nullable UUID templateId,
            @Nullable Map<String, @Nullable Object> context,
            @Nullable String content,
            @Nullable String scheduledAt,
            @Nullable String timeZone,
            @Nullable Instant expiresAt,
            @Nullable Map<String, @Nullable Object> metadata,
            Checks checks) {
        // With a zone alone, its own check says so.
        checks.that(scheduledAt != null || timeZone != null, RequestedTime.FIELD, "is missing", RequestedTime.FORM);
        var request = new BroadcastRequest(
                named(scheduledAt),
                messageType,
                channel,
                templateId,
                context,
                content,
                criteria,
                null,
                null,
                scheduledAt,
                timeZone,
                expiresAt,
                null,
                metadata,
                true);
        BroadcastResponse made = broadcasts.make(tenant, BroadcastRequestValidator.checked(request, checks));
        return ResponseEntity.created(URI.create("/v1/broadcasts/" + made.id())).body(made);
    }

    /** Whatever was given as its time: what is wrong with that is not said of a name which nobody gave. */
    private static String named(@Nullable String scheduledAt) {
        String time = scheduledAt == null ? "" : scheduledAt.strip().replaceAll("\\p{Cntrl}", "");
        return "Scheduled for " + JsonProblems.shortened(time);
    }
}
