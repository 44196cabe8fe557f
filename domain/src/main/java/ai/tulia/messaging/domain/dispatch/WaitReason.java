package ai.tulia.messaging.domain.dispatch;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

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
    /** The operator suspended the tenant. */
    TENANT_SUSPENDED,
    /** Its sender has more single messages under way than it may send in the next seconds. */
    RATE_LIMIT,
    /** The token of its account at the provider does not open with the keys of the process that would send it. */
    PROVIDER_SECRET_UNREADABLE,
    /** The provider asked for a pause (429, full queue) or could not be reached. */
    PROVIDER_BUSY;

    /** Whether it is the same for all of a broadcast's messages, and is written once instead of on each row. */
    public boolean isOfAll() {
        return this == QUOTA_UNAVAILABLE || this == CHANNEL_NOT_SERVED || isOfTenant();
    }

    /** Whether it is the same for all of the tenant's messages, whatever their types: for all of a batch, too. */
    public boolean isOfTenant() {
        return this == TENANT_SUSPENDED;
    }

    /** Whether it is over at its time alone: no rule knows of it, and asked again before, they would let the message go. */
    public boolean isPause() {
        return this == QUOTA_UNAVAILABLE
                || this == RATE_LIMIT
                || this == PROVIDER_SECRET_UNREADABLE
                || this == PROVIDER_BUSY;
    }

    public static Optional<WaitReason> fromCode(String code) {
        return Arrays.stream(values())
                .filter(reason -> reason.code().equals(code))
                .findFirst();
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
