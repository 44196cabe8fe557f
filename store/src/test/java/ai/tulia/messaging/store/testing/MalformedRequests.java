package ai.tulia.messaging.store.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Requests that no HTTP client would send, each with a secret in the part that is rejected. */
public final class MalformedRequests {
    /** Part of each secret; a log that contains it contains a key or a phone number. */
    public static final String MARK = "4915199887766";

    /** At once, so that many of the server's pooled request processors see one. */
    private static final int EACH = 50;

    private static final List<String> MALFORMED = List.of(
            "GET %s HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer key-" + MARK + "\rstray\r\n\r\n",
            "GET %s?phone_number=+" + MARK + "{ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
            "GET %s?phone_number=^" + MARK + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

    /** Rejected in part, or not at all: the answer depends on the route. */
    private static final List<String> DOUBTFUL = List.of(
            "GET %s?limit=%%zz" + MARK + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
            "GET %s HTTP/1.1\r\nHost: a\r\nCookie: a=\"" + MARK + "\u0001; b=(" + MARK
                    + "\r\nConnection: close\r\n\r\n");

    private MalformedRequests() {}

    /** @return the status of each answer to what is malformed beyond doubt */
    public static List<Integer> send(int port, String path) {
        all(port, path, DOUBTFUL);
        return all(port, path, MALFORMED);
    }

    private static List<Integer> all(int port, String path, List<String> requests) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<Integer>>();
            for (String request : requests) {
                Callable<Integer> call = () -> statusOf(port, request.formatted(path));
                for (int i = 0; i < EACH; i++) {
                    answers.add(threads.submit(call));
                }
            }
            return answers.stream().map(MalformedRequests::get).toList();
        }
    }

    private static int statusOf(int port, String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.split(" ")[1]);
        }
    }

    private static int get(Future<Integer> answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? new UncheckedIOException(io) : new IllegalStateException(e);
        }
    }
}
