package ai.tulia.messaging.api.idempotency;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** The Idempotency-Key that the current request came with, and holds once it is claimed. */
public final class IdempotencyRecord {
    private final UUID tenantId;
    private final String key;
    private final byte[] requestHash;
    private @Nullable Instant lockedUntil;
    private @Nullable Object answerToKeep;
    private @Nullable UUID resumed;
    private boolean forgotten;
    private boolean keeping;
    private boolean kept;

    IdempotencyRecord(UUID tenantId, String key, byte[] requestHash) {
        this.tenantId = tenantId;
        this.key = key;
        this.requestHash = requestHash;
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

    /** Its answer is of this moment alone: the same request may be made again. */
    public void forget() {
        forgotten = true;
    }

    boolean isForgotten() {
        return forgotten;
    }

    void keeping() {
        keeping = true;
    }

    void kept() {
        kept = keeping;
    }

    /** Whether the answer is kept already, with what it tells of. */
    boolean isKept() {
        return kept;
    }

    byte[] requestHash() {
        return requestHash;
    }

    /** Null until it is claimed. */
    @Nullable
    Instant lockedUntil() {
        return lockedUntil;
    }

    void claimed(Instant lockedUntil) {
        this.lockedUntil = lockedUntil;
    }

    void resume(UUID acceptedId) {
        this.resumed = acceptedId;
    }

    /** What an earlier process began to accept for this request and did not finish; null = nothing. */
    @Nullable
    UUID resumed() {
        return resumed;
    }

    /** It is another request's: this one has nothing to keep. */
    void leave() {
        kept = true;
    }

    static @Nullable IdempotencyRecord of(HttpServletRequest request) {
        return (IdempotencyRecord) request.getAttribute(IdempotencyRecord.class.getName());
    }

    void into(HttpServletRequest request) {
        request.setAttribute(IdempotencyRecord.class.getName(), this);
    }
}
