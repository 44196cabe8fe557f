package ai.tulia.messaging.standalone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.workflows.message.MessageWorkflowStarter;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Ledger and Temporal come together again, whoever lost or stopped what. */
class SweeperAcceptanceTest extends AcceptanceTest {
    @Test
    void aRowWhoseWorkflowWasNeverStartedIsStartedAndSentOnce() {
        Shop shop = shop();
        UUID lost = shop.lostRow(shop.customer(), "null");

        shop.awaitState(lost, "sent");

        assertThat(shop.received(lost)).hasSize(1);
    }

    @Test
    void aTerminatedWorkflowIsAnOperatorsStop() {
        Shop shop = shop();
        UUID message = waiting(shop);

        workflow(shop, message).terminate("an operator's stop");
        shop.age(message);

        Answer canceled = shop.awaitState(message, "canceled");
        assertThat(canceled.text("status")).isEqualTo("canceled");
        assertThat(shop.events(message)).endsWith("cancel_requested");
        assertThat(shop.received()).isEmpty();
    }

    @Test
    void aTerminatedOneLeavesTheQueueForAPlace() {
        Shop shop = shop(1);
        Customer ana = shop.customer("promotional");
        shop.letter("promotional", ana).send().expect(201);
        UUID first =
                shop.letter("promotional", ana).deferring().send().expect(202).messageId();
        UUID second =
                shop.letter("promotional", ana).deferring().send().expect(202).messageId();
        Instant behindTwo = nextFreePlace(shop);

        workflow(shop, first).terminate("an operator's stop");
        shop.age(first);
        shop.awaitState(first, "canceled");

        await().atMost(Duration.ofSeconds(30)).until(() -> nextFreePlace(shop).isBefore(behindTwo));
        workflow(shop, second).cancel();
        shop.awaitState(second, "canceled");
    }

    private static Instant nextFreePlace(Shop shop) {
        return shop.get("/v1/messages/rate-limit-status").expect(200).instant("next_free_at");
    }

    @Test
    void aWorkflowCanceledInTemporalClosesItsRowAsWell() {
        Shop shop = shop();
        UUID message = waiting(shop);

        workflow(shop, message).cancel();

        shop.awaitState(message, "canceled");
        histories().awaitEnd(shop, message);
        assertThat(shop.events(message)).endsWith("cancel_requested");
        assertThat(shop.received()).isEmpty();
        histories().keep("canceled-in-temporal", shop, message);
    }

    private static UUID waiting(Shop shop) {
        Answer scheduled = shop.letter("transactional", shop.customer())
                .at(Instant.now().plus(Duration.ofHours(2)))
                .expect(201);
        return scheduled.messageId();
    }

    /** Its caller has an answer before it is started. */
    private static WorkflowStub workflow(Shop shop, UUID message) {
        WorkflowStub workflow =
                stack().temporalClient().newUntypedWorkflowStub(MessageWorkflowStarter.workflowId(shop.ref(message)));
        await().atMost(Duration.ofSeconds(30))
                .ignoreException(WorkflowNotFoundException.class)
                .until(() ->
                        workflow.describe().getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
        return workflow;
    }
}
