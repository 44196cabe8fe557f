package ai.tulia.messaging.domain.retention;

import java.util.Locale;

/**
 * What is kept for a time of its own. The minimum is what the product itself still needs: the rolling 24 h of the quota,
 * answers to repeated requests, receipts and reconciliation.
 */
public enum RetentionKind {
    /** Texts of messages with the values that they were filled with; the message stays. */
    CONTENT(90, 1),
    /** Messages with their events, and the lists of broadcasts. */
    MESSAGES(400, 7),
    /** Notices to the tenant. */
    NOTICES(90, 7),
    /** Status callbacks as the provider posted them. */
    CALLBACKS(30, 7),
    /** What customers wrote, kept as long as what was written to them. */
    INBOUND(90, 7);

    /** Ten years. */
    public static final int MAX_DAYS = 3_650;

    private final int defaultDays;
    private final int minDays;

    RetentionKind(int defaultDays, int minDays) {
        this.defaultDays = defaultDays;
        this.minDays = minDays;
    }

    /** Days that it is kept where the tenant has nothing else. */
    public int defaultDays() {
        return defaultDays;
    }

    /** The fewest days that may be set. */
    public int minDays() {
        return minDays;
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
