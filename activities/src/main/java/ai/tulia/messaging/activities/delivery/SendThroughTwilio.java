package ai.tulia.messaging.activities.delivery;

import ai.tulia.messaging.domain.delivery.ProviderAnswer;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.workflows.message.MessageDelivery;
import ai.tulia.messaging.workflows.message.Step;
import io.temporal.activity.Activity;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Decide once more, commit SENDING, POST once, write the outcome. */
@Component
public class SendThroughTwilio implements MessageDelivery {
    private final SendingLedger ledger;
    private final TwilioGateway twilio;
    private final AttemptOutcome outcome;

    SendThroughTwilio(SendingLedger ledger, TwilioGateway twilio, AttemptOutcome outcome) {
        this.ledger = ledger;
        this.twilio = twilio;
        this.outcome = outcome;
    }

    @Override
    public Step sendThroughTwilio(MessageRef message) {
        // The server's clock, not this machine's: a queue lies between the workflow's decision and now.
        var now = Instant.ofEpochMilli(Activity.getExecutionContext().getInfo().getStartedTimestamp());
        return switch (ledger.begin(message, now)) {
            case SendingLedger.Begun.No no -> no.step();
            case SendingLedger.Begun.Yes yes -> {
                long begun = System.nanoTime();
                ProviderAnswer answer = twilio.post(yes.outbound());
                // A pause the provider asks for counts from its answer, which may be seconds after the start.
                Instant answered = now.plusMillis(
                        Duration.ofNanos(System.nanoTime() - begun).toMillis());
                yield outcome.write(yes.row(), yes.attempt(), answer, answered);
            }
        };
    }
}
