package ai.tulia.messaging.standalone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.twiliosimulator.FaultMode;
import ai.tulia.messaging.twiliosimulator.FaultRule;
import ai.tulia.messaging.twiliosimulator.ReceivedRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Messages accepted together are sent as single ones would be, by the workflow of a broadcast. */
class BatchAcceptanceTest extends AcceptanceTest {

    private final Shop shop = shop();

    @Test
    void messagesOfEveryKindGoByTheirOwnSenderTextAndTime() {
        Customer ana = shop.customer("promotional");
        Customer ben = shop.customer();
        String other = shop.smsByAnotherAccount();
        provider(other, FaultRule.of(FaultMode.OK));
        String template = shop.post(
                        "/v1/templates",
                        Map.of(
                                "name",
                                "order",
                                "message_type",
                                "transactional",
                                "content",
                                "{{name}}: {{order}} is ready"))
                .expect(201)
                .text("id");
        Instant soon = Instant.now().plusSeconds(4);

        String id = batch(List.of(
                item(ana, Map.of("content", "For {{name}}", "message_type", "promotional")),
                item(ben, Map.of("template_id", template, "context", Map.of("order", "No 7"))),
                item(ben, Map.of("content", "By SMS", "message_type", "transactional", "channel", "sms")),
                item(ana, Map.of("content", "Later", "message_type", "transactional", "scheduled_at", soon.toString())),
                item(ben, Map.of("content", "Offer", "message_type", "promotional"))));

        Answer done = awaitStatus(id, "completed");
        assertThat(done.json().at("/counts/refused").asInt()).isEqualTo(1);
        assertThat(shop.received())
                .extracting(post -> post.field("To") + " " + post.field("Body"))
                .containsExactlyInAnyOrder(
                        "whatsapp:" + ana.number() + " For " + ana.name(),
                        "whatsapp:" + ben.number() + " " + ben.name() + ": No 7 is ready",
                        "whatsapp:" + ana.number() + " Later");
        assertThat(by(other)).singleElement().satisfies(post -> {
            assertThat(post.field("To")).isEqualTo(ben.number());
            assertThat(post.field("Body")).isEqualTo("By SMS");
        });
        UUID later = UUID.fromString(done.json().at("/items/3/message_id").asString());
        assertThat(shop.message(later).instant("sent_at")).isAfterOrEqualTo(soon);
        assertThat(shop.events(later)).startsWith("accepted", "deferred");
    }

    @Test
    void anApprovedTemplateIsTriedAgainAsItWasRendered() {
        Customer ana = shop.customer();
        String sid = "HX0123456789abcdef0123456789abcdef";
        String template = shop.post(
                        "/v1/templates",
                        Map.of(
                                "name", "code",
                                "message_type", "transactional",
                                "content", "{{name}}, your code is {{code}}",
                                "content_sid", sid,
                                "content_variables", Map.of("1", "name", "2", "code")))
                .expect(201)
                .text("id");
        provider(shop, FaultRule.of(FaultMode.BUSY_429).withTimes(1));

        String id = batch(List.of(item(ana, Map.of("template_id", template, "context", Map.of("code", 17)))));

        awaitStatus(id, "completed");
        assertThat(shop.received()).hasSize(2).allSatisfy(post -> {
            assertThat(post.field("ContentSid")).isEqualTo(sid);
            assertThat(post.field("ContentVariables")).contains("\"" + ana.name() + "\"", "\"17\"");
        });
    }

    @Test
    void aThousandGoOnceEachAndTheSameCustomerMayHaveMany() {
        var fleet = new Fleet(stack(), 0, 1, 3, null).rateLimit(400);
        Shop many = checked(fleet.shops().getFirst());
        List<UUID> customers = fleet.customers(many).toList();
        List<Map<String, Object>> items = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            items.add(item(customers.get(i % 3), Map.of("content", "No " + i, "message_type", "transactional")));
        }
        Answer done = awaitStatus(many, batch(many, items), "completed");
        assertThat(many.received()).hasSize(1_000).allMatch(ReceivedRequest::accepted);
        assertThat(many.received().stream().map(post -> post.field("Body")).distinct())
                .hasSize(1_000);
        assertThat(done.json().path("items").size()).isEqualTo(1_000);
    }

    @Test
    void oneThatFailsByTheTenantsFaultStopsIsShownAndGoesOnWhenResumed() {
        Customer ana = shop.customer();
        provider(shop, FaultRule.of(FaultMode.REJECT_4XX).withCode(21606));
        List<Map<String, Object>> items = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            items.add(item(ana, Map.of("content", "No " + i, "message_type", "transactional")));
        }
        String id = batch(items);
        assertThat(awaitStatus(id, "paused").text("paused_reason")).isNotBlank();

        provider(shop, FaultRule.of(FaultMode.OK));
        shop.post("/v1/batches/" + id + "/resume", null).expect(200);
        Answer done = awaitStatus(id, "completed");
        assertThat(done.json().at("/counts/failed").asInt()).isBetween(20, 50);
        assertThat(shop.received().stream().filter(ReceivedRequest::accepted))
                .hasSize(60 - done.json().at("/counts/failed").asInt());
    }

    @Test
    void whatWaitsIsCanceledWithIt() {
        Customer ana = shop.customer();
        String later = Instant.now().plusSeconds(3_600).toString();
        String id = batch(List.of(
                item(ana, Map.of("content", "Now", "message_type", "transactional")),
                item(ana, Map.of("content", "Later", "message_type", "transactional", "scheduled_at", later))));
        await().atMost(SETTLED_WITHIN)
                .until(() -> shop.get("/v1/batches/" + id)
                                        .json()
                                        .at("/counts/waiting")
                                        .asInt()
                                == 1
                        && shop.received().size() == 1);
        shop.post("/v1/batches/" + id + "/cancel", null).expect(200);
        await().atMost(SETTLED_WITHIN)
                .until(() -> shop.get("/v1/batches/" + id)
                                .json()
                                .at("/counts/canceled")
                                .asInt()
                        == 1);
        assertThat(shop.received()).hasSize(1);
    }

    private String batch(List<Map<String, Object>> items) {
        return batch(shop, items);
    }

    private static String batch(Shop by, List<Map<String, Object>> items) {
        return by.post("/v1/messages/batch", Map.of("items", items)).expect(200).text("batch_id");
    }

    private static Map<String, Object> item(Customer to, Map<String, Object> fields) {
        return item(to.id(), fields);
    }

    private static Map<String, Object> item(UUID to, Map<String, Object> fields) {
        Map<String, Object> item = new HashMap<>(fields);
        item.put("customer_id", to);
        return item;
    }

    private Answer awaitStatus(String id, String status) {
        return awaitStatus(shop, id, status);
    }

    private static Answer awaitStatus(Shop of, String id, String status) {
        return await("batch " + status)
                .atMost(SETTLED_WITHIN)
                .until(
                        () -> of.get("/v1/batches/" + id).expect(200),
                        batch -> batch.text("status").equals(status));
    }

    private static List<ReceivedRequest> by(String account) {
        return stack().simulator().requests().stream()
                .filter(request -> account.equals(request.accountSid()))
                .toList();
    }
}
