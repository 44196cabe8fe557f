package ai.tulia.messaging.bench.stage;

import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;

/** Callers at once, each with a kept connection, one request after the other until they are stopped. */
public final class EndlessCallers implements AutoCloseable {
    private final Map<Integer, AtomicLong> answers = new ConcurrentHashMap<>();
    private final AtomicInteger next = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    private EndlessCallers() {}

    /** @param request the whole request with this number */
    public static EndlessCallers start(URI server, int callers, IntFunction<byte[]> request) {
        var all = new EndlessCallers();
        for (int i = 0; i < callers; i++) {
            all.threads.add(Thread.ofVirtual().start(() -> all.call(server, request)));
        }
        return all;
    }

    private void call(URI server, IntFunction<byte[]> request) {
        try (var connection = new KeptConnection(server)) {
            while (!stopped) {
                int status = send(connection, request.apply(next.getAndIncrement()));
                answers.computeIfAbsent(status, of -> new AtomicLong()).incrementAndGet();
            }
        }
    }

    /** @return 599 when there was no answer */
    private static int send(KeptConnection connection, byte[] request) {
        try {
            return connection.send(request);
        } catch (UncheckedIOException e) {
            connection.close();
            return 599;
        }
    }

    /** So many were answered with a status from this one to that. */
    public long answered(int from, int to) {
        return answers.entrySet().stream()
                .filter(answer -> answer.getKey() >= from && answer.getKey() <= to)
                .mapToLong(answer -> answer.getValue().get())
                .sum();
    }

    /** Answers by status. */
    @Override
    public String toString() {
        return new TreeMap<>(answers).toString();
    }

    /** Returns when each has its last answer. */
    @Override
    public void close() throws InterruptedException {
        stopped = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
