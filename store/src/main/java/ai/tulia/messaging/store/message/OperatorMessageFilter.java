package ai.tulia.messaging.store.message;

import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.domain.message.MessageStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which messages the operator lists; null = every. Of all tenants only the open ones can be listed: they are few, or their
 * broadcasts', and have indexes of their own.
 *
 * @param unchangedSince whose state did not change after this instant
 */
public record OperatorMessageFilter(
        @Nullable UUID tenantId,
        @Nullable MessageStatus status,
        @Nullable MessageState state,
        @Nullable Instant unchangedSince) {
    public boolean isOpen() {
        return ofStatus() == MessageStatus.PENDING;
    }

    /** For them there is an index. */
    boolean isClosedUnsent() {
        return ofStatus() == MessageStatus.FAILED || ofStatus() == MessageStatus.CANCELED;
    }

    /** Of a state its status: that is what the indexes know. */
    String statusCondition() {
        MessageStatus of = ofStatus();
        return of == null ? "" : " and status = '" + of.code() + "'";
    }

    private @Nullable MessageStatus ofStatus() {
        return state == null ? status : state.status();
    }

    /** Our own words stand in the statement, so that the partial indexes on status can answer it. */
    String conditions() {
        return (tenantId == null ? "" : " and tenant_id = :tenant")
                + statusCondition()
                + (status == null || status == ofStatus() ? "" : " and false")
                + (state == null ? "" : " and state = '" + state.name() + "'")
                + (unchangedSince == null ? "" : " and changed_at <= :unchangedSince");
    }
}
