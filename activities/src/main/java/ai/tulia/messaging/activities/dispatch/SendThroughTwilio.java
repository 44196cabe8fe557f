package ai.tulia.messaging.activities.dispatch;

import ai.tulia.messaging.activities.message.Decisions;
import ai.tulia.messaging.domain.delivery.AttemptVerdict;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.workflows.message.MessageDelivery;
import ai.tulia.messaging.workflows.message.Step;
import io.temporal.activity.Activity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Decide once more, commit SENDING, POST once, write the outcome. */
@Component
public class SendThroughTwilio implements MessageDelivery {
    private final SendingLedger ledger;
    private final AttemptPoster poster;
    private final OutcomeRecorder outcomes;

    SendThroughTwilio(SendingLedger ledger, AttemptPoster poster, OutcomeRecorder outcomes) {
        this.ledger = ledger;
        this.poster = poster;
        this.outcomes = outcomes;
    }

    @Override
    public Step sendThroughTwilio(MessageRef message) {
        // The server's clock, not this machine's: a queue lies between the workflow's decision and now.
        var now = Instant.ofEpochMilli(Activity.getExecutionContext().getInfo().getStartedTimestamp());
        long started = System.nanoTime();
        return switch (ledger.begin(message, now)) {
            case SendingLedger.Begun.No no -> no.step();
            case SendingLedger.Begun.Yes(Attempt attempt) -> send(attempt, now, started);
        };
    }

    private Step send(Attempt attempt, Instant now, long started) {
        // A pause the provider asks for counts from its answer, which may be seconds after the start.
        Supplier<Instant> clock = () ->
                now.plusMillis(Duration.ofNanos(System.nanoTime() - started).toMillis());
        AttemptResult result = poster.post(attempt, now, clock);
        try {
            outcomes.record(attempt.row().ref().tenantId(), List.of(result), clock.get(), () -> {});
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Activity.wrap(e);
        }
        return switch (result.verdict()) {
            case AttemptVerdict.Sent sent -> Decisions.closed(MessageState.SENT);
            case AttemptVerdict.Unknown unknown -> Decisions.closed(MessageState.UNKNOWN);
            // Its reservation stays.
            case AttemptVerdict.Later later -> Step.waitUntil(later.until(), "provider_busy");
            case AttemptVerdict.Failed failed ->
                Step.stop(failed.code(), MessageState.FAILED.status().word());
        };
    }
}
