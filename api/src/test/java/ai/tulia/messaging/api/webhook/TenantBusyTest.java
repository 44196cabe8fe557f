package ai.tulia.messaging.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.TestApi;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.testing.TestLedger;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a request is answered while its tenant has all the transactions that it may have. */
class TenantBusyTest {
    private static final int POOL = 4;

    @Test
    void theTenantIsRefusedItsProviderPostsAgainAndNobodyElseNotices() throws Exception {
        TestLedger ledger = TestLedger.fresh();
        var properties = new ArrayList<>(ledger.properties());
        properties.add("tulia.db.pool-size=" + POOL);
        TestApi api = TestApi.start(properties);
        var end = new CountDownLatch(1);
        try (var context = api.context();
                var callers = Executors.newVirtualThreadPerTaskExecutor();
                AutoCloseable first = end::countDown) {
            var noisy = api.tenant(ledger);
            var quiet = api.tenant(ledger);
            var transactions = context.getBean(TenantTransactions.class);
            // Alone, a tenant may have half of the pool.
            var held = new CountDownLatch(POOL / 2);
            for (int i = 0; i < POOL / 2; i++) {
                callers.submit(() -> transactions.call(noisy.id(), () -> {
                    held.countDown();
                    return opened(end);
                }));
            }
            assertThat(opened(held)).isTrue();

            List<Future<Answer>> answers = callers.invokeAll(List.of(
                    () -> api.get(noisy.key(), "/v1/customers"),
                    () -> api.get(quiet.key(), "/v1/customers"),
                    () -> posted(api, "/v1/webhooks/twilio/" + noisy.id() + "/" + UUID.randomUUID() + "/1"),
                    () -> posted(api, "/v1/webhooks/twilio/inbound/" + noisy.id())));

            expect(answers.get(0).get(), 429, "tenant_busy");
            assertThat(answers.get(0).get().header("Retry-After")).isEqualTo("1");
            assertThat(answers.get(1).get().status()).isEqualTo(200);
            expect(answers.get(2).get(), 503, "ledger_unavailable");
            expect(answers.get(3).get(), 503, "ledger_unavailable");
        }
    }

    private static void expect(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
    }

    private static boolean opened(CountDownLatch latch) {
        try {
            return latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Answer posted(TestApi api, String path) {
        return api.send(api.request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Twilio-Signature", "bm90IGNoZWNrZWQ=")
                .POST(BodyPublishers.ofString("MessageSid=SM1&MessageStatus=delivered&From=%2B14155550100&Body=STOP"))
                .build());
    }
}
