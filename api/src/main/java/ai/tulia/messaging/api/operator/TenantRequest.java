package ai.tulia.messaging.api.operator;

import ai.tulia.messaging.domain.delivery.UnknownPolicy;
import ai.tulia.messaging.domain.requestlimit.RequestLimitSettings;
import ai.tulia.messaging.domain.retention.Retention;
import ai.tulia.messaging.domain.time.QuietHours;
import ai.tulia.messaging.domain.time.TimeFormat;
import ai.tulia.messaging.store.tenant.TenantProfile;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A tenant as an operator writes it. */
record TenantRequest(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        String name,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        String tier,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        String timeZone,

        @Nullable TenantQuietHours quietHours,

        @Schema(
                description = "The first that serves a message's channel and type is taken.",
                requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable
        List<@Nullable TenantSender> senders,

        @Nullable String notifyEmail,
        @Nullable List<String> flags,

        @Schema(
                description = "What becomes of a message of which Twilio shows no trace in time.",
                allowableValues = {"fail", "resend_once"},
                defaultValue = "fail")
        @Nullable
        String unknownPolicy,

        @Nullable RetentionDays retention,
        @Nullable RequestLimitOverrides requestLimits) {

    /** Local times such as {@code 22:00} in the recipient's zone; equal = none. */
    record TenantQuietHours(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String start,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String end) {
        static final TenantQuietHours NONE = new TenantQuietHours("00:00", "00:00");

        static TenantQuietHours of(TenantProfile profile) {
            return new TenantQuietHours(
                    TimeFormat.timeOfDay(profile.quietHours().start()),
                    TimeFormat.timeOfDay(profile.quietHours().end()));
        }
    }

    static TenantRequest of(TenantProfile profile) {
        return new TenantRequest(
                profile.name(),
                profile.tier(),
                profile.timeZone(),
                TenantQuietHours.of(profile),
                profile.senders().stream()
                        .<@Nullable TenantSender>map(TenantSender::of)
                        .toList(),
                profile.notifyEmail(),
                profile.flags(),
                profile.unknownPolicy().code(),
                RetentionDays.of(profile.retention()),
                RequestLimitOverrides.of(profile.requestLimits()));
    }

    /** Only for a request that passed its checks. */
    TenantProfile profile() {
        TenantQuietHours quiet = quietHours == null ? TenantQuietHours.NONE : quietHours;
        return new TenantProfile(
                Objects.requireNonNull(name),
                Objects.requireNonNull(tier),
                Objects.requireNonNull(timeZone),
                new QuietHours(
                        LocalTime.parse(Objects.requireNonNull(quiet.start())),
                        LocalTime.parse(Objects.requireNonNull(quiet.end()))),
                Objects.requireNonNull(senders).stream()
                        .map(sender -> Objects.requireNonNull(sender).sender())
                        .toList(),
                notifyEmail,
                flags == null ? List.of() : flags,
                unknownPolicy == null
                        ? UnknownPolicy.FAIL
                        : UnknownPolicy.fromCode(unknownPolicy).orElseThrow(),
                retention == null ? Retention.DEFAULT : retention.retention(),
                requestLimits == null ? RequestLimitSettings.DEFAULT : requestLimits.settings());
    }
}
