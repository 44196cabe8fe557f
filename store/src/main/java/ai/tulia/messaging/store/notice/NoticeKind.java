package ai.tulia.messaging.store.notice;

import ai.tulia.messaging.domain.quota.QuotaLevel;
import java.util.Locale;

/** What a tenant is warned of. */
public enum NoticeKind {
    QUOTA_80,
    QUOTA_100,
    WEBHOOK_DISABLED,
    UNKNOWN_OVERDUE,
    SECRET_UNREADABLE;

    static NoticeKind of(QuotaLevel level) {
        return switch (level) {
            case QUOTA_80 -> QUOTA_80;
            case QUOTA_100 -> QUOTA_100;
        };
    }

    /** The word in the ledger and the API, such as {@code quota_80}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException when no kind has this code */
    static NoticeKind fromCode(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
