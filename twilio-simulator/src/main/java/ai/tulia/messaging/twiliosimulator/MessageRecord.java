package ai.tulia.messaging.twiliosimulator;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A message's place in the book and in the journal, and what has changed since it was written there. */
final class MessageRecord {
    static final int BYTES = 96;

    private static final int OFFSET = 0;
    private static final int LENGTH = 8;
    private static final int STATUS = 12;
    private static final int REDACTED = 13;
    private static final int ERROR_CODE = 16;
    private static final int UPDATED = 20;
    private static final int SENT = 32;
    private static final int KEYS = 48;
    private static final int PREVIOUS = 72;
    /** Of a message that was removed. */
    private static final byte GONE = 0;

    private static final int NO_CODE = Integer.MIN_VALUE;
    private static final Instant NOT_SENT = Instant.EPOCH;

    private final long sequence;
    private final ByteBuffer bytes;

    MessageRecord(long sequence, byte[] bytes) {
        this.sequence = sequence;
        this.bytes = ByteBuffer.wrap(bytes);
    }

    static MessageRecord of(long sequence, ReceivedMessage message, JournalPlace place) {
        MessageRecord record = new MessageRecord(sequence, new byte[BYTES]);
        record.bytes.putLong(OFFSET, place.offset()).putInt(LENGTH, place.length());
        record.become(message);
        return record;
    }

    long sequence() {
        return sequence;
    }

    byte[] bytes() {
        return bytes.array();
    }

    JournalPlace place() {
        return new JournalPlace(bytes.getLong(OFFSET), bytes.getInt(LENGTH));
    }

    long key(MessageChain chain) {
        return bytes.getLong(KEYS + chain.number() * Long.BYTES);
    }

    /** The sequence of the message before this one in a chain, 0 when this is the first. */
    long previous(MessageChain chain) {
        return bytes.getLong(PREVIOUS + chain.number() * Long.BYTES);
    }

    void link(MessageChain chain, long key, long previous) {
        bytes.putLong(KEYS + chain.number() * Long.BYTES, key);
        bytes.putLong(PREVIOUS + chain.number() * Long.BYTES, previous);
    }

    boolean exists() {
        return bytes.get(STATUS) != GONE;
    }

    void remove() {
        bytes.put(STATUS, GONE);
    }

    @Nullable
    Instant dateSent() {
        Instant sent = instant(SENT);
        return sent.equals(NOT_SENT) ? null : sent;
    }

    void become(ReceivedMessage message) {
        bytes.put(STATUS, (byte) (message.status().ordinal() + 1));
        bytes.put(REDACTED, (byte) ("".equals(message.body()) ? 1 : 0));
        Integer code = message.errorCode();
        bytes.putInt(ERROR_CODE, code == null ? NO_CODE : code);
        put(UPDATED, message.dateUpdated());
        Instant sent = message.dateSent();
        put(SENT, sent == null ? NOT_SENT : sent);
    }

    /** What a message has become since the journal took it. */
    ReceivedMessage current(ReceivedMessage journaled) {
        MessageStatus status = MessageStatus.values()[bytes.get(STATUS) - 1];
        int code = bytes.getInt(ERROR_CODE);
        ReceivedMessage current = journaled.with(status, code == NO_CODE ? null : code, instant(UPDATED), dateSent());
        return bytes.get(REDACTED) == 1 ? current.redacted(current.dateUpdated()) : current;
    }

    private void put(int at, Instant value) {
        bytes.putLong(at, value.getEpochSecond()).putInt(at + Long.BYTES, value.getNano());
    }

    private Instant instant(int at) {
        return Instant.ofEpochSecond(bytes.getLong(at), bytes.getInt(at + Long.BYTES));
    }
}
