package ai.tulia.messaging.domain.quota;

import java.util.Locale;

/** The shares of the daily limit at which a tenant is warned. */
public enum QuotaLevel {
    QUOTA_80(80),
    QUOTA_100(100);

    private final int percent;

    QuotaLevel(int percent) {
        this.percent = percent;
    }

    /** Whole numbers only: at exactly this share it is reached. */
    public boolean reached(long used, long limit) {
        return Math.multiplyExact(used, 100L) >= Math.multiplyExact(limit, (long) percent);
    }

    /** The word in the ledger and the API, such as {@code quota_80}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
