package ai.tulia.messaging.twiliosimulator;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The messages taken on, found by id, by age, and by account and recipient. The oldest fall out beyond the bound. */
final class MessageBook {
    private final int keep;
    private final AtomicLong sequence = new AtomicLong();
    private final AtomicInteger size = new AtomicInteger();
    private final Map<String, StoredMessage> bySid = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<Long, StoredMessage> byAge = new ConcurrentSkipListMap<>();
    private final Map<Recipient, ConcurrentSkipListMap<Long, StoredMessage>> byRecipient = new ConcurrentHashMap<>();

    MessageBook(int keep) {
        this.keep = keep;
    }

    void add(ReceivedMessage message) {
        StoredMessage stored = new StoredMessage(sequence.incrementAndGet(), message);
        bySid.put(message.sid(), stored);
        byRecipient.compute(Recipient.of(message), (_, known) -> {
            ConcurrentSkipListMap<Long, StoredMessage> all = known == null ? new ConcurrentSkipListMap<>() : known;
            all.put(stored.sequence(), stored);
            return all;
        });
        byAge.put(stored.sequence(), stored);
        if (size.incrementAndGet() > keep) {
            Map.Entry<Long, StoredMessage> oldest = byAge.firstEntry();
            if (oldest != null) {
                remove(oldest.getValue().message().sid());
            }
        }
    }

    @Nullable
    StoredMessage find(String sid) {
        return bySid.get(sid);
    }

    void remove(String sid) {
        StoredMessage stored = bySid.remove(sid);
        if (stored != null) {
            size.decrementAndGet();
            byAge.remove(stored.sequence());
            byRecipient.computeIfPresent(Recipient.of(stored.message()), (_, all) -> {
                all.remove(stored.sequence());
                return all.isEmpty() ? null : all;
            });
        }
    }

    void clear() {
        List.copyOf(bySid.keySet()).forEach(this::remove);
    }

    /** Those that were posted. */
    Stream<ReceivedMessage> newestFirst() {
        return byAge.descendingMap().values().stream()
                .map(StoredMessage::message)
                .filter(message -> message.status() != MessageStatus.RECEIVED);
    }

    /** An account's messages, to and from its customers, older than a place in the book, newest first. */
    Stream<StoredMessage> newestFirst(String account, @Nullable String to, long before) {
        ConcurrentSkipListMap<Long, StoredMessage> source = to == null
                ? byAge
                : byRecipient.getOrDefault(new Recipient(account, to), new ConcurrentSkipListMap<>());
        return source.headMap(before, false).descendingMap().values().stream()
                .filter(stored -> stored.message().accountSid().equals(account));
    }

    private record Recipient(String account, String to) {
        static Recipient of(ReceivedMessage message) {
            return new Recipient(message.accountSid(), message.to());
        }
    }
}
