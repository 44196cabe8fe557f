package ai.tulia.messaging.api.message;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.consent.ConsentType;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.store.quota.QuotaCounters;
import ai.tulia.messaging.store.quota.QuotaRequest;
import ai.tulia.messaging.store.quota.Reservations;
import ai.tulia.messaging.workflows.broadcast.BroadcastWorkflowStarter;
import ai.tulia.messaging.workflows.message.MessageWorkflowStarter;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowClient;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a withdrawal stops, by whichever way it comes, and who learns of it. */
class WithdrawalTest extends WithdrawingCustomerTest {
    @ParameterizedTest
    @EnumSource
    void itStopsWhatItsConsentGovernsAndNothingElse(ConsentType withdrawn) {
        Map<MessageType, MessageRef> messages = Arrays.stream(MessageType.values())
                .collect(Collectors.toMap(Function.identity(), type -> scheduled(ana, type)));
        MessageRef anothers = scheduled(shop.customer(), MessageType.PROMOTIONAL);
        BroadcastRef broadcast = claims.startBroadcast(at);

        Answer answer = withdraw(withdrawn);

        assertThat(underWay(answer)).isEmpty();
        messages.forEach((type, message) ->
                assertThat(state(message)).as(type.code()).isEqualTo(governs(withdrawn, type) ? "REFUSED" : "WAITING"));
        assertThat(state(anothers)).isEqualTo("WAITING");
        assertThat(shop.count(
                        "message where broadcast_id is not null and customer_id = '" + ana + "' and state = 'REFUSED'"))
                .isEqualTo(governs(withdrawn, MessageType.PROMOTIONAL) ? 1 : 0);
        assertThat(shop.run(() -> claims.broadcast(broadcast, 10)))
                .hasSize(governs(withdrawn, MessageType.PROMOTIONAL) ? 1 : 2);
    }

    @Test
    void whatItDoesNotGovernIsNotUnderWay() {
        MessageRef code = scheduled(ana, MessageType.TRANSACTIONAL);
        assertThat(shop.run(() -> claims.single(code))).isTrue();
        assertThat(underWay(withdraw(ConsentType.PROMOTIONAL))).isEmpty();
        assertThat(underWay(withdraw(ConsentType.ALL))).containsExactly(code.messageId());
    }

    @Test
    void aGrantSaysNothingOfMessages() {
        MessageRef promotion = promotion();
        Answer granted = consent(ConsentType.PROMOTIONAL, ConsentState.GRANTED);
        assertThat(granted.json().has("under_way")).isFalse();
        assertThat(state(promotion)).isEqualTo("WAITING");
    }

    @Test
    void quotaComesFreeAndTheWorkflowsLearnOfIt() {
        MessageRef promotion = promotion();
        BroadcastRef broadcast = claims.startBroadcast(at);
        var counters = api().bean(QuotaCounters.class);
        new Reservations(api()::bean)
                .reserve(promotion, QuotaRequest.of(MessageType.PROMOTIONAL.rules(), 1_000L, now(), now()));

        withdraw(ConsentType.ALL);

        assertThat(counters.usage(shop.tenant().id(), 1_000L, now()).used()).isZero();
        assertThat(shop.count("message where reserved_at is not null")).isZero();
        assertThat(shop.count("quota_grant_journal")).isZero();
        assertThat(signals(MessageWorkflowStarter.workflowId(promotion))).isEqualTo(1);
        assertThat(signals(BroadcastWorkflowStarter.workflowId(broadcast))).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"skip", "reject"})
    void aFileWithdrawsLikeACustomer(String onError) {
        MessageRef promotion = promotion();
        MessageRef claimed = promotion();
        MessageRef reminder = scheduled(ana, MessageType.REMINDER);
        MessageRef anothers = scheduled(shop.customer(), MessageType.PROMOTIONAL);
        String number = ledger().queryText("select phone_number from customer where id = '" + ana + "'");

        assertThat(shop.run(() -> claims.single(claimed))).isTrue();

        Answer answer = api().post(
                        shop.tenant().key(),
                        "/v1/customers/import?on_error=" + onError,
                        "phone_number,consent_promotional\n" + number + ",withdrawn",
                        "Content-Type",
                        "text/csv");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(underWay(answer)).containsExactly(claimed.messageId());
        assertThat(answer.json().path("under_way_count").asInt()).isEqualTo(1);
        assertThat(state(promotion)).isEqualTo("REFUSED");
        assertThat(state(reminder)).isEqualTo("WAITING");
        assertThat(state(anothers)).isEqualTo("WAITING");
        assertThat(shop.count("quota_grant_journal")).isZero();
        assertThat(signals(MessageWorkflowStarter.workflowId(promotion))).isEqualTo(1);
    }

    @Test
    void aCustomerWhoseZoneIsNotKnownWithdrawsAllTheSame() {
        MessageRef promotion = promotion();
        ledger().execute("update customer set time_zone = 'Mars/Olympus' where id = '" + ana + "'");
        ledger().execute("update tenant set time_zone = 'Mars/Olympus' where tenant_id = '"
                + shop.tenant().id() + "'");

        assertThat(underWay(withdraw(ConsentType.PROMOTIONAL))).isEmpty();

        assertThat(state(promotion)).isEqualTo("REFUSED");
    }

    private static boolean governs(ConsentType consent, MessageType type) {
        return consent == ConsentType.ALL || consent == type.rules().consent();
    }

    private static long signals(String workflowId) {
        return api().bean(WorkflowClient.class).fetchHistory(workflowId).getEvents().stream()
                .filter(event -> event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED)
                .count();
    }
}
