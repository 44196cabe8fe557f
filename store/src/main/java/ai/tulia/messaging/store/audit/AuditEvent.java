package ai.tulia.messaging.store.audit;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is written to the audit log.
 *
 * @param tenantId whose it is; {@link #NO_TENANT} when it is of no one tenant
 * @param subject the id of what it was done to; null = what the action itself names
 * @param detail ids, counts, words of ours; never a secret, number, name or text
 */
public record AuditEvent(
        UUID tenantId,
        AuditActor actor,
        AuditAction action,
        @Nullable String subject,
        Map<String, ?> detail) {
    /** Its rows are seen by the operator alone. */
    public static final UUID NO_TENANT = new UUID(0, 0);

    public static AuditEvent byOperator(
            UUID tenantId, AuditAction action, @Nullable Object subject, Map<String, ?> detail) {
        return of(tenantId, AuditActor.OPERATOR, action, subject, detail);
    }

    /** By the API key with this id. */
    public static AuditEvent byKey(
            UUID tenantId, UUID keyId, AuditAction action, @Nullable Object subject, Map<String, ?> detail) {
        return of(tenantId, AuditActor.key(keyId), action, subject, detail);
    }

    private static AuditEvent of(
            UUID tenantId, AuditActor actor, AuditAction action, @Nullable Object subject, Map<String, ?> detail) {
        return new AuditEvent(tenantId, actor, action, subject == null ? null : subject.toString(), detail);
    }
}
