package ai.tulia.messaging.domain.consent;

/**
 * What a customer can consent to, per channel. {@link #ALL} is the channel as a whole: withdrawn, it is an opt-out
 * (STOP) that blocks every type; granted again (START), it lifts that block and nothing more.
 */
public enum ConsentType {
    ALL,
    TRANSACTIONAL,
    REMINDER,
    PROMOTIONAL;

    /** The code used in the API, in CSV columns ({@code consent_<code>}) and in the ledger. */
    public String code() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** @throws IllegalArgumentException when no type has this code */
    public static ConsentType fromCode(String code) {
        for (ConsentType type : values()) {
            if (type.code().equals(code)) {
                return type;
            }
        }
        throw new IllegalArgumentException("no consent type is called '" + code + "'");
    }
}
