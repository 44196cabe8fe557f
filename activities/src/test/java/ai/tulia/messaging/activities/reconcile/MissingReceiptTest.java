package ai.tulia.messaging.activities.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.twiliosimulator.FaultMode;
import ai.tulia.messaging.twiliosimulator.FaultRule;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the provider took and never reported is asked for, each message once. */
class MissingReceiptTest extends ReconcileTest {
    @Test
    void whatTheProviderKnowsIsAppliedAndAskedForOnce() {
        UUID delivered = sent(post());
        twilio.faults(List.of(FaultRule.of(FaultMode.CALLBACK_FAILED).withCode(30005)));
        UUID undelivered = sent(post());
        UUID unknown = sent("SM00000000000000000000000000000000");
        awaitTheirCourse();
        assertThat(isDue(tenant)).isTrue();

        ask(tenant);

        assertThat(row(delivered)).isEqualTo("DELIVERED -");
        assertThat(row(undelivered)).isEqualTo("UNDELIVERED twilio_30005");
        assertThat(row(unknown)).isEqualTo("SENT -");
        assertThat(isDue(tenant)).isFalse();
    }

    @Test
    void withoutAnAccountNothingIsAskedNorDecided() {
        UUID message = sent("SM00000000000000000000000000000001");
        LEDGER.execute("delete from provider_account where tenant_id = '" + tenant + "'");

        ask(tenant);

        assertThat(row(message)).isEqualTo("SENT -");
        assertThat(isDue(tenant)).isFalse();
    }

    @Test
    void anotherTenantsMessagesAreLeftAlone() {
        UUID ours = sent(post());
        UUID other = LEDGER.tenant("other");
        awaitTheirCourse();

        assertThat(isDue(other)).isFalse();
        ask(other);

        assertThat(row(ours)).isEqualTo("SENT -");
    }

    private void awaitTheirCourse() {
        await().until(() -> twilio.messages().stream()
                .filter(message -> message.accountSid().equals(account))
                .allMatch(message -> message.status().code().endsWith("delivered")));
    }

    private UUID sent(String sid) {
        UUID id = message("sent", "SENT", "'" + sid + "'");
        LEDGER.execute("update message set sent_at = '" + Instant.now() + "' where id = '" + id + "'");
        return id;
    }
}
