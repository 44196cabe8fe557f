package ai.tulia.messaging.store.audience;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A customer whom criteria mean.
 *
 * @param timeZone IANA name; null = the tenant's zone holds
 */
public record AudienceMember(
        UUID id, @Nullable String name, @Nullable String timeZone) {}
