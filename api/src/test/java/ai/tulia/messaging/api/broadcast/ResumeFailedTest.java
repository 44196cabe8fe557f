package ai.tulia.messaging.api.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import ai.tulia.messaging.domain.message.MessageState;
import java.util.HashMap;
import java.util.Map;
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
        var customers = new HashMap<String, java.util.UUID>();
        FATES.forEach((reason, state) -> customers.put(reason, shop.customer()));
        String made = shop.draft().text("id");
        shop.step(made, "start");
        shop.snapshot(made);
        FATES.forEach((reason, state) -> shop.put(made, customers.get(reason), state, reason));
        return made;
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", "all"})
    void p20WhatFailedIsTriedAgainWhereThatIsSafe(String scope) {
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
