package ai.tulia.messaging.domain.dispatch;

import java.util.Locale;

/** Why a message waits; the API's {@code waiting_reason} and the summary of its timer. */
public enum WaitReason {
    /** Its own time has not come. */
    SCHEDULED,
    QUIET_HOURS,
    /** Over the tenant's daily limit. */
    DAILY_LIMIT,
    /** The counters are away and its type may not go without them. */
    QUOTA_UNAVAILABLE,
    /** The tenant's sender was changed and is not on the message's channel. */
    CHANNEL_NOT_SERVED,
    /** The provider asked for a pause (429, full queue) or could not be reached. */
    PROVIDER_BUSY;

    /** Whether it is the same for all of a broadcast's messages, and is written once instead of on each row. */
    public boolean isOfAll() {
        return this == QUOTA_UNAVAILABLE || this == CHANNEL_NOT_SERVED;
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
