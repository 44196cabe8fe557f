package ai.tulia.messaging.standalone.checker;

import ai.tulia.messaging.twiliosimulator.ReceivedRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * A POST that the provider received.
 *
 * @param attempt of the message, counted from 1
 * @param accepted whether the provider took the message on, whatever it answered
 */
public record Post(UUID tenant, UUID message, int attempt, boolean accepted, Instant at) {
    /**
     * Reads whose it is from the path of its status callback, which ends with tenant, message and attempt.
     *
     * @throws IllegalArgumentException when it is none of ours
     */
    public static Post of(ReceivedRequest request) {
        String callback = String.valueOf(request.field("StatusCallback"));
        String[] path = URI.create(callback).getPath().split("/");
        if (path.length < 3) {
            throw new IllegalArgumentException("a POST without our callback: " + callback);
        }
        return new Post(
                UUID.fromString(path[path.length - 3]),
                UUID.fromString(path[path.length - 2]),
                Integer.parseInt(path[path.length - 1]),
                request.accepted(),
                request.time());
    }

    public static List<Post> all(Collection<ReceivedRequest> requests) {
        return requests.stream().map(Post::of).toList();
    }

    /** The most that were accepted in any stretch of this length: what a limit over rolling hours is held against. */
    public static int mostAcceptedWithin(Duration length, Collection<Post> posts) {
        var window = new ArrayDeque<Instant>();
        int most = 0;
        for (Instant at :
                posts.stream().filter(Post::accepted).map(Post::at).sorted().toList()) {
            while (!window.isEmpty() && !window.getFirst().plus(length).isAfter(at)) {
                window.removeFirst();
            }
            window.addLast(at);
            most = Math.max(most, window.size());
        }
        return most;
    }
}
