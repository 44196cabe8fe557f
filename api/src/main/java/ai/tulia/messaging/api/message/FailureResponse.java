package ai.tulia.messaging.api.message;

import ai.tulia.messaging.store.message.Failure;
import ai.tulia.messaging.store.message.StoredMessage;
import org.jspecify.annotations.Nullable;

/**
 * Why a message did not go out.
 *
 * @param code for programs: a reason of ours, or the provider's class of error
 * @param detail for people: what to fix
 */
record FailureResponse(String code, @Nullable String detail) {
    static @Nullable FailureResponse of(StoredMessage message) {
        Failure failure = message.outcome().failure();
        return failure.code() == null ? null : new FailureResponse(failure.code(), failure.detail());
    }
}
