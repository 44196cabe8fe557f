package ai.tulia.messaging.api.broadcast;

import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.broadcast.BroadcastStatus;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.store.database.FairPermits;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Streams the progress of a broadcast while a client is connected, each on the virtual thread of its request: the ledger is
 * looked at every second, and what changed goes out. A stream ends with its broadcast, its client or its key, after a while
 * (its client comes back with the last id it saw), and when the process stops.
 */
@Component
class ProgressStreams {
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration LIFE = Duration.ofMinutes(30);
    private static final int MAX_STREAMS = 400;
    private static final int MAX_PER_TENANT = 10;
    /** A stream that its client closed gives its place back at its next look. */
    private static final Duration PLACE_WAIT = LOOK.multipliedBy(2);

    private final BroadcastService broadcasts;
    private final JsonMapper json;
    /** Those who have many leave room for those who have none. */
    private final FairPermits places = FairPermits.leavingRoom(MAX_STREAMS, MAX_PER_TENANT);

    private final CountDownLatch stopping = new CountDownLatch(1);

    ProgressStreams(BroadcastService broadcasts, JsonMapper json) {
        this.broadcasts = broadcasts;
        this.json = json;
    }

    /** What goes out before the process waits for its requests to end. */
    @EventListener(ContextClosedEvent.class)
    void stop() {
        stopping.countDown();
    }

    /**
     * Takes a place for a stream of this tenant; to be let go with {@link #leave}.
     *
     * @throws ApiProblem 429 when there are too many
     */
    void enter(UUID tenant) throws InterruptedException {
        if (!places.take(tenant, tenant, PLACE_WAIT)) {
            throw ApiProblem.of(
                            HttpStatus.TOO_MANY_REQUESTS,
                            "too_many_streams",
                            "too many streams are open: at most " + MAX_PER_TENANT + " of a tenant; close one, or ask"
                                    + " GET /v1/broadcasts/{id} from time to time")
                    .header("Retry-After", "30");
        }
    }

    void leave(UUID tenant) {
        places.giveBack(tenant);
    }

    /**
     * @param lastSeen the id of the last event the client had; null = none
     * @param goesOn whether its client is still there, and may be; asked at each look
     */
    void write(BroadcastRef ref, @Nullable String lastSeen, BooleanSupplier goesOn, OutputStream out)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + LIFE.toNanos();
        long spoken = System.nanoTime();
        String seen = lastSeen;
        write(out, "retry: 2000\n\n");
        while (System.nanoTime() < end && goesOn.getAsBoolean()) {
            BroadcastResponse answer = broadcasts.show(ref);
            String id = fingerprint(answer);
            if (!id.equals(seen)) {
                write(out, event("progress", id, json.writeValueAsString(answer)));
                seen = id;
                spoken = System.nanoTime();
            } else if (System.nanoTime() - spoken >= HEARTBEAT.toNanos()) {
                write(out, ": still here\n\n");
                spoken = System.nanoTime();
            }
            if (isOver(answer)) {
                write(out, event("end", id, "{\"status\":\"" + answer.status() + "\"}"));
                return;
            }
            if (stopping.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    /** Ended, and no message of it about to change by our own doing. */
    private static boolean isOver(BroadcastResponse answer) {
        return BroadcastStatus.fromCode(answer.status()).isEnded()
                && answer.progress().counts().entrySet().stream()
                        .noneMatch(count -> count.getValue() > 0 && isChanging(MessageState.fromCode(count.getKey())));
    }

    private static boolean isChanging(MessageState state) {
        return state.isOpen() && state != MessageState.UNKNOWN;
    }

    /** Of all but the estimate, which moves with the clock. */
    private String fingerprint(BroadcastResponse answer) {
        ObjectNode tree = json.valueToTree(answer);
        tree.remove("eta");
        return Fingerprint.of(tree.toString());
    }

    private static String event(String kind, String id, String data) {
        return "id: " + id + "\nevent: " + kind + "\ndata: " + data + "\n\n";
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
