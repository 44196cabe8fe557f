package ai.tulia.messaging.api.message;

import static ai.tulia.messaging.api.message.ScheduleTest.time;
import static ai.tulia.messaging.api.message.Shop.field;
import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.consent.ConsentType;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.store.quota.QuotaCounters;
import ai.tulia.messaging.store.quota.QuotaRequest;
import ai.tulia.messaging.store.quota.Reservations;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A message can be moved until it begins to leave. */
class RescheduleTest extends MessageTest {
    private Shop shop;
    private UUID customer;

    @BeforeEach
    void winter() {
        now(Instant.parse("2027-01-15T10:00:00Z"));
        shop = shop().quietHours("21:00", "08:00");
        customer = shop.customer("Europe/Berlin");
    }

    @Test
    void aNewTimeIsDecidedAboutLikeTheFirst() {
        Answer message = promotion("2027-01-15T15:00:00Z", "2027-01-16T15:00:00Z");
        Answer moved = move(message, time("2027-01-20T22:30:00", "recipient"));
        assertThat(moved.status()).as(moved.body()).isEqualTo(200);
        assertThat(moved.text("message_id")).isEqualTo(message.text("message_id"));
        assertThat(moved.text("scheduled_at")).isEqualTo("2027-01-20T21:30:00.000Z");
        assertThat(moved.text("effective_at")).isEqualTo("2027-01-21T07:00:00.000Z");
        assertThat(moved.text("shift_reason")).isEqualTo("quiet_hours");
        assertThat(kinds(message)).containsExactly("accepted", "deferred", "rescheduled");
    }

    @Test
    void theOldValidityMovesAlong() {
        Answer message = promotion("2027-01-15T15:00:00Z", "2027-01-15T18:00:00Z");
        Answer moved = move(message, time("2027-01-16T12:00:00Z", null));
        assertThat(moved.text("expires_at")).isEqualTo("2027-01-16T15:00:00.000Z");
    }

    @ParameterizedTest
    @EnumSource(
            value = MessageState.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"ACCEPTED", "WAITING"})
    void whatHasBegunToLeaveOrIsClosedIs409WithItsState(MessageState state) {
        Answer message = shop.hello();
        shop.put(message, state);
        Answer answer = move(message, time("2027-01-16T12:00:00Z", null));
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("too_late");
        assertThat(answer.text("state")).isEqualTo(state.code());
        assertThat(kinds(message)).containsExactly("accepted");
    }

    @Test
    void aPastTimeIs422AndTheOldOneStays() {
        Answer message = promotion("2027-01-15T15:00:00Z", "2027-01-15T18:00:00Z");
        assertThat(move(message, time("2027-01-15T09:00:00Z", null)).code()).isEqualTo("scheduled_in_the_past");
        assertThat(read(message).text("scheduled_at")).isEqualTo("2027-01-15T15:00:00.000Z");
    }

    @Test
    void afterAnOptOutItIsRefusedAlreadyAndStaysSo() {
        Answer message = promotion("2027-01-15T15:00:00Z", "2027-01-15T18:00:00Z");
        shop.consent(customer, ConsentType.ALL, ConsentState.WITHDRAWN);
        Answer answer = move(message, time("2027-01-16T12:00:00Z", null));
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("too_late");
        assertThat(read(message).text("state")).isEqualTo("refused");
        assertThat(read(message).text("scheduled_at")).isEqualTo("2027-01-15T15:00:00.000Z");
    }

    @Test
    void itsPlaceInTheDailyLimitComesFreeUntilItsNewTime() {
        Answer message = shop.hello();
        var counters = api().bean(QuotaCounters.class);
        new Reservations(api()::bean)
                .reserve(shop.ref(message), QuotaRequest.of(MessageType.TRANSACTIONAL.rules(), 1_000L, now(), now()));
        assertThat(move(message, time("2027-01-16T12:00:00Z", null)).status()).isEqualTo(200);
        assertThat(counters.usage(shop.tenant().id(), 1_000L, now()).used()).isZero();
    }

    private Answer promotion(String at, String expiresAt) {
        return shop.schedule(field("customer_id", customer) + ", 'content': 'Offer', 'message_type': 'promotional'"
                + time(at, null) + ", " + field("expires_at", expiresAt));
    }

    private Answer move(Answer message, String time) {
        return shop.post("/v1/messages/" + message.text("message_id") + "/reschedule", time.substring(2));
    }

    private Answer read(Answer message) {
        return shop.get("/v1/messages/" + message.text("message_id"));
    }

    private java.util.List<String> kinds(Answer message) {
        return shop.get("/v1/messages/" + message.text("message_id") + "/events")
                .json()
                .path("items")
                .valueStream()
                .map(event -> event.path("kind").asString())
                .toList();
    }
}
