package ai.tulia.messaging.activities.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.activities.testing.Days;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.twiliosimulator.FaultMode;
import ai.tulia.messaging.twiliosimulator.FaultRule;
import ai.tulia.messaging.workflows.message.MessageActivities;
import ai.tulia.messaging.workflows.message.MessageDeliveryActivities;
import ai.tulia.messaging.workflows.message.StepResult;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A failover of the ledger loses the commit of SENDING while its POST is under way. The provider delays its answer
 * for so long.
 */
@Timeout(120)
class LedgerSetBackTest {
    private static final Duration WITHIN = Duration.ofSeconds(30);
    private static final int FIRST_ANSWER_MILLIS = 2_500;

    private final Days days = Days.withTwoConnections();
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final MessageRef message = reserved();

    @AfterEach
    void endOfDays() {
        workers.close();
        days.close();
    }

    @Test
    void theAnswerSettlesTheAttemptThatTheLedgerForgotAndItIsNotPostedAgain() throws Exception {
        answersTake(FIRST_ANSWER_MILLIS);
        Future<StepResult> sending = workers.submit(this::send);
        awaitPosts(0);

        setBack();

        assertThat(sending.get().status()).isEqualTo("sent");
        assertThat(days.state(message)).isEqualTo("SENT");
        assertThat(days.column(message, "attempt")).isEqualTo("1");
        assertThat(days.events(message)).containsExactly("accepted", "ledger_set_back", "provider_accepted");
        assertThat(send().kind()).isEqualTo(StepResult.Kind.STOP);
        assertThat(days.received(message)).hasSize(1);
    }

    /** The second is answered before the first, or after it. */
    @ParameterizedTest
    @ValueSource(ints = {50, FIRST_ANSWER_MILLIS + 1_500})
    void aSecondPostInThatWindowIsAnEvent(int secondAnswerMillis) throws Exception {
        answersTake(FIRST_ANSWER_MILLIS, secondAnswerMillis);
        Future<StepResult> first = workers.submit(this::send);
        awaitPosts(1);
        setBack();
        Future<StepResult> second = workers.submit(this::send);

        first.get();
        second.get();

        assertThat(days.received(message)).hasSize(2);
        assertThat(days.state(message)).isEqualTo("SENT");
        assertThat(days.column(message, "attempt")).isEqualTo("1");
        assertThat(days.events(message))
                .containsExactly("accepted", "attempt_started", "provider_accepted", "accepted_twice");
    }

    private MessageRef reserved() {
        MessageRef ref = days.uncarried(days.customer(null));
        assertThat(days.bean(MessageActivities.class).reserveQuota(ref, days.now()))
                .isEqualTo(StepResult.GO);
        return ref;
    }

    private StepResult send() {
        return days.activity(MessageDeliveryActivities.class).sendThroughTwilio(message);
    }

    /** Of the first POST, the second and so on. */
    private void answersTake(int... millis) {
        Days.twilio()
                .faults(Arrays.stream(millis)
                        .mapToObj(each -> FaultRule.of(FaultMode.SLOW)
                                .withDelayMs(each)
                                .forAccount(days.account())
                                .withTimes(1))
                        .toList());
    }

    /** Until so many are still to come. */
    private static void awaitPosts(int left) {
        await().atMost(WITHIN)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> Days.twilio().faults().size() == left);
    }

    /** To what it was before its SENDING: the row, and no event of it. */
    private void setBack() {
        assertThat(days.state(message)).isEqualTo("SENDING");
        String id = message.messageId().toString();
        days.execute("update message set state = 'WAITING', attempt = 0, waiting_reason = 'provider_busy',"
                + " wake_at = now() where id = '" + id + "'");
        days.execute("delete from message_event where message_id = '" + id + "'");
    }
}
