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

        List<RuleAnswer> trace) {
    /** @param facts what the rule looked at: zones, instants, consent records and counts */
    record RuleAnswer(
            String rule,

            @Schema(allowableValues = {"passed", "holds", "refuses"})
            String verdict,

            @Schema(description = "Until when it holds.") @Nullable
            Instant until,

            Map<String, Object> facts) {
        static RuleAnswer of(RuleTrace trace) {
            return new RuleAnswer(
                    trace.rule(), trace.verdict().name().toLowerCase(Locale.ROOT), trace.until(), trace.facts());
        }
    }

    static ExplainResponse of(ExplainResult conclusion, DispatchFacts facts) {
        Instant at = conclusion.effectiveAt();
        return new ExplainResponse(
                conclusion.decision(),
                conclusion.reason(),
                at,
                at == null ? null : LocalDateTime.ofInstant(at, facts.zone()),
                facts.zone().getId(),
                facts.zoneSource().code(),
                conclusion.trace().stream().map(RuleAnswer::of).toList());
    }
}
