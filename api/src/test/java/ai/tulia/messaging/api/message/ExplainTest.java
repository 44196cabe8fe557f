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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Why, and when: the words of the one policy. */
class ExplainTest extends MessageTest {
    private Shop shop;

    @BeforeEach
    void lateEveningInBerlin() {
        now(Instant.parse("2027-01-15T20:30:00Z"));
        shop = shop().quietHours("21:00", "08:00");
    }

    @Test
    void aLocalTimeOfTheRecipientGoesWithTheRecipient() {
        UUID customer = shop.customer("Europe/Berlin");
        Answer made = shop.schedule(message(customer, "reminder") + time("2027-01-16T10:00:00", "recipient"));
        assertThat(made.text("effective_at")).isEqualTo("2027-01-16T09:00:00.000Z");

        ledger().execute("update customer set time_zone = 'America/New_York' where id = '" + customer + "'");

        Answer told = shop.get("/v1/messages/" + made.text("message_id") + "/explain");
        assertThat(told.text("effective_at")).isEqualTo("2027-01-16T15:00:00.000Z");
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, transactional, , send_now, , 2027-01-15T20:30",
        "Europe/Berlin, promotional, , wait, quiet_hours, 2027-01-16T07:00:00.000Z",
        "America/New_York, promotional, , send_now, , 2027-01-15T20:30",
        "Europe/Berlin, reminder, 2027-01-16T10:00:00Z, wait, scheduled, 2027-01-16T10:00:00.000Z",
        "Asia/Tokyo, promotional, 2027-01-16T20:00:00Z, wait, quiet_hours, 2027-01-16T23:00:00.000Z"
    })
    void saysBeforeWhatIsThenDone(
            String zone, String type, String at, String decision, String reason, String effective) {
        String fields = message(shop.customer(zone), type) + (at == null ? "" : time(at, null));
        Answer told = explain(fields);
        assertThat(told.status()).as(told.body()).isEqualTo(200);
        assertThat(told.text("decision")).isEqualTo(decision);
        assertThat(told.text("reason")).isEqualTo(reason == null ? "" : reason);
        assertThat(told.text("effective_at")).startsWith(effective);
        assertThat(told.text("time_zone")).isEqualTo(zone);
        assertThat(told.text("time_zone_source")).isEqualTo("customer");

        Answer done = at == null ? shop.send(fields) : shop.schedule(fields);
        assertThat(done.text("state")).isEqualTo(decision.equals("wait") ? "waiting" : "accepted");
        assertThat(done.text("waiting_reason")).isEqualTo(told.text("reason"));
        assertThat(done.text("wake_at")).isEqualTo(decision.equals("wait") ? effective : "");
        Answer later = shop.get("/v1/messages/" + done.text("message_id") + "/explain");
        assertThat(later.text("decision")).as(later.body()).isEqualTo(decision);
        assertThat(later.text("effective_at")).isGreaterThanOrEqualTo(effective);
    }

    @Test
    void showsARefusalAndEveryOtherRule() {
        UUID customer = shop.customer("Europe/Berlin");
        shop.consent(customer, ConsentType.PROMOTIONAL, ConsentState.WITHDRAWN);
        Answer told = explain(message(customer, "promotional"));
        assertThat(told.text("decision")).isEqualTo("stop");
        assertThat(told.text("reason")).isEqualTo("consent_withdrawn");
        assertThat(told.json().path("effective_at").isNull()).isTrue();
        JsonNode consent = rule(told, "consent");
        assertThat(consent.path("verdict").asString()).isEqualTo("refused");
        assertThat(consent.at("/facts/state").asString()).isEqualTo("withdrawn");
        assertThat(consent.at("/facts/source").asString()).isEqualTo("test");
        JsonNode quiet = rule(told, "quiet_hours");
        assertThat(quiet.path("verdict").asString()).isEqualTo("waits");
        assertThat(quiet.path("until").asString()).isEqualTo("2027-01-16T07:00:00.000Z");
        assertThat(quiet.at("/facts/time_zone_source").asString()).isEqualTo("customer");
        assertThat(shop.send(message(customer, "promotional")).code()).isEqualTo("consent_withdrawn");
    }

    @Test
    void storesAndCountsNothing() {
        UUID template = shop.template("Hi {{name}}", MessageType.TRANSACTIONAL);
        String fields = field("customer_id", shop.customer()) + ", " + field("template_id", template);
        assertThat(explain(fields).status()).isEqualTo(200);
        assertThat(shop.count("message")).isZero();
        assertThat(shop.count("message_event")).isZero();
        assertThat(shop.count("template_usage")).isZero();
        assertThat(api().bean(QuotaCounters.class)
                        .usage(shop.tenant().id(), 1_000L, now())
                        .used())
                .isZero();
    }

    @Test
    void showsTheDailyLimit() {
        oneADay();
        Answer first = shop.hello();
        new Reservations(api()::bean)
                .reserve(shop.ref(first), QuotaRequest.of(MessageType.TRANSACTIONAL.rules(), 1L, now(), now()));
        String offer = message(shop.customer("America/New_York"), "promotional");
        Answer refused = explain(offer);
        assertThat(refused.text("reason")).isEqualTo("over_daily_limit");
        assertThat(rule(refused, "daily_limit").at("/facts/used").asInt()).isEqualTo(1);
        Answer deferred = explain(offer + ", 'when_over_limit': 'defer'");
        assertThat(deferred.text("decision")).isEqualTo("wait");
        assertThat(deferred.text("reason")).isEqualTo("daily_limit");
        assertThat(Instant.parse(deferred.text("effective_at")))
                .isAfterOrEqualTo(now().plus(java.time.Duration.ofHours(23)));
    }

    @ParameterizedTest
    @EnumSource(
            value = MessageState.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"ACCEPTED", "WAITING"})
    void whatHasBegunToLeaveOrIsClosedWillNotGoAgain(MessageState state) {
        Answer message = shop.hello();
        shop.put(message, state);
        Answer told = shop.get("/v1/messages/" + message.text("message_id") + "/explain");
        assertThat(told.text("decision")).isEqualTo("stop");
        JsonNode first = told.json().path("trace").get(0);
        assertThat(first.path("rule").asString()).isEqualTo("status");
        assertThat(first.path("verdict").asString()).isEqualTo("refused");
        assertThat(first.at("/facts/state").asString()).isEqualTo(state.code());
    }

    @Test
    void whatSleepsIsAskedAgainAtItsWakeTimeNotBefore() {
        Answer message = shop.send(message(shop.customer("Europe/Berlin"), "promotional"));
        shop.quietHours("00:00", "00:00");
        Answer told = shop.get("/v1/messages/" + message.text("message_id") + "/explain");
        assertThat(told.text("decision")).isEqualTo("wait");
        assertThat(told.text("effective_at")).isEqualTo(message.text("wake_at"));
        assertThat(told.json().path("trace").get(0).path("verdict").asString()).isEqualTo("waits");
    }

    private void oneADay() {
        ledger().execute("insert into tier (name, daily_limit) values ('one', 1) on conflict do nothing");
        shop.with("tier = 'one'");
    }

    private Answer explain(String fields) {
        return shop.post("/v1/messages/explain", fields);
    }

    private static String message(UUID customer, String type) {
        return field("customer_id", customer) + ", 'content': 'Hello', " + field("message_type", type);
    }

    private static JsonNode rule(Answer told, String rule) {
        return told.json()
                .path("trace")
                .valueStream()
                .filter(entry -> entry.path("rule").asString().equals(rule))
                .findFirst()
                .orElseThrow();
    }
}
