package ai.tulia.messaging.activities.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the provider did not answer is looked for among what it lists. */
class UnknownAttemptTest extends ReconcileTest {
    @Test
    void whatAnotherSenderOfTheAccountSentIsNotAdopted() {
        UUID message = unknown();
        post("whatsapp:+14155550001", CUSTOMER);
        ask(tenant);
        assertThat(row(message)).isEqualTo("UNKNOWN -");
        assertThat(LEDGER.queryText("select string_agg(detail ->> 'found', ' ') from message_event where message_id = '"
                        + message + "' and kind = 'looked_for'"))
                .isEqualTo("ambiguous");

        String ours = post(SENDER, CUSTOMER);
        LEDGER.execute("update unknown_attempt set next_look_at = now() where message_id = '" + message + "'");
        ask(tenant);
        assertThat(LEDGER.queryText("select provider_msg_id from message where id = '" + message + "'"))
                .isEqualTo(ours);
    }

    private UUID unknown() {
        UUID id = message("pending", "UNKNOWN", "null");
        LEDGER.execute("insert into unknown_attempt (tenant_id, message_id, attempt, since) values ('" + tenant + "', '"
                + id + "', 1, now())");
        return id;
    }
}
