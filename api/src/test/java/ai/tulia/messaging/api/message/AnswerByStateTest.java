package ai.tulia.messaging.api.message;

import static ai.tulia.messaging.api.message.Shop.field;
import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.store.quota.QuotaRequest;
import ai.tulia.messaging.store.quota.Reservations;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A request whose process died before it answered is answered by what became of its message. */
class AnswerByStateTest extends MessageTest {
    private static final String KEY = "order-17";

    private Shop shop;
    private String body;
    private Answer first;

    @BeforeEach
    void send() {
        shop = shop();
        body = field("customer_id", shop.customer()) + ", 'content': 'Hello', 'message_type': 'transactional'";
        first = shop.send(body, "Idempotency-Key", KEY);
        assertThat(first.status()).isEqualTo(202);
    }

    @ParameterizedTest
    @CsvSource({
        "ACCEPTED, 202",
        "WAITING, 202",
        "SENDING, 202",
        "UNKNOWN, 202",
        "CANCELED, 202",
        "SENT, 201",
        "DELIVERED, 201",
        "READ, 201"
    })
    void theMessageWithItsState(MessageState state, int status) {
        shop.put(first, state);
        Answer again = again();
        assertThat(again.status()).as(again.body()).isEqualTo(status);
        assertThat(again.text("message_id")).isEqualTo(first.text("message_id"));
        assertThat(again.text("state")).isEqualTo(state.code());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(shop.count("message")).isEqualTo(1);
    }

    @Test
    void aScheduledOneWithItsTimes() {
        String later = body + ", " + field("scheduled_at", now().plusSeconds(3600));
        Answer scheduled = shop.post("/v1/messages/schedule", later, "Idempotency-Key", "later");
        died();
        Answer again = shop.post("/v1/messages/schedule", later, "Idempotency-Key", "later");
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json()).isEqualTo(scheduled.json());
    }

    @Test
    void whileItsLockHolds409() {
        died();
        ledger().execute("update idempotency_key set locked_until = now() + interval '1 minute' where tenant_id = '"
                + shop.tenant().id() + "'");
        assertThat(shop.send(body, "Idempotency-Key", KEY).code()).isEqualTo("request_in_progress");
    }

    @Test
    void refusedForConsent403() {
        closed(MessageState.REFUSED, "opted_out", null);
        Answer again = again();
        assertThat(again.status()).isEqualTo(403);
        assertThat(again.code()).isEqualTo("opted_out");
        assertThat(again.text("message_id")).isEqualTo(first.text("message_id"));
    }

    @Test
    void refusedByTheProvider502WithWhatToFix() {
        closed(MessageState.FAILED, "invalid_number", "check the number");
        Answer again = again();
        assertThat(again.status()).isEqualTo(502);
        assertThat(again.code()).isEqualTo("provider_refused");
        assertThat(again.text("message_id")).isEqualTo(first.text("message_id"));
        assertThat(again.json().at("/failure/code").asString()).isEqualTo("invalid_number");
        assertThat(again.json().at("/errors/0/hint").asString()).isEqualTo("check the number");
    }

    @Test
    void expired422() {
        closed(MessageState.EXPIRED, "validity_ended", null);
        Answer again = again();
        assertThat(again.status()).isEqualTo(422);
        assertThat(again.code()).isEqualTo("validity_ended");
    }

    @Test
    void overTheLimit429WithTheNextFreePlace() {
        ledger().execute("insert into tier (name, daily_limit) values ('one', 1) on conflict do nothing");
        shop.with("tier = 'one'");
        Answer other = shop.hello();
        Instant taken = now();
        new Reservations(api()::bean)
                .reserve(shop.ref(other), QuotaRequest.of(MessageType.TRANSACTIONAL.rules(), 1L, taken, taken));
        ledger().execute("update message set message_type = 'promotional' where id = '" + first.text("message_id")
                + "'");
        closed(MessageState.REFUSED, "over_daily_limit", null);
        Answer again = again();
        assertThat(again.status()).as(again.body()).isEqualTo(429);
        assertThat(again.code()).isEqualTo("over_daily_limit");
        assertThat(Instant.parse(again.text("next_free_at"))).isEqualTo(taken.plus(Duration.ofHours(24)));
        assertThat(Long.parseLong(again.header("Retry-After"))).isBetween(86_300L, 86_400L);
        assertThat(again.text("message_id")).isEqualTo(first.text("message_id"));
    }

    private void closed(MessageState state, String code, String detail) {
        shop.put(first, state);
        ledger().execute("update message set failure_code = '" + code + "', failure_detail = "
                + (detail == null ? "null" : "'" + detail + "'") + " where id = '" + first.text("message_id") + "'");
    }

    private Answer again() {
        died();
        return shop.send(body, "Idempotency-Key", KEY);
    }

    /** As if the process had died between its commit and its answer. */
    private void died() {
        ledger().execute("update idempotency_key set response_status = null, response_body = null, locked_until = null"
                + " where tenant_id = '" + shop.tenant().id() + "'");
    }
}
