package ai.tulia.messaging.domain.consent;

/** The last word a customer said about one consent. {@link #UNKNOWN}: nothing was ever recorded. */
public enum ConsentState {
    UNKNOWN,
    GRANTED,
    WITHDRAWN;

    public String code() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
