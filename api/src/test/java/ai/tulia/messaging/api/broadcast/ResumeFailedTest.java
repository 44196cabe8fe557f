package ai.tulia.messaging.api.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.store.broadcast.BroadcastRetry;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What failed is tried again where that is safe and worth it, and what is left out is said with its reason. */
class ResumeFailedTest extends ApiTest {
    private static final Map<String, MessageState> FATES = new HashMap<>(Map.of(
            "twilio_20429", MessageState.FAILED,
            "twilio_20003", MessageState.FAILED,
            "twilio_63016", MessageState.FAILED,
            "twilio_21211", MessageState.FAILED,
            "twilio_21610", MessageState.FAILED,
            "twilio_http_400", MessageState.FAILED,
            "twilio_30003", MessageState.UNDELIVERED,
            "consent_missing", MessageState.REFUSED,
            "validity_ended", MessageState.EXPIRED,
            "interrupted", MessageState.UNKNOWN));

    private final BroadcastShop shop = new BroadcastShop(api(), tenant(), ledger());
    private final String id = ended();

    private String ended() {
        var customers = new HashMap<String, UUID>();
        FATES.forEach((reason, state) -> customers.put(reason, shop.customer()));
        String made = shop.draft().text("id");
        shop.step(made, "start");
        shop.snapshot(made);
        FATES.forEach((reason, state) -> shop.put(made, customers.get(reason), state, reason));
        return made;
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", "all"})
    void whatFailedIsTriedAgainWhereThatIsSafe(String scope) {
        shop.step(id, "pause");
        Answer answer = resume(scope);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.text("status")).isEqualTo("running");
        assertThat(answer.json().path("retried").asInt()).isEqualTo(3);
        var left = new HashMap<String, String>();
        answer.json()
                .path("not_retried")
                .forEach(one -> left.put(
                        one.path("reason").asString(),
                        one.path("state").asString() + " " + one.path("count").asInt()));
        assertThat(left)
                .containsOnly(
                        Map.entry("twilio_21211", "failed 1"),
                        Map.entry("twilio_21610", "failed 1"),
                        Map.entry("twilio_http_400", "failed 1"),
                        Map.entry("twilio_30003", "undelivered 1"),
                        Map.entry("consent_missing", "refused 1"),
                        Map.entry("validity_ended", "expired 1"),
                        Map.entry("interrupted", "unknown 1"));
        answer.json()
                .path("not_retried")
                .forEach(one -> assertThat(one.path("detail").asString()).isNotBlank());
        assertThat(answer.json().at("/counts/waiting").asInt()).isEqualTo(3);
        assertThat(resume(scope).json().path("retried").asInt()).isZero();
    }

    @Test
    void theCompletedIsOpenedAgain() {
        ledger().execute("update message set state = 'FAILED', status = 'failed', failure_code = 'twilio_21211'"
                + " where broadcast_id = '" + id + "' and state = 'UNKNOWN'");
        assertThat(shop.complete(id)).isTrue();
        assertThat(shop.get("/v1/broadcasts/" + id).json().path("percent").asDouble())
                .isEqualTo(100);
        Answer pending = shop.step(id, "resume");
        assertThat(pending.status()).isEqualTo(409);
        assertThat(pending.text("broadcast_status")).isEqualTo("completed");
        Answer failed = resume("failed");
        assertThat(failed.text("status")).isEqualTo("running");
        assertThat(failed.json().path("ended_at").isNull()).isTrue();
        assertThat(shop.complete(id)).isFalse();
    }

    @Test
    void pausedWithNothingToTryAgainItStaysPausedUnlessAllIsMeant() {
        resume("failed");
        shop.step(id, "pause");
        assertThat(resume("failed").text("status")).isEqualTo("paused");
        assertThat(resume("all").text("status")).isEqualTo("running");
    }

    @Test
    void ofManyTheFirstAreBackInLineAtOnceAndTheOthersFollow() {
        ledger().execute("insert into customer (tenant_id, id, phone_number, name, attributes, created_at, updated_at)"
                + " select '" + shop.tenant().id()
                + "', gen_random_uuid(), '+1416' || (2000000 + n), 'Ana', '{}', now(),"
                + " now() from generate_series(1, " + 2 * BroadcastRetry.PAGE + ") n");
        String many = shop.draft().text("id");
        shop.step(many, "start");
        shop.snapshot(many);
        int all = 2 * BroadcastRetry.PAGE + FATES.size();
        ledger().execute("update message set state = 'FAILED', status = 'failed', failure_code = 'twilio_20003',"
                + " waiting_reason = null, wake_at = null where broadcast_id = '" + many + "'");

        Answer answer = shop.post("/v1/broadcasts/" + many + "/resume", "{'scope': 'failed'}");

        assertThat(answer.json().path("retried").asInt()).isEqualTo(BroadcastRetry.PAGE);
        assertThat(answer.text("next_wake_reason")).isEqualTo("retrying");
        assertThat(answer.json().path("not_retried")).isEmpty();
        // Whatever became of the first ones, it has not come to its end.
        ledger().execute("update message set state = 'SENT', status = 'sent', wake_at = null where broadcast_id = '"
                + many + "' and status = 'pending'");
        assertThat(shop.complete(many)).isFalse();
        assertThat(goOn(many)).isTrue();
        assertThat(goOn(many)).isFalse();
        Answer after = shop.get("/v1/broadcasts/" + many);
        assertThat(after.json().at("/counts/waiting").asInt()).isEqualTo(all - BroadcastRetry.PAGE);
        assertThat(after.json().at("/counts/failed").asInt()).isZero();
        assertThat(after.text("next_wake_reason")).isEqualTo("sending");
    }

    @Test
    void whatFailsAgainMeanwhileStaysFailed() {
        shop.step(id, "pause");
        resume("failed");
        ledger().execute(
                        "insert into broadcast_retry (tenant_id, broadcast_id, codes, asked_at, after_id, done) values ('"
                                + shop.tenant().id() + "', '" + id + "', '{twilio_20003}', timestamptz 'epoch', '"
                                + new UUID(0, 0)
                                + "', false)");
        ledger().execute("update message set state = 'FAILED', status = 'failed', failure_code = 'twilio_20003'"
                + " where broadcast_id = '" + id + "' and state = 'WAITING'");

        assertThat(goOn(id)).isFalse();

        assertThat(shop.get("/v1/broadcasts/" + id).json().at("/counts/waiting").asInt())
                .isZero();
    }

    /** As a worker does. */
    private boolean goOn(String broadcast) {
        return shop.run(() -> api().bean(BroadcastRetry.class)
                .goOn(shop.ref(broadcast), api().clock().instant()));
    }

    @Test
    void anotherScopeIsRefused() {
        Answer answer = resume("some");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo("scope");
        assertThat(answer.json().at("/errors/0/hint").asString()).contains("pending, failed, all");
    }

    private Answer resume(String scope) {
        return shop.post("/v1/broadcasts/" + id + "/resume", "{'scope': '" + scope + "'}");
    }
}
