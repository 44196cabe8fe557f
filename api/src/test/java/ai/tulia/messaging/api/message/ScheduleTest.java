package ai.tulia.messaging.api.message;

import static ai.tulia.messaging.api.message.Shop.field;
import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A message's own time, in whatever zone it was meant. */
class ScheduleTest extends MessageTest {
    private static final String HELLO = ", 'content': 'Hello', 'message_type': ";

    @BeforeEach
    void winter() {
        now(Instant.parse("2027-01-15T10:00:00Z"));
    }

    @Test
    void anInstantToComeIsKept() {
        Shop shop = shop();
        Answer answer = shop.schedule(
                hello(shop, "America/New_York", "transactional") + ", 'scheduled_at': '2027-01-15T18:00:00+01:00'");
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(answer.text("state")).isEqualTo("waiting");
        assertThat(answer.text("waiting_reason")).isEqualTo("scheduled");
        assertThat(answer.text("wake_at")).isEqualTo("2027-01-15T17:00:00.000Z");
        shop.awaitWorkflow(answer);
        assertThat(answer.text("scheduled_at")).isEqualTo("2027-01-15T17:00:00.000Z");
        assertThat(answer.json().at("/requested/local").asString()).isEqualTo("2027-01-15T12:00:00");
        assertThat(answer.json().at("/requested/time_zone").asString()).isEqualTo("America/New_York");
        assertThat(answer.text("time_zone_source")).isEqualTo("customer");
        assertThat(answer.json().path("shift_reason").isNull()).isTrue();
        assertThat(answer.json().path("dst_adjusted").isNull()).isTrue();
        assertThat(answer.text("expires_at")).isEqualTo("2027-01-16T17:00:00.000Z");
        assertThat(shop.get(answer.header("Location")).text("scheduled_at")).isEqualTo("2027-01-15T17:00:00.000Z");
    }

    @ParameterizedTest
    @CsvSource({
        "2029-01-15T10:00:01Z, , scheduled_at",
        "2027-01-15T12:00:00, , time_zone",
        "tomorrow, , scheduled_at",
        "1800000000, , scheduled_at",
        "2027-13-01T00:00:00Z, , scheduled_at"
    })
    void tooFarAndNoTimeAre400(String at, String zone, String fieldAtFault) {
        Shop shop = shop();
        Answer answer = shop.schedule(hello(shop, null, "transactional") + time(at, zone));
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(fields(answer)).containsExactly(fieldAtFault);
        assertThat(shop.count("message")).isZero();
    }

    @ParameterizedTest
    @CsvSource({"2027-01-15T10:00:00Z,", "2027-01-15T09:59:59Z,", "2027-01-15T10:59:00, Europe/Berlin"})
    void aPastTimeIs422AsForABroadcast(String at, String zone) {
        Shop shop = shop();
        Answer answer = shop.schedule(hello(shop, null, "transactional") + time(at, zone));
        assertThat(answer.code()).isEqualTo("scheduled_in_the_past");
        assertThat(fields(answer)).containsExactly("scheduled_at");
        assertThat(shop.count("message")).isZero();
    }

    @Test
    void aZoneThatThereIsNotIs422() {
        Shop shop = shop();
        Answer answer = shop.schedule(hello(shop, null, "transactional") + time("2027-02-01T09:00:00", "Mars/Base"));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("unknown_zone");
    }

    @ParameterizedTest
    @CsvSource({
        "Asia/Tokyo, recipient, 2027-02-01T00:00:00.000Z, Asia/Tokyo, customer",
        ", recipient, 2027-02-01T08:00:00.000Z, Europe/Berlin, tenant",
        "Asia/Tokyo, tenant, 2027-02-01T08:00:00.000Z, Europe/Berlin, tenant",
        "Asia/Tokyo, America/Sao_Paulo, 2027-02-01T12:00:00.000Z, America/Sao_Paulo, request",
        "Asia/Tokyo, Asia/Kathmandu, 2027-02-01T03:15:00.000Z, Asia/Kathmandu, request"
    })
    void aLocalTimeIsMeantInItsZone(String customer, String zone, String utc, String meant, String source) {
        Shop shop = shop();
        Answer answer = shop.schedule(hello(shop, customer, "transactional") + time("2027-02-01T09:00:00", zone));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(answer.text("scheduled_at")).isEqualTo(utc);
        assertThat(answer.json().at("/requested/local").asString()).isEqualTo("2027-02-01T09:00:00");
        assertThat(answer.json().at("/requested/time_zone").asString()).isEqualTo(meant);
        assertThat(answer.text("time_zone_source")).isEqualTo(source);
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2027-01-15T23:30:00.000Z, 2027-01-16T07:00:00.000Z",
        "America/New_York, 2027-01-16T02:00:00.000Z, 2027-01-16T13:00:00.000Z",
        "Asia/Kolkata, 2027-01-15T18:00:00.000Z, 2027-01-16T02:30:00.000Z",
        "Pacific/Auckland, 2027-01-15T10:30:00.000Z, 2027-01-15T19:00:00.000Z"
    })
    void quietHoursMoveItToTheirEndInTheCustomersZone(String zone, String asked, String effective) {
        Shop shop = shop().quietHours("21:00", "08:00");
        Answer answer = shop.schedule(hello(shop, zone, "promotional") + time(asked, null));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(answer.text("scheduled_at")).isEqualTo(asked);
        assertThat(answer.text("effective_at")).isEqualTo(effective);
        assertThat(answer.text("wake_at")).isEqualTo(effective);
        assertThat(answer.text("shift_reason")).isEqualTo("quiet_hours");
        assertThat(answer.json().at("/effective/local").asString()).endsWith("T08:00:00");
        assertThat(answer.json().at("/effective/time_zone").asString()).isEqualTo(zone);
    }

    @ParameterizedTest
    @CsvSource({
        "2027-03-28T02:30:00, Europe/Berlin, 2027-03-28T01:00:00.000Z, 2027-03-28T03:00:00, gap",
        "2027-10-31T02:30:00, Europe/Berlin, 2027-10-31T00:30:00.000Z, 2027-10-31T02:30:00, overlap",
        "2027-03-14T02:15:00, America/New_York, 2027-03-14T07:00:00.000Z, 2027-03-14T03:00:00, gap",
        "2027-10-03T02:10:00, Australia/Lord_Howe, 2027-10-02T15:30:00.000Z, 2027-10-03T02:30:00, gap",
        "2027-03-28T03:00:00, Europe/Berlin, 2027-03-28T01:00:00.000Z, 2027-03-28T03:00:00,"
    })
    void theClocksChange(String local, String zone, String utc, String shown, String adjusted) {
        Shop shop = shop();
        Answer answer = shop.schedule(hello(shop, null, "transactional") + time(local, zone));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(answer.text("scheduled_at")).isEqualTo(utc);
        assertThat(answer.json().at("/requested/local").asString()).isEqualTo(shown);
        assertThat(answer.text("dst_adjusted")).isEqualTo(adjusted == null ? "" : adjusted);
    }

    @Test
    void aValidityThatEndsBeforeItMayGoIs422AndNothingIsKept() {
        Shop shop = shop().quietHours("21:00", "08:00");
        Answer answer = shop.schedule(hello(shop, "Europe/Berlin", "promotional") + time("2027-01-15T22:00:00Z", null)
                + ", 'expires_at': '2027-01-16T07:00:00Z'");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("expires_before_effective");
        assertThat(shop.count("message")).isZero();
    }

    @Test
    void withoutConsentIsRefused403AndLeavesItsRow() {
        Shop shop = shop();
        Answer answer = shop.schedule(field("customer_id", shop.strangerWithoutConsent()) + HELLO + "'promotional'"
                + time("2027-01-16T10:00:00Z", null));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("consent_missing");
        assertThat(shop.get("/v1/messages/" + answer.text("message_id")).text("state"))
                .isEqualTo("refused");
    }

    static String time(String at, String zone) {
        return ", " + field("scheduled_at", at) + (zone == null ? "" : ", " + field("time_zone", zone));
    }

    private static String hello(Shop shop, String zone, String type) {
        return field("customer_id", shop.customer(zone)) + HELLO + "'" + type + "'";
    }
}
