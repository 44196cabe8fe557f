package ai.tulia.messaging.twiliosimulator;

/** A message's place in the book, and what it is now. */
final class StoredMessage {
    private final long sequence;
    private volatile ReceivedMessage message;

    StoredMessage(long sequence, ReceivedMessage message) {
        this.sequence = sequence;
        this.message = message;
    }

    long sequence() {
        return sequence;
    }

    ReceivedMessage message() {
        return message;
    }

    void become(ReceivedMessage next) {
        message = next;
    }
}
