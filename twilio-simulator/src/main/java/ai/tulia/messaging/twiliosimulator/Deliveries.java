package ai.tulia.messaging.twiliosimulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Takes each message through its course on a virtual thread of its own. The status moves on by the clock; the callbacks
 * of a message follow one after the other, and never hold the status up.
 */
final class Deliveries implements AutoCloseable {
    private final Ledger ledger;
    private final CallbackSender callbacks;
    private final Duration delay;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Deliveries(Ledger ledger, CallbackSender callbacks, Duration delay) {
        this.ledger = ledger;
        this.callbacks = callbacks;
        this.delay = delay;
    }

    void start(ReceivedMessage message, DeliveryPlan plan) {
        String sid = message.sid();
        Instant from = message.status() == MessageStatus.SCHEDULED ? message.sendAt() : null;
        List<MessageStatus> steps = plan.stepsFrom(message.status());
        threads.execute(() -> {
            try {
                run(sid, from, steps, plan); // not the message: many may be under way
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // the simulator closes
            }
        });
    }

    /** Posts the first callback while the sender still waits for the answer, and returns what the message then is. */
    ReceivedMessage sendFirstCallback(ReceivedMessage message) {
        ReceivedMessage sent = ledger.advance(message.sid(), MessageStatus.SENT, null);
        if (sent == null) {
            return message;
        }
        try {
            callbacks.send(sent);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return sent;
    }

    private void run(String sid, @Nullable Instant from, List<MessageStatus> steps, DeliveryPlan plan)
            throws InterruptedException {
        if (from != null) {
            Thread.sleep(Duration.between(Instant.now(), from));
        }
        List<ReceivedMessage> reversed = new ArrayList<>();
        CompletableFuture<Void> previous = CompletableFuture.completedFuture(null);
        for (MessageStatus step : steps) {
            Thread.sleep(delay);
            ReceivedMessage now = ledger.advance(sid, step, plan.codeOf(step));
            if (now == null) {
                return;
            }
            if (now.statusCallback() == null || plan.callbacks() == DeliveryPlan.Callbacks.LOST) {
                continue;
            }
            if (plan.callbacks() == DeliveryPlan.Callbacks.REVERSED) {
                reversed.addFirst(now);
                continue;
            }
            int copies = plan.callbacks() == DeliveryPlan.Callbacks.TWICE ? 2 : 1;
            for (int copy = 0; copy < copies; copy++) {
                previous = previous.thenRunAsync(() -> send(now), threads);
            }
        }
        for (ReceivedMessage late : reversed) {
            previous = previous.thenRunAsync(() -> send(late), threads);
        }
    }

    private void send(ReceivedMessage message) {
        try {
            callbacks.send(message);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
