package ai.tulia.messaging.standalone.story;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Several messages in one request, each with a result of its own. */
record SendBatch(Clock clock) implements Scene {
    private static final LocalTime AT = LocalTime.of(10, 0);
    /** Mostly a second; a minute more should the counters be away just then. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Override
    public void play(Shop shop, Narrator narrator) {
        narrator.heading("A batch of messages", """
                Four messages in one request: two for now, one for tomorrow at ten where its reader lives, and one that lacks
                the value of a variable. What is wrong with one is no other's: three are accepted by one commit.""");
        String id = shop.self()
                .post("/v1/messages/batch", Json.object("items", items(shop)))
                .status(200)
                .says("accepted", "3")
                .says("not_accepted", "1")
                .shows(
                        "two accepted, one waiting and one with a problem",
                        batch -> state(batch, 0).equals("accepted")
                                && state(batch, 1).equals("accepted")
                                && state(batch, 2).equals("waiting")
                                && batch.at("/items/3/problem/code")
                                        .asString("")
                                        .equals("missing_variable"))
                .so("one result for each, in their order; the last names the variable that is missing")
                .text("batch_id");
        shop.self()
                .getWhen("/v1/batches/" + id, PATIENCE, answer -> count(answer.body(), "delivered") == 2)
                .status(200)
                .says("status", "running")
                .shows(
                        "two delivered, one waiting",
                        batch -> count(batch, "delivered") == 2 && count(batch, "waiting") == 1)
                .so("its counts: two delivered, one waiting for its time");
    }

    private List<JsonNode> items(Shop shop) {
        Customer noah = shop.customer("Noah Whitlock");
        return List.of(
                now(shop.customer("Priya Holloway"), "Hi {{name}}, your order is packed."),
                now(shop.customer("Elin Sandvik"), "Hi {{name}}, your order is packed."),
                Json.node(
                        "customer_id", noah.id(),
                        "message_type", "reminder",
                        "content", "Hi {{name}}, your bouquet comes today.",
                        "scheduled_at",
                                LocalDate.ofInstant(clock.instant(), noah.zone())
                                                .plusDays(1)
                                                .atTime(AT)
                                        + ":00",
                        "time_zone", "recipient"),
                now(shop.customer("Theo Brandt"), "Hi {{name}}, your code is {{code}}."));
    }

    private static JsonNode now(Customer customer, String content) {
        return Json.node("customer_id", customer.id(), "message_type", "transactional", "content", content);
    }

    private static String state(JsonNode batch, int index) {
        return batch.path("items").path(index).path("state").asString("");
    }

    private static long count(JsonNode batch, String state) {
        return batch.path("counts").path(state).asLong(0);
    }
}
