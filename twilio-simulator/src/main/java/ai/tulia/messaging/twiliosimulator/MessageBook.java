package ai.tulia.messaging.twiliosimulator;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The messages taken on, however many. The newest are in memory; older ones are read from the journal. */
final class MessageBook implements AutoCloseable {
    private final Journal journal;
    private final int keep;
    private final MessageIndex index = new MessageIndex();
    /** The newest, by their sequence. */
    private final Map<Long, ReceivedMessage> recent = new HashMap<>();

    MessageBook(Journal journal, int keep) {
        this.journal = journal;
        this.keep = keep;
    }

    synchronized void add(ReceivedMessage message, JournalPlace place) {
        long sequence = index.add(message, place).sequence();
        recent.put(sequence, message);
        recent.remove(sequence - keep);
    }

    @Nullable
    ReceivedMessage find(String sid) {
        return records(sid).map(this::current).findFirst().orElse(null);
    }

    synchronized void change(String sid, UnaryOperator<ReceivedMessage> change) {
        records(sid).findFirst().ifPresent(record -> {
            ReceivedMessage next = change.apply(current(record));
            record.become(next);
            index.write(record);
            recent.computeIfPresent(record.sequence(), (sequence, before) -> next);
        });
    }

    synchronized void remove(String sid) {
        records(sid).findFirst().ifPresent(record -> {
            record.remove();
            index.write(record);
            recent.remove(record.sequence());
        });
    }

    synchronized void clear() {
        index.clear();
        recent.clear();
    }

    /** Those that were posted. */
    Stream<ReceivedMessage> newestFirst() {
        return index.newestFirst().map(this::current).filter(message -> message.status() != MessageStatus.RECEIVED);
    }

    /**
     * An account's messages, to and from its customers, newest first.
     *
     * @param to null: to anybody
     * @param before a place in the book: older ones only
     */
    Stream<StoredMessage> newestFirst(String account, @Nullable String to, DateSentFilter dates, long before) {
        Stream<MessageRecord> found = to == null
                ? index.newestFirst(MessageChain.ACCOUNT, MessageChain.key(account), before)
                : index.newestFirst(MessageChain.RECIPIENT, MessageChain.key(account, to), before);
        return found.filter(record -> dates.matches(record.dateSent()))
                .map(record -> new StoredMessage(record.sequence(), current(record)))
                .filter(stored -> stored.message().accountSid().equals(account)
                        && (to == null || stored.message().to().equals(to)));
    }

    synchronized int inMemory() {
        return recent.size();
    }

    private Stream<MessageRecord> records(String sid) {
        return index.newestFirst(MessageChain.SID, MessageChain.key(sid), Long.MAX_VALUE)
                .filter(record -> current(record).sid().equals(sid));
    }

    private ReceivedMessage current(MessageRecord record) {
        ReceivedMessage message = recent(record.sequence());
        if (message != null) {
            return message;
        }
        return switch (journal.read(record.place())) {
            case JournalEntry.Posted posted when posted.message() != null -> record.current(posted.message());
            case JournalEntry.Inbound(ReceivedMessage inbound) -> record.current(inbound);
            case JournalEntry other -> throw new IllegalStateException("no message in the journal's entry " + other);
        };
    }

    private synchronized @Nullable ReceivedMessage recent(long sequence) {
        return recent.get(sequence);
    }

    @Override
    public void close() {
        index.close();
    }
}
