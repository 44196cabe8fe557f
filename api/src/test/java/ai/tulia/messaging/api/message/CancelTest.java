package ai.tulia.messaging.api.message;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.store.quota.QuotaCounters;
import ai.tulia.messaging.store.quota.QuotaRequest;
import ai.tulia.messaging.store.quota.Reservations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A message can be taken back until it begins to leave. */
class CancelTest extends MessageTest {
    @ParameterizedTest
    @EnumSource(
            value = MessageState.class,
            names = {"ACCEPTED", "WAITING"})
    void whatHasNotBegunToLeaveIsCanceledOnceAndForAll(MessageState state) {
        Shop shop = shop();
        Answer message = shop.hello();
        shop.put(message, state);
        Answer canceled = cancel(shop, message);
        assertThat(canceled.status()).as(canceled.body()).isEqualTo(200);
        assertThat(canceled.text("state")).isEqualTo("canceled");
        assertThat(canceled.text("status")).isEqualTo("canceled");
        Answer again = cancel(shop, message);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(canceled.json());
        assertThat(shop.get("/v1/messages/" + message.text("message_id") + "/events")
                        .json()
                        .path("items")
                        .valueStream()
                        .map(event -> event.path("kind").asString()))
                .containsExactly("accepted", "cancel_requested");
    }

    @ParameterizedTest
    @EnumSource(
            value = MessageState.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"ACCEPTED", "WAITING", "CANCELED"})
    void whatHasBegunToLeaveOrIsClosedIs409WithItsState(MessageState state) {
        Shop shop = shop();
        Answer message = shop.hello();
        shop.put(message, state);
        Answer answer = cancel(shop, message);
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("too_late");
        assertThat(answer.text("state")).isEqualTo(state.code());
        assertThat(shop.get("/v1/messages/" + message.text("message_id")).text("state"))
                .isEqualTo(state.code());
    }

    @Test
    void itsPlaceInTheDailyLimitComesFree() {
        Shop shop = shop();
        Answer message = shop.hello();
        var counters = api().bean(QuotaCounters.class);
        new Reservations(api()::bean)
                .reserve(shop.ref(message), QuotaRequest.of(MessageType.TRANSACTIONAL.rules(), 1_000L, now(), now()));
        assertThat(counters.usage(shop.tenant().id(), 1_000L, now()).used()).isEqualTo(1);
        cancel(shop, message);
        assertThat(counters.usage(shop.tenant().id(), 1_000L, now()).used()).isZero();
        assertThat(shop.count("message where reserved_at is not null")).isZero();
    }

    private static Answer cancel(Shop shop, Answer message) {
        return api().post(shop.tenant().key(), "/v1/messages/" + message.text("message_id") + "/cancel", null);
    }
}
