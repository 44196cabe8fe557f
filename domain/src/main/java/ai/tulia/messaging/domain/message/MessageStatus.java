package ai.tulia.messaging.domain.message;

import java.util.Locale;

/** The four coarse words the API gives beside the ledger's state. */
public enum MessageStatus {
    PENDING,
    SENT,
    FAILED,
    CANCELED;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
