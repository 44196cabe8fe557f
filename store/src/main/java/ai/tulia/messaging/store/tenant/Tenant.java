package ai.tulia.messaging.store.tenant;

import ai.tulia.messaging.domain.sender.Sender;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A business that sends messages.
 *
 * @param version counts its changes
 */
public record Tenant(UUID id, TenantProfile profile, Instant createdAt, long version) {
    Tenant with(List<Sender> senders) {
        return new Tenant(id, profile.with(senders), createdAt, version);
    }
}
