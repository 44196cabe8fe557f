package ai.tulia.messaging.api.idempotency;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** The Idempotency-Key that the current request came with and holds. */
public final class IdempotencyRecord {
    private final UUID tenantId;
    private final String key;
    private final Instant lockedUntil;
    private @Nullable Object answerToKeep;

    IdempotencyRecord(UUID tenantId, String key, Instant lockedUntil) {
        this.tenantId = tenantId;
        this.key = key;
        this.lockedUntil = lockedUntil;
    }

    /** Of the request that this thread answers; empty when it came without a key. */
    public static Optional<IdempotencyRecord> current() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                ? Optional.ofNullable(of(attributes.getRequest()))
                : Optional.empty();
    }

    /** All zeros for the operator. */
    public UUID tenantId() {
        return tenantId;
    }

    public String key() {
        return key;
    }

    /** What a repeated request is told in place of the first answer, such as one without a secret shown only once. */
    public void keepInstead(Object answer) {
        this.answerToKeep = answer;
    }

    @Nullable
    Object answerToKeep() {
        return answerToKeep;
    }

    Instant lockedUntil() {
        return lockedUntil;
    }

    static @Nullable IdempotencyRecord of(HttpServletRequest request) {
        return (IdempotencyRecord) request.getAttribute(IdempotencyRecord.class.getName());
    }

    void into(HttpServletRequest request) {
        request.setAttribute(IdempotencyRecord.class.getName(), this);
    }
}
