package ai.tulia.messaging.twiliosimulator;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Finds messages in the journal: a temporary file with a record of fixed length a message, and chains through it, newest
 * first, from heads in memory. Its memory does not grow with the messages.
 */
final class MessageIndex implements AutoCloseable {
    private static final int HEADS = 1 << 16;

    private final RandomAccessFile file;
    private final long[][] heads = new long[MessageChain.values().length][HEADS];
    private long last;
    /** The last one that no longer counts. */
    private long cleared;

    MessageIndex() {
        try {
            Path temporary = Files.createTempFile("twilio-simulator-", ".index");
            try {
                file = new RandomAccessFile(temporary.toFile(), "rw");
            } finally {
                Files.delete(temporary);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open the simulator's index", e);
        }
    }

    synchronized MessageRecord add(ReceivedMessage message, JournalPlace place) {
        MessageRecord record = MessageRecord.of(last + 1, message, place);
        for (MessageChain chain : MessageChain.values()) {
            long key = chain.keyOf(message);
            record.link(chain, key, heads[chain.number()][headOf(key)]);
        }
        write(record);
        last++;
        for (MessageChain chain : MessageChain.values()) {
            heads[chain.number()][headOf(record.key(chain))] = record.sequence();
        }
        return record;
    }

    synchronized void write(MessageRecord record) {
        try {
            file.seek((record.sequence() - 1) * MessageRecord.BYTES);
            file.write(record.bytes());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the simulator's index", e);
        }
    }

    synchronized void clear() {
        cleared = last;
    }

    /** All that exist, newest first. Read as the stream is. */
    Stream<MessageRecord> newestFirst() {
        return new Walk(last(), record -> record.sequence() - 1).stream().filter(MessageRecord::exists);
    }

    /** Those with a key, older than a place in the book, newest first. Read as the stream is. */
    Stream<MessageRecord> newestFirst(MessageChain chain, long key, long before) {
        return new Walk(head(chain, key), record -> record.previous(chain))
                .stream().filter(record -> record.key(chain) == key && record.sequence() < before && record.exists());
    }

    private synchronized long last() {
        return last;
    }

    private synchronized long cleared() {
        return cleared;
    }

    private synchronized long head(MessageChain chain, long key) {
        return heads[chain.number()][headOf(key)];
    }

    private synchronized MessageRecord read(long sequence) {
        byte[] bytes = new byte[MessageRecord.BYTES];
        try {
            file.seek((sequence - 1) * MessageRecord.BYTES);
            file.readFully(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the simulator's index", e);
        }
        return new MessageRecord(sequence, bytes);
    }

    private static int headOf(long key) {
        return (int) (key ^ key >>> 32) & HEADS - 1;
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the simulator's index", e);
        }
    }

    private final class Walk implements Iterator<MessageRecord> {
        private final ToLongFunction<MessageRecord> previous;
        private long next;

        Walk(long first, ToLongFunction<MessageRecord> previous) {
            this.previous = previous;
            next = first;
        }

        Stream<MessageRecord> stream() {
            return StreamSupport.stream(Spliterators.spliteratorUnknownSize(this, Spliterator.ORDERED), false);
        }

        @Override
        public boolean hasNext() {
            return next > cleared();
        }

        @Override
        public MessageRecord next() {
            if (next <= 0) {
                throw new NoSuchElementException();
            }
            MessageRecord record = read(next);
            next = previous.applyAsLong(record);
            return record;
        }
    }
}
