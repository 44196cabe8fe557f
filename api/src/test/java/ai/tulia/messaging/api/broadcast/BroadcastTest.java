package ai.tulia.messaging.api.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.domain.time.TimeFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A broadcast is made with its text, its audience and its time, and shown as it was asked for. */
class BroadcastTest extends ApiTest {
    private final BroadcastShop shop = new BroadcastShop(api(), tenant(), ledger());

    @Test
    void aDraftShowsAllThatWasAskedFor() {
        shop.customer();
        String at = TimeFormat.instant(api().clock().instant().plus(Duration.ofDays(1)));
        Answer made = shop.post("/v1/broadcasts", """
                {'name': 'Spring', 'message_type': 'promotional', 'content': 'Hello {{who}} of {{attr.city}}, {{code}}',
                 'context': {'who': {'from': 'name'}, 'code': 4711},
                 'recipient_criteria': {'field': 'attr.city', 'op': '=', 'value': 'Lima'},
                 'scheduled_at': '%s', 'time_zone': 'Europe/Berlin', 'max_per_second': 20,
                 'metadata': {'campaign': 7}}""".formatted(at));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        JsonNode json = made.json();
        assertThat(made.header("Location")).isEqualTo("/v1/broadcasts/" + made.text("id"));
        assertThat(json.path("status").asString()).isEqualTo("draft");
        assertThat(json.path("channel").asString()).isEqualTo("whatsapp");
        assertThat(json.at("/context/who/from").asString()).isEqualTo("name");
        assertThat(json.at("/context/code").asString()).isEqualTo("4711");
        assertThat(json.at("/recipient_criteria/field").asString()).isEqualTo("attr.city");
        assertThat(json.path("scheduled_at").asString()).isEqualTo(at);
        assertThat(json.path("max_per_second").asInt()).isEqualTo(20);
        assertThat(json.at("/metadata/campaign").asInt()).isEqualTo(7);
        assertThat(json.at("/counts/waiting").asLong()).isZero();
        assertThat(json.at("/recipients_complete").asBoolean()).isFalse();
        assertThat(json.path("percent").isNull()).isTrue();
        assertThat(json.path("next_wake_reason").isNull()).isTrue();
        assertThat(shop.get("/v1/broadcasts/" + made.text("id")).json()).isEqualTo(json);
    }

    @Test
    void aLocalTimeOfTheRecipientsIsKeptAsAWallTime() {
        Instant winter = Instant.parse("2027-01-15T10:00:00Z");
        api().clock().advance(Duration.between(api().clock().instant(), winter));
        shop.customer();
        String local = "2027-03-28T02:30:00";
        Answer made = shop.make(
                "'recipient_criteria': {'all': []}, 'scheduled_at': '" + local + "', 'time_zone': 'recipient'");
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(made.json().path("scheduled_at").isNull()).isTrue();
        assertThat(made.text("scheduled_local")).isEqualTo(local);
        assertThat(made.text("time_zone")).isEqualTo("recipient");
        Answer ofTheTenant =
                shop.make("'recipient_criteria': {'all': []}, 'scheduled_at': '" + local + "', 'time_zone': 'tenant'");
        // Berlin skips that half hour.
        assertThat(ofTheTenant.text("scheduled_at")).isEqualTo("2027-03-28T01:00:00.000Z");
    }

    @Test
    void aTemplateGivesItsTypeAndKeepsItsVersion() {
        UUID customer = shop.customer();
        UUID template = shop.template("Hi {{name}}", MessageType.REMINDER);
        Answer made = shop.post(
                "/v1/broadcasts",
                "{'name': 'x', 'template_id': '" + template + "', 'customer_ids': ['" + customer + "', '" + customer
                        + "'], 'start': true}");
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(made.text("message_type")).isEqualTo("reminder");
        assertThat(made.json().path("template_version").asInt()).isEqualTo(1);
        assertThat(made.text("status")).isEqualTo("running");
        assertThat(made.text("started_at")).isNotEmpty();
        shop.snapshot(made.text("id"));
        assertThat(shop.get("/v1/broadcasts/" + made.text("id"))
                        .json()
                        .path("recipients")
                        .asInt())
                .isEqualTo(1);
        assertThat(shop.get("/v1/templates/" + template)
                        .json()
                        .path("usage_count")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void aSavedAudienceIsCopied() {
        shop.customer();
        String criteria = "{'field': 'attr.city', 'op': 'exists'}";
        Answer audience = shop.post("/v1/audiences", "{'name': 'cities', 'criteria': " + criteria + "}");
        Answer made = shop.make("'audience_id': '" + audience.text("id") + "'");
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(made.json().at("/recipient_criteria/field").asString()).isEqualTo("attr.city");
        api().send("DELETE", shop.tenant().key(), "/v1/audiences/" + audience.text("id"), null);
        assertThat(shop.step(made.text("id"), "start").text("status")).isEqualTo("running");
    }

    @Test
    void theListIsPagedNewestFirst() {
        shop.customer();
        var made = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            made.addFirst(shop.draft().text("id"));
        }
        var seen = new ArrayList<String>();
        String cursor = "";
        do {
            JsonNode page =
                    shop.get("/v1/broadcasts?status=draft&limit=2" + cursor).json();
            page.path("items").forEach(item -> seen.add(item.path("id").asString()));
            cursor = page.path("next_cursor").isNull()
                    ? ""
                    : "&cursor=" + page.path("next_cursor").asString();
        } while (!cursor.isEmpty());
        assertThat(shop.get("/v1/broadcasts?status=draft&limit=2&count=true")
                        .json()
                        .path("total")
                        .asInt())
                .isEqualTo(5);
        assertThat(seen).isEqualTo(made);
    }
}
