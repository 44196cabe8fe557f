package ai.tulia.messaging.bench.stage;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Callers at once, each with a kept connection of its own and one request after the other. */
public final class KeptCallers {
    private KeptCallers() {}

    /** @param perSecond requests answered; @param millis from the first byte of each to the last of its answer */
    public record Answered(double perSecond, List<Double> millis) {}

    /**
     * Returns when all are answered.
     *
     * @param requests of each caller
     * @param status that each must be answered with
     */
    public static Answered send(URI server, List<List<byte[]>> requests, int status) {
        var connections =
                requests.stream().map(each -> new KeptConnection(server)).toList();
        try (var threads = Executors.newFixedThreadPool(requests.size())) {
            List<Callable<List<Double>>> callers = new ArrayList<>();
            for (int i = 0; i < requests.size(); i++) {
                KeptConnection connection = connections.get(i);
                List<byte[]> own = requests.get(i);
                callers.add(() -> send(connection, own, status));
            }
            long begun = System.nanoTime();
            List<Double> millis = new ArrayList<>();
            for (Future<List<Double>> caller : threads.invokeAll(callers)) {
                millis.addAll(caller.get());
            }
            return new Answered(millis.size() / ((System.nanoTime() - begun) / 1e9), millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            connections.forEach(KeptConnection::close);
        }
    }

    private static List<Double> send(KeptConnection connection, List<byte[]> requests, int status) {
        List<Double> millis = new ArrayList<>();
        for (byte[] request : requests) {
            long begun = System.nanoTime();
            int answered = connection.send(request);
            millis.add((System.nanoTime() - begun) / 1e6);
            if (answered != status) {
                throw new IllegalStateException("answered " + answered);
            }
        }
        return millis;
    }
}
