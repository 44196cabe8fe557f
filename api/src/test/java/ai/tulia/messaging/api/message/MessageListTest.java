package ai.tulia.messaging.api.message;

import static ai.tulia.messaging.api.message.Shop.field;
import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.domain.message.MessageType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A tenant finds its messages. */
class MessageListTest extends MessageTest {
    @Test
    void filtersNarrowTheListAndAddUp() {
        Shop shop = shop();
        UUID ana = shop.customer();
        String toAna = send(shop, ana, "transactional");
        String offer = send(shop, ana, "promotional");
        Answer unknown = shop.hello();
        shop.put(unknown, MessageState.UNKNOWN);
        Answer failed = shop.hello();
        shop.put(failed, MessageState.EXPIRED);
        String lost = unknown.text("message_id");
        String late = failed.text("message_id");

        assertThat(ids(shop.get("/v1/messages"))).containsExactly(late, lost, offer, toAna);
        assertThat(ids(shop.get("/v1/messages?status=pending"))).containsExactly(lost, offer, toAna);
        assertThat(ids(shop.get("/v1/messages?status=failed"))).containsExactly(late);
        assertThat(ids(shop.get("/v1/messages?state=unknown"))).containsExactly(lost);
        assertThat(ids(shop.get("/v1/messages?message_type=promotional"))).containsExactly(offer);
        assertThat(ids(shop.get("/v1/messages?customer_id=" + ana))).containsExactly(offer, toAna);
        assertThat(ids(shop.get("/v1/messages?customer_id=" + ana + "&message_type=transactional&status=pending")))
                .containsExactly(toAna);
        assertThat(ids(shop.get("/v1/messages?status=failed&state=unknown"))).isEmpty();
    }

    @Test
    void theyAreFoundByTimeTemplateFailureMetadataChannelAndNumber() {
        Shop shop = shop();
        UUID ana = shop.customer();
        UUID template = shop.template("Hello", MessageType.TRANSACTIONAL);
        String first = shop.send(field("customer_id", ana) + ", " + field("template_id", template)
                        + ", 'metadata': {'order_id': '4711', 'n': 7, 'deep': {'x': 1}}")
                .text("message_id");
        String refused = shop.send(field("customer_id", shop.strangerWithoutConsent())
                        + ", 'content': 'Offer', 'message_type': 'promotional', 'metadata': {'order_id': '4712'}")
                .text("message_id");
        Answer batch = shop.post(
                "/v1/messages/batch",
                "'items': [{" + field("customer_id", shop.customer())
                        + ", 'content': 'Hi', 'message_type': 'transactional', 'metadata': {'order_id': '4711'}}]");
        String batched = batch.json().at("/items/0/message_id").asString();
        String number = shop.get("/v1/customers/" + ana).text("phone_number");
        String between = shop.get("/v1/messages/" + refused).text("created_at");

        assertThat(found(shop, "template_id=" + template)).containsExactly(first);
        assertThat(found(shop, "failure_code=consent_missing")).containsExactly(refused);
        assertThat(found(shop, "metadata_key=order_id&metadata_value=4711")).containsExactly(batched, first);
        assertThat(found(shop, "metadata_key=n&metadata_value=7")).containsExactly(first);
        assertThat(found(shop, "metadata_key=n&metadata_value=8")).isEmpty();
        assertThat(found(shop, "metadata_key=order_id&metadata_value=4711&template_id=" + template))
                .containsExactly(first);
        assertThat(found(shop, "channel=whatsapp")).containsExactly(batched, refused, first);
        assertThat(found(shop, "channel=sms")).isEmpty();
        assertThat(found(shop, "phone_number=%2B" + number.substring(1))).containsExactly(first);
        assertThat(found(shop, "phone_number=" + number)).containsExactly(first);
        assertThat(found(shop, "phone_number=%2B14155552671&count=true")).isEmpty();
        assertThat(found(shop, "from=" + between)).containsExactly(batched, refused);
        assertThat(found(shop, "until=" + between)).containsExactly(first);
        assertThat(found(shop, "from=" + between + "&until=" + between)).isEmpty();
        assertThat(found(shop, "from=2026-01-01T00:00:00+02:00&state=refused")).containsExactly(refused);
        assertThat(found(new Shop(api(), api().tenant(ledger()), ledger()), "template_id=" + template))
                .isEmpty();
    }

    @Test
    void theyAreCountedOnDemand() {
        Shop shop = shop();
        UUID ana = shop.customer();
        send(shop, ana, "transactional");
        send(shop, ana, "promotional");
        send(shop, shop.customer(), "transactional");
        assertThat(shop.get("/v1/messages").json().has("total")).isFalse();
        for (var expected : Map.of("", 3, "&customer_id=" + ana, 2, "&status=pending", 3, "&status=failed", 0)
                .entrySet()) {
            Answer page = shop.get("/v1/messages?limit=1&count=true" + expected.getKey());
            assertThat(page.json().path("total").asInt(-1))
                    .as(expected.getKey())
                    .isEqualTo(expected.getValue());
        }
    }

    @Test
    void eventsAndCustomerComeWithAMessageWhenAskedFor() {
        Shop shop = shop();
        UUID ana = shop.customer();
        String path = "/v1/messages/" + send(shop, ana, "transactional");
        assertThat(shop.get(path).json().has("events")).isFalse();
        assertThat(shop.get(path).json().has("customer")).isFalse();
        Answer both = shop.get(path + "?include=events,customer");
        assertThat(both.json().path("events"))
                .isEqualTo(shop.get(path + "/events").json().path("items"));
        assertThat(both.json().path("events").size()).isPositive();
        assertThat(both.json().path("customer"))
                .isEqualTo(shop.get("/v1/customers/" + ana).json());
        assertThat(shop.get(path + "?include=customer").json().has("events")).isFalse();
        Answer wrong = shop.get(path + "?include=events,broadcast");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(fields(wrong)).containsExactly("include");
    }

    private static List<String> found(Shop shop, String query) {
        return ids(shop.get("/v1/messages?" + query));
    }

    @Test
    void pagesShowEveryMessageOnce() {
        Shop shop = shop().quietHours("00:00", "23:59");
        UUID ana = shop.customer();
        var sent = new ArrayList<String>();
        for (int i = 0; i < 7; i++) {
            sent.add(send(shop, ana, "promotional"));
        }
        Collections.reverse(sent);
        var seen = new ArrayList<String>();
        String next = "/v1/messages?limit=3&status=pending";
        int pages = 0;
        for (String cursor = ""; cursor != null; pages++) {
            Answer page = shop.get(next + cursor);
            seen.addAll(ids(page));
            cursor = page.json().path("next_cursor").isNull() ? null : "&cursor=" + page.text("next_cursor");
        }
        assertThat(seen).isEqualTo(sent);
        assertThat(pages).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status=open",
                "state=UNKNOWN",
                "message_type=x",
                "customer_id=7",
                "limit=0",
                "cursor=x",
                "channel=x",
                "phone_number=0151",
                "broadcast_id=7",
                "failure_code=%20",
                "metadata_key=%20&metadata_value=1",
                "from=2026-01-31",
                "until=x",
                "count=x",
                "what=1"
            })
    void whatCannotBeFilteredByIs400WithItsName(String query) {
        Answer answer = shop().get("/v1/messages?" + query);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(fields(answer)).containsExactly(query.substring(0, query.indexOf('=')));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SENT", "open"})
    void aStateIsOneOfTheWordsOfTheAnswers(String state) {
        Answer answer = shop().get("/v1/messages?state=" + state);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid_request");
        assertThat(answer.json().at("/errors/0/hint").asString())
                .isEqualTo("give one of accepted, waiting, sending, unknown, sent, delivered, read, failed,"
                        + " undelivered, refused, expired, canceled");
    }

    @Test
    void theHistoryIsOldestFirst() {
        Shop shop = shop();
        Answer refused = shop.send(field("customer_id", shop.strangerWithoutConsent())
                + ", 'content': 'Offer', 'message_type': 'promotional'");
        var events = shop.get("/v1/messages/" + refused.text("message_id") + "/events")
                .json()
                .path("items");
        assertThat(events.valueStream().map(event -> event.path("kind").asString()))
                .containsExactly("accepted", "policy_refused");
        assertThat(events.get(1).at("/detail/reason").asString()).isEqualTo("consent_missing");
        assertThat(events.get(1).at("/detail/trace/0/rule").asString()).isEqualTo("consent");
        assertThat(events.get(0).path("at").asString())
                .isEqualTo(events.get(1).path("at").asString());
    }

    private static String send(Shop shop, UUID customer, String type) {
        return shop.send(field("customer_id", customer) + ", 'content': 'Hi', " + field("message_type", type))
                .text("message_id");
    }

    private static List<String> ids(Answer page) {
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        return page.json()
                .path("items")
                .valueStream()
                .map(message -> message.path("message_id").asString())
                .toList();
    }
}
