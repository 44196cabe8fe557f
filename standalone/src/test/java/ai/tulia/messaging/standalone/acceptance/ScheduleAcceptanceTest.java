package ai.tulia.messaging.standalone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Messages that wait, and what can happen to them meanwhile. */
class ScheduleAcceptanceTest extends AcceptanceTest {
    private static final Duration LONG = Duration.ofHours(2);

    @Test
    void aScheduledOneIsSentOnceAndNotBeforeItsTime() {
        Shop shop = shop();
        Instant due = Instant.now().plusSeconds(3);
        Answer scheduled = shop.letter("transactional", shop.customer()).at(due).expect(201);
        UUID message = scheduled.messageId();
        assertThat(scheduled.text("state")).isEqualTo("waiting");
        assertThat(scheduled.text("waiting_reason")).isEqualTo("scheduled");

        shop.awaitState(message, "sent");

        assertThat(shop.received())
                .singleElement()
                .satisfies(post -> assertThat(post.time()).isAfterOrEqualTo(due));
        histories().keep("scheduled", shop, message);
    }

    @Test
    void quietHoursDeferItUntilTheyEnd() {
        Shop shop = shop();
        Customer ana = shop.customer("promotional");
        shop.quietFor(Duration.ofSeconds(4));

        Answer held = shop.letter("promotional", ana).send().expect(202);

        assertThat(held.text("waiting_reason")).isEqualTo("quiet_hours");
        assertThat(shop.received()).isEmpty();
        shop.awaitState(held.messageId(), "sent");
        assertThat(shop.received())
                .singleElement()
                .satisfies(post -> assertThat(post.time()).isAfterOrEqualTo(held.instant("wake_at")));
    }

    @Test
    void quietHoursThatWereProlongedMeanwhileDeferItAgain() {
        Shop shop = shop();
        Customer ana = shop.customer("promotional");
        shop.quietFor(Duration.ofSeconds(4));
        Answer held = shop.letter("promotional", ana).send().expect(202);
        shop.quietFor(Duration.ofSeconds(9));

        UUID message = held.messageId();
        Answer again = shop.await(
                message, "held again", found -> found.instant("wake_at").isAfter(held.instant("wake_at")));

        assertThat(again.text("state")).isEqualTo("waiting");
        shop.awaitState(message, "sent");
        assertThat(shop.events(message))
                .containsExactly("accepted", "deferred", "deferred", "attempt_started", "provider_accepted");
        assertThat(shop.received())
                .singleElement()
                .satisfies(post -> assertThat(post.time()).isAfterOrEqualTo(again.instant("wake_at")));
        histories().keep("quiet-hours-twice", shop, message);
    }

    @Test
    void transactionalOnesAreNotDeferredByQuietHours() {
        Shop shop = shop();
        Customer ana = shop.customer();
        shop.quietFor(LONG);

        shop.letter("transactional", ana).send().expect(201);
    }

    @Test
    void canceledWhileItWaitsItNeverLeaves() {
        Shop shop = shop();
        UUID message = scheduledFarAhead(shop);

        Answer canceled = cancel(shop, message).expect(200);

        assertThat(canceled.text("status")).isEqualTo("canceled");
        endOfWorkflow(shop, message);
        assertThat(shop.message(message).text("state")).isEqualTo("canceled");
        assertThat(shop.received()).isEmpty();
        histories().keep("canceled", shop, message);
    }

    @Test
    void canceledAfterItLeftIs409TooLate() {
        Shop shop = shop();
        UUID message =
                shop.letter("transactional", shop.customer()).send().expect(201).messageId();

        Answer late = cancel(shop, message).expect(409);

        assertThat(late.text("code")).isEqualTo("too_late");
        assertThat(late.text("state")).isEqualTo("sent");
        reschedule(shop, message, Instant.now().plus(LONG)).expect(409);
        assertThat(shop.message(message).text("state")).isEqualTo("sent");
        assertThat(shop.received()).hasSize(1);
    }

    @Test
    void movedToAnEarlierTimeItIsWokenAndSentThen() {
        Shop shop = shop();
        UUID message = scheduledFarAhead(shop);
        Instant earlier = Instant.now().plusSeconds(3);

        reschedule(shop, message, earlier).expect(200);

        shop.awaitState(message, "sent");
        assertThat(shop.events(message)).contains("rescheduled");
        assertThat(shop.received())
                .singleElement()
                .satisfies(post -> assertThat(post.time()).isAfterOrEqualTo(earlier));
        histories().keep("rescheduled", shop, message);
    }

    @Test
    void movedToALaterTimeItDoesNotLeaveAtTheFirst() {
        Shop shop = shop();
        Customer ana = shop.customer();
        Instant first = Instant.now().plusSeconds(4);
        Instant later = first.plusSeconds(5);
        UUID message = shop.letter("transactional", ana).at(first).expect(201).messageId();

        reschedule(shop, message, later).expect(200);

        shop.awaitState(message, "sent");
        assertThat(shop.received())
                .singleElement()
                .satisfies(post -> assertThat(post.time()).isAfterOrEqualTo(later));
    }

    @Test
    void consentWithdrawnMeanwhileStopsItAtDispatch() {
        Shop shop = shop();
        Customer ana = shop.customer("promotional");
        UUID message = shop.letter("promotional", ana)
                .at(Instant.now().plusSeconds(4))
                .expect(201)
                .messageId();

        histories().awaitTimer(shop, message);
        shop.consent(ana, "promotional", "withdrawn");

        Answer refused = shop.awaitState(message, "refused");
        assertThat(refused.json().at("/failure/code").asString()).isEqualTo("consent_withdrawn");
        assertThat(shop.received()).isEmpty();
        histories().keep("refused-at-dispatch", shop, message);
    }

    @Test
    void aTimePastIsRefusedAndNothingIsStored() {
        Shop shop = shop();
        Answer refused = shop.letter("transactional", shop.customer())
                .at(Instant.now().minusSeconds(1))
                .expect(422);
        assertThat(refused.text("code")).isEqualTo("scheduled_in_the_past");

        assertThat(shop.get("/v1/messages").json().path("items")).isEmpty();
    }

    private static UUID scheduledFarAhead(Shop shop) {
        Answer scheduled = shop.letter("transactional", shop.customer())
                .at(Instant.now().plus(LONG))
                .expect(201);
        histories().awaitTimer(shop, scheduled.messageId());
        return scheduled.messageId();
    }

    private static Answer cancel(Shop shop, UUID message) {
        return shop.post("/v1/messages/" + message + "/cancel", Map.of());
    }

    private static Answer reschedule(Shop shop, UUID message, Instant to) {
        return shop.post("/v1/messages/" + message + "/reschedule", Map.of("scheduled_at", to.toString()));
    }

    private static void endOfWorkflow(Shop shop, UUID message) {
        histories().awaitEnd(shop, message);
    }
}
