package ai.tulia.messaging.twiliosimulator;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The POSTs received, newest first. The oldest fall out beyond the bound. */
final class RequestLog {
    private final int keep;
    private final ConcurrentLinkedDeque<ReceivedRequest> requests = new ConcurrentLinkedDeque<>();
    private final AtomicInteger size = new AtomicInteger();

    RequestLog(int keep) {
        this.keep = keep;
    }

    void add(ReceivedRequest request) {
        requests.addFirst(request);
        if (size.incrementAndGet() > keep && requests.pollLast() != null) {
            size.decrementAndGet();
        }
    }

    Stream<ReceivedRequest> newestFirst() {
        return requests.stream();
    }

    void clear() {
        while (requests.pollLast() != null) {
            size.decrementAndGet();
        }
    }
}
