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

    /** The word used in the API, in CSV columns ({@code consent_<word>}) and in the ledger. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** @throws IllegalArgumentException when no type has this word */
    public static ConsentType ofWord(String word) {
        for (ConsentType type : values()) {
            if (type.word().equals(word)) {
                return type;
            }
        }
        throw new IllegalArgumentException("no consent type is called '" + word + "'");
    }
}
