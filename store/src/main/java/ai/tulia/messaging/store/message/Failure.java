package ai.tulia.messaging.store.message;

import org.jspecify.annotations.Nullable;

/** Why a message ended without having been sent, and what to do about it; both null when it did not. */
public record Failure(@Nullable String code, @Nullable String detail) {
    static final Failure NONE = new Failure(null, null);
}
