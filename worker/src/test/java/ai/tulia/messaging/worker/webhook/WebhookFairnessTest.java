package ai.tulia.messaging.worker.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.store.testing.TestLedger;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** An endpoint that does not answer delays no other. */
class WebhookFairnessTest {
    @Test
    void whileOneEndpointKeepsAllItsDeliveriesOthersOfItsTenantAndOfAnotherGetTheirs() {
        var held = new CountDownLatch(1);
        try (var webhooks = new Webhooks(TestLedger.fresh(), "tulia.webhooks.answer-within=60s");
                var slow = new Receiver();
                var fast = new Receiver()) {
            slow.answer = got -> {
                try {
                    held.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return Receiver.Reply.OK;
            };
            UUID tenant = webhooks.ledger.tenant("slow");
            UUID other = webhooks.ledger.tenant("other");
            webhooks.endpoint(tenant, slow.url());
            webhooks.endpoint(tenant, fast.url());
            webhooks.endpoint(other, fast.url());
            for (int n = 0; n < 50; n++) {
                webhooks.event(tenant, UUID.randomUUID(), n);
            }
            webhooks.bean(WebhookDispatcher.class).dispatch();
            await().atMost(Duration.ofSeconds(30)).until(() -> slow.received.size() == 8);
            for (int n = 0; n < 50; n++) {
                webhooks.event(other, UUID.randomUUID(), n);
            }
            webhooks.deliverUntil(() -> fast.received.size() == 100);
            assertThat(slow.received).hasSize(8);
            held.countDown();
            webhooks.deliverUntil(() -> slow.received.size() == 50);
        }
    }

    @Test
    void theSlowerAnEndpointAnswersTheFewerItHasUnderWay() {
        var concurrency = new EndpointConcurrency();
        UUID endpoint = UUID.randomUUID();
        assertThat(concurrency.deliveriesAtOnce(endpoint)).isEqualTo(8);
        concurrency.answered(endpoint, Duration.ofMillis(5));
        assertThat(concurrency.deliveriesAtOnce(endpoint)).isEqualTo(64);
        for (int i = 0; i < 10; i++) {
            concurrency.answered(endpoint, Duration.ofSeconds(10));
        }
        assertThat(concurrency.deliveriesAtOnce(endpoint)).isEqualTo(2);
    }
}
