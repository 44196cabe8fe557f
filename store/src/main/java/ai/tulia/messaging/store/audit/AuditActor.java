package ai.tulia.messaging.store.audit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who did it.
 *
 * @param kind {@code operator}, {@code api_key} or {@code unknown}
 * @param keyId of the API key; null for the others
 */
public record AuditActor(String kind, @Nullable UUID keyId) {
    public static final AuditActor OPERATOR = new AuditActor("operator", null);
    /** Who presents a key that there is not. */
    public static final AuditActor UNKNOWN = new AuditActor("unknown", null);

    public static AuditActor key(UUID id) {
        return new AuditActor("api_key", id);
    }
}
