package ai.tulia.messaging.domain.time;

import java.util.Locale;

/** Where the zone of a decision came from. It is never UTC in silence. */
public enum ZoneSource {
    /** The customer's own recorded zone. */
    CUSTOMER,
    /** The customer has none: the tenant's. */
    TENANT,
    /** Named in the request. */
    REQUEST;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
