package ai.tulia.messaging.twiliosimulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/** The POSTs received, newest first. The newest are in memory; older ones are read from the journal. */
final class RequestLog {
    private final Journal journal;
    private final int keep;
    private final Deque<Recent> recent = new ArrayDeque<>();
    /** Where the journal's entries start that still count. */
    private long start;

    RequestLog(Journal journal, int keep) {
        this.journal = journal;
        this.keep = keep;
    }

    synchronized void add(ReceivedRequest request, JournalPlace place) {
        recent.addFirst(new Recent(request, place));
        if (recent.size() > keep) {
            recent.removeLast();
        }
    }

    synchronized void clear(JournalPlace cleared) {
        recent.clear();
        start = cleared.next();
    }

    synchronized Stream<ReceivedRequest> newestFirst() {
        List<Recent> newest = List.copyOf(recent);
        long before = newest.isEmpty() ? start : newest.getLast().place().offset();
        Stream<ReceivedRequest> older = journal.backwards(before, start)
                .filter(JournalEntry.Posted.class::isInstance)
                .map(entry -> ((JournalEntry.Posted) entry).request());
        return Stream.concat(newest.stream().map(Recent::request), older);
    }

    synchronized int inMemory() {
        return recent.size();
    }

    private record Recent(ReceivedRequest request, JournalPlace place) {}
}
