package ai.tulia.messaging.worker.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.store.database.Precondition;
import ai.tulia.messaging.store.testing.TestLedger;
import ai.tulia.messaging.store.webhook.EndpointDefinition;
import ai.tulia.messaging.store.webhook.WebhookEndpointRepository;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a delivery by what its receiver does. */
class WebhookFailuresTest {
    private static final Duration SCHEDULE = Duration.ofSeconds(27 * 3600 + 35 * 60 + 5);

    private static Webhooks webhooks;
    private Receiver receiver;
    private UUID tenant;
    private UUID endpoint;

    @BeforeAll
    static void start() {
        webhooks = new Webhooks(TestLedger.fresh());
    }

    @AfterAll
    static void stop() {
        webhooks.close();
    }

    @BeforeEach
    void anEndpoint() {
        webhooks.later(Duration.ZERO);
        receiver = new Receiver();
        tenant = webhooks.ledger.tenant("failures");
        endpoint = webhooks.endpoint(tenant, receiver.url()).endpoint().id();
        webhooks.event(tenant, UUID.randomUUID(), 1);
    }

    @AfterEach
    void close() {
        receiver.close();
        webhooks.ledger.execute("update webhook_delivery set state = 'delivered' where state = 'pending'");
    }

    @Test
    void a500IsTriedAgainUnderTheSameIdAndThenDelivered() {
        receiver.answer = got -> Receiver.Reply.of(500);
        webhooks.deliver();
        assertThat(attempts()).isEqualTo("1:500:answered 500");
        webhooks.deliver();
        assertThat(receiver.received).hasSize(1);
        receiver.answer = got -> Receiver.Reply.OK;
        webhooks.later(Duration.ofSeconds(6));
        webhooks.deliver();
        assertThat(attempts()).isEqualTo("1:500:answered 500 2:204:-");
        assertThat(receiver.ids().stream().distinct()).hasSize(1);
        assertThat(delivery()).isEqualTo("delivered 2");
        assertThat(lane()).isEqualTo("0 - -");
    }

    @Test
    void afterEightTriesOverAbout28HoursItHasFailed() {
        receiver.answer = got -> Receiver.Reply.of(500);
        Duration later = Duration.ZERO;
        for (int i = 1; i <= 8; i++) {
            webhooks.deliver();
            assertThat(receiver.received).hasSize(i);
            assertThat(delivery()).isEqualTo((i < 8 ? "pending " : "failed ") + i);
            if (i < 8) {
                var next = Duration.ofSeconds(
                        Long.parseLong(webhooks.text("select ceil(extract(epoch from next_attempt_at - now()))::bigint"
                                + " from webhook_delivery where tenant_id = '" + tenant + "'")));
                assertThat(next).isGreaterThan(later);
                later = next.plusSeconds(1);
                webhooks.later(later);
            }
        }
        assertThat(later)
                .isBetween(
                        SCHEDULE.multipliedBy(85).dividedBy(100),
                        SCHEDULE.multipliedBy(115).dividedBy(100));
        webhooks.later(Duration.ofDays(4));
        webhooks.deliver();
        assertThat(receiver.received).hasSize(8);
    }

    @Test
    void retryAfterIsHonouredForTheWholeEndpoint() {
        receiver.answer = got -> new Receiver.Reply(429, Map.of("Retry-After", "120"));
        webhooks.deliver();
        receiver.answer = got -> Receiver.Reply.OK;
        webhooks.event(tenant, UUID.randomUUID(), 2);
        webhooks.later(Duration.ofSeconds(100));
        webhooks.deliver();
        assertThat(receiver.received).hasSize(1);
        webhooks.later(Duration.ofSeconds(130));
        webhooks.deliverUntil(() -> receiver.received.size() == 3);
        assertThat(receiver.ids().stream().distinct()).hasSize(2);
    }

    @Test
    void aRedirectIsAFailureAndNotFollowed() {
        receiver.answer = got -> new Receiver.Reply(302, Map.of("Location", receiver.url()));
        webhooks.deliver();
        assertThat(receiver.received).hasSize(1);
        assertThat(attempts()).isEqualTo("1:302:answered 302");
        assertThat(delivery()).isEqualTo("pending 1");
    }

    @Test
    void a410DisablesTheEndpointWithANoticeAndItGoesOnWhenItIsEnabledAgain() {
        receiver.answer = got -> Receiver.Reply.of(410);
        webhooks.deliver();
        assertThat(endpoint()).isEqualTo("false gone 1");
        assertThat(webhooks.text(
                        "select kind || ' ' || (detail ->> 'webhook_endpoint_id') || ' ' || (detail ->> 'reason')"
                                + " from notice where tenant_id = '" + tenant + "'"))
                .isEqualTo("webhook_disabled " + endpoint + " gone");
        webhooks.later(Duration.ofDays(1));
        webhooks.deliver();
        assertThat(receiver.received).hasSize(1);
        webhooks.event(tenant, UUID.randomUUID(), 2);
        assertThat(webhooks.text("select count(*) from webhook_delivery where tenant_id = '" + tenant + "'"))
                .isEqualTo("1");
        enable();
        receiver.answer = got -> Receiver.Reply.OK;
        webhooks.deliver();
        assertThat(delivery()).isEqualTo("delivered 2");
    }

    @Test
    void oneThatNeverAnswersIsGivenUpInTimeAndSaysNoMoreThanThat() {
        var never = new CountDownLatch(1);
        receiver.answer = got -> {
            try {
                never.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Receiver.Reply.OK;
        };
        webhooks.deliver();
        never.countDown();
        assertThat(attempts()).isEqualTo("1:-:no answer");
        assertThat(Integer.parseInt(
                        webhooks.text("select duration_ms from webhook_attempt where tenant_id = '" + tenant + "'")))
                .isBetween(1_900, 60_000);
    }

    @Test
    void oneThatIsNotThereIsTheSameErrorAndNamesNoAddress() {
        receiver.close();
        webhooks.deliver();
        assertThat(attempts()).isEqualTo("1:-:no answer");
    }

    @Test
    void whileNothingGetsThroughOneIsTriedAtATime() {
        for (int i = 2; i <= 100; i++) {
            webhooks.event(tenant, UUID.randomUUID(), i);
        }
        receiver.answer = got -> Receiver.Reply.of(503);
        webhooks.deliver();
        int first = receiver.received.size();
        assertThat(first).isLessThan(100);
        webhooks.later(Duration.ofSeconds(2));
        webhooks.deliver();
        assertThat(receiver.received).hasSize(first + 1);
        receiver.answer = got -> Receiver.Reply.OK;
        webhooks.later(Duration.ofMinutes(11));
        webhooks.deliverUntil(() -> webhooks.text("select count(*) from webhook_delivery where tenant_id = '" + tenant
                        + "' and state = 'delivered'")
                .equals("100"));
    }

    @Test
    void afterFiveDaysOfFailureItIsDisabledWithANotice() {
        receiver.answer = got -> Receiver.Reply.of(500);
        webhooks.deliver();
        webhooks.later(Duration.ofDays(5).minusMinutes(1));
        webhooks.deliver();
        assertThat(endpoint()).isEqualTo("true - 0");
        webhooks.later(Duration.ofDays(5).plusMinutes(10));
        webhooks.deliver();
        assertThat(endpoint()).isEqualTo("false failing 1");
        assertThat(webhooks.text("select detail ->> 'reason' from notice where tenant_id = '" + tenant + "'"))
                .isEqualTo("failing");
    }

    @Test
    void oneThatIsMovedGoesOnAtOnce() {
        receiver.answer = got -> new Receiver.Reply(503, Map.of("Retry-After", "3600"));
        webhooks.deliver();
        try (var elsewhere = new Receiver()) {
            change(elsewhere.url());
            webhooks.event(tenant, UUID.randomUUID(), 2);
            webhooks.deliver();
            assertThat(elsewhere.received).hasSize(1);
        }
        assertThat(receiver.received).hasSize(1);
    }

    private void enable() {
        change(receiver.url());
    }

    private void change(String url) {
        webhooks.in(
                tenant,
                () -> webhooks.bean(WebhookEndpointRepository.class)
                        .change(
                                tenant,
                                endpoint,
                                Precondition.NONE,
                                before -> new EndpointDefinition(url, null, before.events(), before.include(), true),
                                webhooks.now()));
    }

    private String endpoint() {
        return webhooks.text("select enabled || ' ' || coalesce(disabled_reason, '-') || ' ' || version"
                + " from webhook_endpoint where id = '" + endpoint + "'");
    }

    private String lane() {
        return webhooks.text("select failures || ' ' || coalesce(retry_at::text, '-') || ' '"
                + " || coalesce(failing_since::text, '-') from webhook_lane where endpoint_id = '" + endpoint
                + "' and not replay");
    }

    private String delivery() {
        return webhooks.text(
                "select state || ' ' || attempts from webhook_delivery where tenant_id = '" + tenant + "' limit 1");
    }

    private String attempts() {
        return webhooks.text("select string_agg(attempt || ':' || coalesce(status::text, '-') || ':'"
                + " || coalesce(error, '-'), ' ' order by id) from webhook_attempt where tenant_id = '" + tenant + "'");
    }
}
