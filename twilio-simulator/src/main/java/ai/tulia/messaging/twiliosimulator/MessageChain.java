package ai.tulia.messaging.twiliosimulator;

/** By what messages are found. */
enum MessageChain {
    SID(0),
    ACCOUNT(1),
    RECIPIENT(2);

    /** Among a record's chains. */
    private final int number;

    MessageChain(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    /** The key of a message in this chain. Others may have the same: who follows it looks at what it finds. */
    long keyOf(ReceivedMessage message) {
        return switch (this) {
            case SID -> key(message.sid());
            case ACCOUNT -> key(message.accountSid());
            case RECIPIENT -> key(message.accountSid(), message.to());
        };
    }

    /** FNV-1a in 64 bits. */
    static long key(String... parts) {
        long hash = 0xcbf29ce484222325L;
        for (String part : parts) {
            for (int i = 0; i < part.length(); i++) {
                hash = (hash ^ part.charAt(i)) * 0x100000001b3L;
            }
            hash = (hash ^ ' ') * 0x100000001b3L;
        }
        return hash;
    }
}
