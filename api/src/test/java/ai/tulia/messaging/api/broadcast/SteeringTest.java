package ai.tulia.messaging.api.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** Start, pause, resume and cancel: each takes effect once however often it is asked for, and says what it reached. */
class SteeringTest extends ApiTest {
    private final BroadcastShop shop = new BroadcastShop(api(), tenant(), ledger());

    @Test
    void eachStepTwiceIsTheStepOnce() {
        shop.customer();
        String id = shop.draft().text("id");
        for (String[] step :
                new String[][] {{"start", "running"}, {"pause", "paused"}, {"resume", "running"}, {"cancel", "canceled"}
                }) {
            for (int time = 1; time <= 2; time++) {
                Answer answer = shop.step(id, step[0]);
                assertThat(answer.status()).as(step[0] + answer.body()).isEqualTo(200);
                assertThat(answer.text("status")).isEqualTo(step[1]);
            }
        }
        assertThat(shop.get("/v1/broadcasts").json().at("/items/0/status").asString())
                .isEqualTo("canceled");
        assertThat(shop.get("/v1/broadcasts?status=running").json().path("items"))
                .isEmpty();
    }

    @Test
    void aStepThatIsNotOpenIsAConflictThatSaysWhereTheBroadcastIs() {
        shop.customer();
        String id = shop.draft().text("id");
        wrong(shop.step(id, "pause"), "draft");
        wrong(shop.step(id, "resume"), "draft");
        shop.step(id, "start");
        shop.step(id, "pause");
        wrong(shop.step(id, "start"), "paused");
        shop.step(id, "cancel");
        wrong(shop.step(id, "start"), "canceled");
        wrong(shop.step(id, "pause"), "canceled");
        wrong(shop.step(id, "resume"), "canceled");
    }

    @Test
    void aDraftWhoseTimeHasPassedIsNotStartedAtOnce() {
        shop.customer();
        OffsetDateTime now = api().clock().instant().atOffset(ZoneOffset.UTC);
        LocalDateTime local = now.toLocalDateTime().truncatedTo(ChronoUnit.SECONDS);
        String instant = scheduled(now.plusHours(1).toString(), null);
        String inUtc = scheduled(local.plusHours(1).toString(), "Etc/UTC");
        String ofTenant = scheduled(
                now.atZoneSameInstant(ZoneId.of("Europe/Berlin"))
                        .toLocalDateTime()
                        .plusHours(1)
                        .toString(),
                "tenant");
        String ofRecipients = scheduled(local.plusHours(1).toString(), "recipient");
        String started = scheduled(now.plusHours(1).toString(), null);
        assertThat(shop.step(started, "start").status()).isEqualTo(200);
        String expiring = shop.make("'recipient_criteria': {'all': []}, 'scheduled_at': '" + now.plusHours(1)
                        + "', 'expires_at': '" + now.plusMinutes(90) + "'")
                .text("id");
        api().clock().advance(Duration.ofHours(2));
        passed(expiring);
        assertThat(shop.step(expiring, "start").json().at("/errors/1/field").asString())
                .isEqualTo("expires_at");
        passed(instant);
        passed(inUtc);
        passed(ofTenant);
        assertThat(shop.step(started, "start").text("status"))
                .as("started twice is started once")
                .isEqualTo("running");
        String other = scheduled(local.plusHours(4).toString(), "recipient");
        api().clock().advance(Duration.ofHours(10));
        assertThat(shop.step(other, "start").status())
                .as("past for most, but not in the last zone")
                .isEqualTo(200);
        api().clock().advance(Duration.ofHours(2));
        passed(ofRecipients);
    }

    private String scheduled(String at, String zone) {
        Answer made = shop.make("'recipient_criteria': {'all': []}, 'scheduled_at': '" + at + "'"
                + (zone == null ? "" : ", 'time_zone': '" + zone + "'"));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return made.text("id");
    }

    private void passed(String id) {
        Answer answer = shop.step(id, "start");
        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("scheduled_in_the_past");
        assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo("scheduled_at");
        assertThat(answer.json().at("/errors/0/hint").asString()).contains("make it again");
        assertThat(shop.get("/v1/broadcasts/" + id).text("status")).isEqualTo("draft");
    }

    private static void wrong(Answer answer, String status) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("wrong_status");
        assertThat(answer.text("broadcast_status")).isEqualTo(status);
        assertThat(answer.json().at("/errors/0/hint").asString()).isNotBlank();
    }
}
