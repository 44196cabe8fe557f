package ai.tulia.messaging.activities.broadcast;

import ai.tulia.messaging.activities.delivery.DeliveryProperties;
import ai.tulia.messaging.activities.delivery.TwilioGateway;
import ai.tulia.messaging.domain.broadcast.BroadcastPace;
import ai.tulia.messaging.domain.delivery.AttemptVerdict;
import ai.tulia.messaging.domain.delivery.ProviderAnswer;
import ai.tulia.messaging.workflows.broadcast.BroadcastOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Posts a group whose messages are committed as SENDING, each once, and waits for every answer. */
@Component
class GroupPosts implements AutoCloseable {
    private final TwilioGateway twilio;
    /** Half of the provider's connections: the other half stays free for single messages. */
    private final Semaphore connections;
    /**
     * Of these, what one group has or waits for at once: those of one broadcast together fill them all, and a small group
     * that comes later waits behind a few of each group under way, not behind all of their hundreds.
     */
    private final int shareOfGroup;

    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();

    GroupPosts(TwilioGateway twilio, DeliveryProperties properties) {
        this.twilio = twilio;
        int half = Math.max(1, properties.connections() / 2);
        this.connections = new Semaphore(half, true);
        this.shareOfGroup = Math.ceilDiv(half, BroadcastPace.GROUPS_AT_ONCE);
    }

    @Override
    public void close() {
        calls.shutdownNow();
    }

    /** Side by side; the provider's connections are the bound. */
    List<GroupOutcomes.Answer> send(List<Group.Post> group, Instant begun, ActivityTurn turn)
            throws InterruptedException {
        Instant latest = begun.plus(BroadcastOptions.POST_WITHIN);
        var share = new Semaphore(shareOfGroup, true);
        List<Callable<GroupOutcomes.Answer>> tasks = new ArrayList<>(group.size());
        for (Group.Post post : group) {
            tasks.add(() -> post(post, share, latest, turn));
        }
        List<GroupOutcomes.Answer> answers = new ArrayList<>(group.size());
        for (Future<GroupOutcomes.Answer> answer : calls.invokeAll(tasks)) {
            answers.add(answer.resultNow());
        }
        return answers;
    }

    private GroupOutcomes.Answer post(Group.Post post, Semaphore share, Instant latest, ActivityTurn turn) {
        ProviderAnswer answer = inTurn(share, latest, turn, () -> inTurn(connections, latest, turn, () -> post(post)));
        var verdict = AttemptVerdict.of(
                answer, post.attempt(), post.row().ref().messageId().getLeastSignificantBits(), turn.now());
        return new GroupOutcomes.Answer(post, verdict);
    }

    /** One that did not get its turn in time was not sent: it goes back in line. */
    private static ProviderAnswer inTurn(
            Semaphore places, Instant latest, ActivityTurn turn, Supplier<ProviderAnswer> then) {
        long left = Duration.between(turn.now(), latest).toMillis();
        try {
            if (left <= 0 || !places.tryAcquire(left, TimeUnit.MILLISECONDS)) {
                return new ProviderAnswer.NotSent("late_in_group");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ProviderAnswer.NotSent("worker_stops");
        }
        try {
            return then.get();
        } finally {
            places.release();
        }
    }

    private ProviderAnswer post(Group.Post post) {
        try {
            return twilio.post(post.message());
        } catch (RuntimeException e) {
            // It may have left before this broke; the others of the group have their own answers.
            return new ProviderAnswer.Ambiguous(e.getClass().getSimpleName());
        }
    }
}
