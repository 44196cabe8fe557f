package ai.tulia.messaging.api.message;

import ai.tulia.messaging.domain.dispatch.DispatchFacts;
import ai.tulia.messaging.domain.dispatch.RuleTrace;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the rules say of a message now, and each rule's reason. */
record ExplainResponse(
        @Schema(allowableValues = {"send_now", "wait", "stop"})
        String decision,

        @Schema(description = "Of a wait or a stop, in one word.") @Nullable
        String reason,

        @Schema(description = "The first instant at which it may go; null when it will not.") @Nullable
        Instant effectiveAt,

        @Schema(description = "The same on the wall clock of time_zone.") @Nullable
        LocalDateTime effectiveLocal,

        String timeZone,

        @Schema(allowableValues = {"customer", "tenant"}) String timeZoneSource,

        List<RuleResponse> trace) {
    /** @param facts what the rule looked at: zones, instants, consent records and counts */
    record RuleResponse(
            String rule,

            @Schema(allowableValues = {"passed", "waits", "refused"})
            String verdict,

            @Schema(description = "Until when it lets the message wait.") @Nullable
            Instant until,

            Map<String, Object> facts) {
        static RuleResponse of(RuleTrace trace) {
            return new RuleResponse(
                    trace.rule(), trace.verdict().name().toLowerCase(Locale.ROOT), trace.until(), trace.facts());
        }
    }

    static ExplainResponse of(ExplainResult result, DispatchFacts facts) {
        Instant at = result.effectiveAt();
        return new ExplainResponse(
                result.decision(),
                result.reason(),
                at,
                at == null ? null : LocalDateTime.ofInstant(at, facts.zones().recipient()),
                facts.zones().recipient().getId(),
                facts.zones().source().code(),
                result.trace().stream().map(RuleResponse::of).toList());
    }
}
