package ai.tulia.messaging.domain.message;

/** The channel a message travels on; decided by the form of the tenant's sender address. */
public enum Channel {
    WHATSAPP("whatsapp", 80),
    SMS("sms", 1);

    private static final String WHATSAPP_PREFIX = "whatsapp:";

    private final String code;
    private final int messagesPerSecond;

    Channel(String code, int messagesPerSecond) {
        this.code = code;
        this.messagesPerSecond = messagesPerSecond;
    }

    /**
     * What one sender may post when nothing else is known of it: Meta's default for a WhatsApp number, Twilio's for a
     * long code (WhatsApp Best Practices and FAQs; Understanding Twilio Rate Limits and Message Queues).
     */
    public int messagesPerSecond() {
        return messagesPerSecond;
    }

    /** The code used in the API, in CSV files and in the ledger. */
    public String code() {
        return code;
    }

    /** The channel of a sender address: {@code whatsapp:+…} or {@code +…}. */
    public static Channel ofSender(String sender) {
        return sender.startsWith(WHATSAPP_PREFIX) ? WHATSAPP : SMS;
    }

    /** The address Twilio expects for an E.164 number on this channel. */
    public String address(String e164) {
        return this == WHATSAPP ? WHATSAPP_PREFIX + e164 : e164;
    }

    /** @throws IllegalArgumentException when no channel has this code */
    public static Channel fromCode(String code) {
        for (Channel channel : values()) {
            if (channel.code.equals(code)) {
                return channel;
            }
        }
        throw new IllegalArgumentException("no channel is called '" + code + "'");
    }
}
