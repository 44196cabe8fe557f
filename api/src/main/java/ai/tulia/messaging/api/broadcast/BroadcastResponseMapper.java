package ai.tulia.messaging.api.broadcast;

import ai.tulia.messaging.api.requestfields.RequestedTime;
import ai.tulia.messaging.domain.time.LocalTimes;
import ai.tulia.messaging.store.broadcast.Broadcast;
import ai.tulia.messaging.store.tenant.TenantQueries;
import ai.tulia.messaging.store.tenant.TenantSettings;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what a broadcast looks like now, within the open tenant transaction. */
@Component
class BroadcastResponseMapper {
    private final TenantQueries tenants;
    private final ProgressResponseMapper progress;

    BroadcastResponseMapper(TenantQueries tenants, ProgressResponseMapper progress) {
        this.tenants = tenants;
        this.progress = progress;
    }

    BroadcastResponse of(Broadcast broadcast, Instant now) {
        return of(broadcast, tenants.settings(broadcast.ref().tenantId()), now);
    }

    /** The same for many of one tenant. */
    List<BroadcastResponse> ofAll(UUID tenantId, List<Broadcast> broadcasts, Instant now) {
        TenantSettings tenant = tenants.settings(tenantId);
        return broadcasts.stream().map(broadcast -> of(broadcast, tenant, now)).toList();
    }

    private BroadcastResponse of(Broadcast broadcast, TenantSettings tenant, Instant now) {
        return BroadcastResponse.of(broadcast, scheduledAt(broadcast, tenant), progress.of(broadcast, tenant, now));
    }

    private static @Nullable Instant scheduledAt(Broadcast broadcast, TenantSettings tenant) {
        var local = broadcast.sending().schedule().local();
        String zone = broadcast.sending().schedule().zone();
        if (local == null || zone == null) {
            return broadcast.sending().schedule().notBefore();
        }
        if (zone.equals(RequestedTime.RECIPIENT)) {
            return null;
        }
        try {
            return LocalTimes.resolve(local, RequestedTime.zoneOf(zone, tenant.zone(), tenant.zone()));
        } catch (DateTimeException unknownZone) {
            // It is shown all the same: what it is paused for is that.
            return null;
        }
    }
}
