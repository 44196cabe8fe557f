package ai.tulia.messaging.standalone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.workflows.message.MessageWorkflowImpl;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a message costs at Temporal, and that its code can be read again. That it holds ids only, every test checks. */
class HistoryAcceptanceTest extends AcceptanceTest {
    /** Each event is a write of Temporal's database: beyond these the figures of the README no longer hold. */
    private static final int DUE = 16;

    private static final int WAIT = 8;

    @Test
    void anImmediateOneTakesNone() {
        Shop shop = shop();
        UUID message =
                shop.letter("transactional", shop.customer()).send().expect(201).messageId();

        assertThat(histories().of(shop, message)).isEmpty();
    }

    @Test
    void aScheduledOneThatIsDueAlreadyTakesAtMost16() {
        Shop shop = shop();
        UUID message = shop.lostRow(shop.customer(), "now() - interval '30 seconds'");

        shop.awaitState(message, "sent");
        histories().awaitEnd(shop, message);

        assertThat(histories().events(shop, message)).isLessThanOrEqualTo(DUE);
    }

    @Test
    void aWaitTakesAtMost8More() {
        Shop shop = shop();
        UUID message = shop.letter("transactional", shop.customer())
                .at(Instant.now().plusSeconds(3))
                .expect(201)
                .messageId();

        shop.awaitState(message, "sent");
        histories().awaitEnd(shop, message);

        assertThat(histories().events(shop, message)).isLessThanOrEqualTo(DUE + WAIT);
    }

    @Test
    void twoWaitsTakeAtMost16More() {
        Shop shop = shop();
        Customer ana = shop.customer("promotional");
        shop.quietFor(Duration.ofSeconds(3));
        UUID message = shop.letter("promotional", ana).send().expect(202).messageId();
        shop.quietFor(Duration.ofSeconds(7));

        shop.awaitState(message, "sent");
        histories().awaitEnd(shop, message);

        assertThat(shop.events(message))
                .containsExactly("accepted", "deferred", "deferred", "attempt_started", "provider_accepted");
        assertThat(histories().events(shop, message)).isLessThanOrEqualTo(DUE + 2 * WAIT);
    }

    @Test
    void aChangeThatOldMessagesCouldNotFollowIsFoundByReplay() {
        Shop shop = shop();
        UUID message = shop.lostRow(shop.customer(), "null");
        shop.awaitState(message, "sent");
        histories().awaitEnd(shop, message);
        var history = List.of(histories().of(shop, message).orElseThrow());

        assertThat(Histories.otherwise(history)).isEmpty();
        assertThat(Histories.otherwise(history, WithAPlantedStep.class)).isNotEmpty();
    }

    /** The change that must be noticed. */
    public static class WithAPlantedStep extends MessageWorkflowImpl {
        @Override
        public void run(MessageRef message) {
            Workflow.sleep(Duration.ofSeconds(1));
            super.run(message);
        }
    }
}
