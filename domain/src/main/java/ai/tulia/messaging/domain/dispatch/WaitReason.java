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
    COUNTER_AWAY,
    /** The provider asked for a pause (429, full queue) or could not be reached. */
    PROVIDER_BUSY;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
