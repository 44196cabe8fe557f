package ai.tulia.messaging.api.operator;

import ai.tulia.messaging.api.etag.Versioned;
import ai.tulia.messaging.store.tenant.Tenant;
import com.fasterxml.jackson.annotation.JsonIgnore;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A tenant as an operator reads it. */
record TenantResponse(
        UUID id,
        String name,
        String tier,
        String timeZone,
        TenantRequest.TenantQuietHours quietHours,
        List<TenantSender> senders,
        @Nullable String notifyEmail,
        List<String> flags,
        String unknownPolicy,
        RetentionDays retention,
        RequestLimitOverrides requestLimits,
        Instant createdAt,

        @Schema(description = "Since when nothing of it is sent; null = it may send.") @Nullable
        Instant suspendedAt,

        @Schema(description = "Since when it is out of the lists, for good; null = it is not.") @Nullable
        Instant archivedAt,

        @JsonIgnore long rowVersion)
        implements Versioned {

    static TenantResponse of(Tenant tenant) {
        var profile = tenant.profile();
        return new TenantResponse(
                tenant.id(),
                profile.name(),
                profile.tier(),
                profile.timeZone(),
                TenantRequest.TenantQuietHours.of(profile),
                profile.senders().stream().map(TenantSender::of).toList(),
                profile.notifyEmail(),
                profile.flags(),
                profile.unknownPolicy().code(),
                RetentionDays.effective(profile.retention()),
                RequestLimitOverrides.of(profile.requestLimits()),
                tenant.lifecycle().createdAt(),
                tenant.lifecycle().suspendedAt(),
                tenant.lifecycle().archivedAt(),
                tenant.version());
    }
}
