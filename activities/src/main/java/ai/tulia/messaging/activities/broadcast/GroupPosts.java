package ai.tulia.messaging.activities.broadcast;

import ai.tulia.messaging.activities.delivery.DeliveryProperties;
import ai.tulia.messaging.activities.delivery.TwilioGateway;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
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
import org.springframework.stereotype.Component;

/** Posts a group whose messages are committed as SENDING, each once, and waits for every answer. */
@Component
class GroupPosts implements AutoCloseable {
    private final TwilioGateway twilio;
    /** Half of the provider's connections: the other half stays free for single messages. */
    private final FairPlaces connections;

    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();

    GroupPosts(TwilioGateway twilio, DeliveryProperties properties) {
        this.twilio = twilio;
        this.connections = new FairPlaces(Math.max(1, properties.connections() / 2));
    }

    @Override
    public void close() {
        calls.shutdownNow();
    }

    /** Side by side; the provider's connections are the bound. */
    List<GroupOutcomes.Answer> send(BroadcastRef broadcast, List<Group.Post> group, Instant begun, ActivityTurn turn)
            throws InterruptedException {
        Instant latest = begun.plus(BroadcastOptions.POST_WITHIN);
        List<Callable<GroupOutcomes.Answer>> tasks = new ArrayList<>(group.size());
        for (Group.Post post : group) {
            tasks.add(() -> post(post, broadcast, latest, turn));
        }
        List<GroupOutcomes.Answer> answers = new ArrayList<>(group.size());
        for (Future<GroupOutcomes.Answer> answer : calls.invokeAll(tasks)) {
            answers.add(answer.resultNow());
        }
        return answers;
    }

    private GroupOutcomes.Answer post(Group.Post post, BroadcastRef broadcast, Instant latest, ActivityTurn turn) {
        ProviderAnswer answer = inTurn(post, broadcast, latest, turn);
        var verdict = AttemptVerdict.of(
                answer, post.attempt(), post.row().ref().messageId().getLeastSignificantBits(), turn.now());
        return new GroupOutcomes.Answer(post, verdict);
    }

    /** One that did not get its turn in time was not sent: it goes back in line. */
    private ProviderAnswer inTurn(Group.Post post, BroadcastRef broadcast, Instant latest, ActivityTurn turn) {
        try {
            if (!connections.take(broadcast, Duration.between(turn.now(), latest))) {
                return new ProviderAnswer.NotSent("late_in_group");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ProviderAnswer.NotSent("worker_stops");
        }
        try {
            return post(post);
        } finally {
            connections.giveBack();
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
