package ai.tulia.messaging.api.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.ApiTest;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.store.broadcast.BroadcastProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A broadcast says how far it is, what it waits for and until when. */
class ProgressTest extends ApiTest {
    private static final List<String> STATES =
            Stream.of(MessageState.values()).map(MessageState::code).toList();

    private final BroadcastShop shop = new BroadcastShop(api(), tenant(), ledger());
    private final List<UUID> customers =
            IntStream.range(0, 3).mapToObj(i -> shop.customer()).toList();

    @Test
    void countsAddUpAndPercentIsRoundedDown() {
        String id = started();
        assertThat(show(id).path("next_wake_reason").asString()).isEqualTo("audience");
        shop.snapshot(id);
        shop.put(id, customers.get(0), MessageState.SENT, null);
        shop.put(id, customers.get(1), MessageState.FAILED, "twilio_21211");
        JsonNode json = show(id);
        assertThat(json.path("counts").propertyNames()).containsExactlyElementsOf(STATES);
        assertThat(json.at("/counts/sent").asInt()).isEqualTo(1);
        assertThat(json.at("/counts/failed").asInt()).isEqualTo(1);
        assertThat(json.at("/counts/accepted").asInt()).isEqualTo(1);
        assertThat(json.path("reasons").toString())
                .isEqualTo("[{\"state\":\"failed\",\"reason\":\"twilio_21211\",\"count\":1}]");
        assertThat(json.path("recipients").asInt()).isEqualTo(3);
        assertThat(json.at("/recipients_complete").asBoolean()).isTrue();
        assertThat(json.path("percent").asDouble()).isEqualTo(66.6);
        assertThat(json.path("next_wake_reason").asString()).isEqualTo("sending");
        assertThat(json.path("next_wake_at").isNull()).isTrue();
        assertThat(Instant.parse(json.path("eta").asString()))
                .isBefore(api().clock().instant().plusSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"quiet_hours", "daily_limit", "quota_unavailable", "provider_busy"})
    void whatDefersItIsSaidWithItsTime(String reason) {
        String id = started();
        shop.snapshot(id);
        Instant soon = api().clock().instant().plus(Duration.ofHours(1));
        Instant later = soon.plus(Duration.ofHours(5));
        hold(id, soon, reason);
        ledger().execute("update message set wake_at = '" + later + "' where broadcast_id = '" + id
                + "' and customer_id = '" + customers.get(2) + "'");
        JsonNode json = show(id);
        assertThat(json.path("next_wake_reason").asString()).isEqualTo(reason);
        assertThat(Instant.parse(json.path("next_wake_at").asString())).isEqualTo(soon);
        assertThat(Instant.parse(json.path("eta").asString())).isBetween(later.minusSeconds(1), later.plusSeconds(1));
        assertThat(json.path("reasons").toString()).contains(reason);
        shop.step(id, "pause");
        JsonNode paused = show(id);
        assertThat(paused.path("next_wake_reason").asString()).isEqualTo("paused");
        assertThat(paused.path("next_wake_at").isNull()).isTrue();
        assertThat(paused.path("eta").isNull()).isTrue();
        assertThat(paused.path("paused_reason").asString()).isEqualTo("requested");
    }

    @Test
    void itsEndCountsTheSendingFromWhenItIsDue() {
        IntStream.range(0, 37).forEach(i -> shop.customer());
        String id = shop.make("'recipient_criteria': {'all': []}, 'max_per_second': 1, 'start': true")
                .text("id");
        shop.snapshot(id);
        Instant soon = api().clock().instant().plus(Duration.ofHours(1));
        hold(id, soon, "quiet_hours");
        assertThat(eta(id)).isBetween(soon.plusSeconds(39), soon.plusSeconds(40));
        recordRate(id, 0.1);
        assertThat(eta(id)).as("slow while nothing was due").isBetween(soon.plusSeconds(39), soon.plusSeconds(40));
        Instant later = soon.plus(Duration.ofHours(5));
        ledger().execute("update message set wake_at = '" + later + "' where broadcast_id = '" + id
                + "' and customer_id in (select customer_id from message where broadcast_id = '" + id + "' limit 30)");
        assertThat(eta(id)).isBetween(later.plusSeconds(29), later.plusSeconds(30));
        ledger().execute("update message set wake_at = now() where broadcast_id = '" + id + "' and wake_at = '" + soon
                + "'");
        assertThat(eta(id)).isBetween(later.plusSeconds(29), later.plusSeconds(30));
        hold(id, api().clock().instant(), "quiet_hours");
        assertThat(eta(id)).isAfter(api().clock().instant().plusSeconds(390));
    }

    private Instant eta(String id) {
        return Instant.parse(show(id).path("eta").asString());
    }

    private void recordRate(String id, double perSecond) {
        shop.run(() -> {
            api().bean(BroadcastProgress.class)
                    .recordRate(shop.ref(id), 0, perSecond, api().clock().instant());
            return true;
        });
    }

    @Test
    void atItsRateLimitItSaysSo() {
        String id = shop.make("'recipient_criteria': {'all': []}, 'max_per_second': 5, 'start': true")
                .text("id");
        shop.snapshot(id);
        recordRate(id, 4.9);
        JsonNode json = show(id);
        assertThat(json.path("sent_per_second").asDouble()).isEqualTo(4.9);
        assertThat(json.path("next_wake_reason").asString()).isEqualTo("rate_limit");
    }

    @Test
    void onlyUnprovenOnesAreWaitedForUnderTheirName() {
        String id = started();
        shop.snapshot(id);
        customers.forEach(customer -> shop.put(id, customer, MessageState.UNKNOWN, "interrupted"));
        assertThat(show(id).path("next_wake_reason").asString()).isEqualTo("unknown_outcome");
        assertThat(show(id).path("percent").asDouble()).isZero();
    }

    private String started() {
        String id = shop.draft().text("id");
        shop.step(id, "start");
        return id;
    }

    private void hold(String id, Instant until, String reason) {
        ledger().execute("update message set state = 'WAITING', waiting_reason = '" + reason + "', wake_at = '" + until
                + "' where broadcast_id = '" + id + "'");
    }

    private JsonNode show(String id) {
        return shop.get("/v1/broadcasts/" + id).json();
    }
}
