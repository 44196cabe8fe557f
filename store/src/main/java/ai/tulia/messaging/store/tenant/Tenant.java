package ai.tulia.messaging.store.tenant;

import ai.tulia.messaging.domain.sender.Sender;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A business that sends messages.
 *
 * @param version counts its changes
 */
public record Tenant(UUID id, TenantProfile profile, Lifecycle lifecycle, long version) {
    /**
     * @param suspendedAt since when nothing of it leaves; null = it may send
     * @param archivedAt since when it is out of the lists and has no keys, for good; null = it is not
     */
    public record Lifecycle(
            Instant createdAt,
            @Nullable Instant suspendedAt,
            @Nullable Instant archivedAt) {}

    public boolean isArchived() {
        return lifecycle.archivedAt() != null;
    }

    Tenant with(List<Sender> senders) {
        return new Tenant(id, profile.with(senders), lifecycle, version);
    }
}
