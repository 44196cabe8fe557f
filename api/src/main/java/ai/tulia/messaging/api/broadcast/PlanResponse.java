package ai.tulia.messaging.api.broadcast;

import ai.tulia.messaging.domain.plan.BroadcastPlan;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What would become of a broadcast that started now. */
record PlanResponse(
        Instant plannedAt,

        @Schema(description = "Of the tenant: its days are those of by_limit.")
        String timeZone,

        @Schema(description = "now + waiting + waiting_others + by_limit + by_limit_others + expires + refused.")
        long recipients,

        @Schema(description = "They wait for nothing but the rate limit: they go one after the other from the start.")
        Part now,

        @Schema(
                description =
                        "They wait for their time or the end of their quiet hours, earliest first; for the last where there are several.")
        List<Waiting> waiting,

        @Schema(description = "Recipients of groups beyond the first 1,000.")
        long waitingOthers,

        @Schema(description = "Deferred by the daily limit, by day of the tenant.")
        List<Day> byLimit,

        long byLimitOthers,

        @Schema(description = "Whose validity would end before they may get it.")
        List<Expiry> expires,

        List<Refusal> refused,

        @Schema(description = "How many of those refused for it lack which variable.")
        Map<String, Long> missingVariables,

        @Schema(description = "null when nobody gets it.") @Nullable
        Instant firstSendAt,

        @Schema(description = "At the rate limit of the sender, or max_per_second where that is slower.") @Nullable
        Instant lastSendAt,

        Cost cost) {

    /** @param samples up to 3 */
    record Part(long recipients, List<Sample> samples) {
        static Part of(BroadcastPlan.Group group) {
            return new Part(
                    group.count(),
                    group.samples().stream()
                            .map(one -> new Sample(one.customerId(), one.text(), one.missing()))
                            .toList());
        }
    }

    record Sample(
            UUID customerId,

            @Schema(description = "What would be sent; null when a variable is missing.") @Nullable
            String content,

            Set<String> missing) {}

    record Waiting(
            @Schema(allowableValues = {"scheduled", "quiet_hours", "tenant_suspended"})
            String reason,

            @Schema(description = "The recipients'.") String timeZone,
            Instant until,

            @Schema(description = "The same on the wall clock of time_zone.")
            LocalDateTime untilLocal,

            long recipients,
            List<Sample> samples) {}

    record Day(LocalDate day, long recipients, List<Sample> samples) {}

    record Expiry(
            @Schema(
                    description =
                            "The rule that would defer them for too long; rate_limit when the speed of sending does;"
                                    + " validity when it has ended already.",
                    allowableValues = {"schedule", "quiet_hours", "daily_limit", "rate_limit", "validity"})
            String reason,

            long recipients,
            List<Sample> samples) {}

    record Refusal(
            @Schema(
                    allowableValues = {
                        "consent_missing",
                        "consent_withdrawn",
                        "opted_out",
                        "no_address",
                        "address_unreachable",
                        "user_ids_not_enabled",
                        "template_needed",
                        "missing_variable"
                    })
            String reason,

            long recipients,
            List<Sample> samples) {}

    record Cost(
            @Schema(description = "Messages in any 24 h; null = unlimited.") @Nullable
            Long limit,

            @Schema(description = "Whether the limit defers or refuses this type of message.")
            boolean subjectToDailyLimit,

            @Schema(description = "Of the limit, now.") long used,

            @Schema(description = "Units of the limit: one for each who is neither refused nor too late already.")
            long needed,

            @Schema(description = "How many windows of 24 h they fill; null when the limit is 0.") @Nullable
            Long daysNeeded,

            @Schema(allowableValues = {"redis", "ledger"}) String countedBy) {}

    static PlanResponse of(BroadcastPlan plan) {
        var parts = plan.breakdown();
        var cost = plan.cost();
        return new PlanResponse(
                plan.plannedAt(),
                plan.tenantZone().getId(),
                plan.recipients(),
                Part.of(parts.now()),
                parts.waiting().stream().map(PlanResponse::waiting).toList(),
                parts.waitingOthers(),
                parts.byLimit().stream().map(PlanResponse::day).toList(),
                parts.byLimitOthers(),
                parts.expires().stream().map(PlanResponse::expiry).toList(),
                parts.refused().stream().map(PlanResponse::refusal).toList(),
                plan.missingVariables(),
                plan.firstSendAt(),
                plan.lastSendAt(),
                new Cost(
                        cost.limit(),
                        cost.subjectToDailyLimit(),
                        cost.used(),
                        cost.needed(),
                        cost.daysNeeded(),
                        cost.countedBy().name().toLowerCase(Locale.ROOT)));
    }

    private static Waiting waiting(BroadcastPlan.Waiting one) {
        Part part = Part.of(one.group());
        return new Waiting(
                one.reason().code(),
                one.zone().getId(),
                one.until(),
                LocalDateTime.ofInstant(one.until(), one.zone()),
                part.recipients(),
                part.samples());
    }

    private static Day day(BroadcastPlan.Day one) {
        Part part = Part.of(one.group());
        return new Day(one.day(), part.recipients(), part.samples());
    }

    private static Expiry expiry(BroadcastPlan.Expiry one) {
        Part part = Part.of(one.group());
        return new Expiry(one.reason(), part.recipients(), part.samples());
    }

    private static Refusal refusal(BroadcastPlan.Refusal one) {
        Part part = Part.of(one.group());
        return new Refusal(one.reason().code(), part.recipients(), part.samples());
    }
}
