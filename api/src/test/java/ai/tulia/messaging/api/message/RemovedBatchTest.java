package ai.tulia.messaging.api.message;

import static ai.tulia.messaging.api.message.Shop.field;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A batch whose messages left past their retention says so, as a broadcast does. */
class RemovedBatchTest extends MessageTest {
    private final Shop shop = shop();

    @Test
    void itKeepsItsCountsAndListsNothingFromTheFirstMessageThatLeavesOn() {
        String item =
                "{" + field("customer_id", shop.customer()) + ", 'content': 'Hi', 'message_type': 'transactional'}";
        String id = shop.post("/v1/messages/batch", "'items': [" + item + ", " + item + "]")
                .text("batch_id");
        var before = shop.get("/v1/batches/" + id).json();
        assertThat(before.path("recipients_removed_at").isNull()).isTrue();
        assertThat(before.path("items").size()).isEqualTo(2);

        ledger().execute("update broadcast set recipients_removed_at = now() where id = '" + id + "'");
        ledger().execute("delete from message where broadcast_id = '" + id + "' and batch_index = 0");

        var shown = shop.get("/v1/batches/" + id);
        assertThat(shown.status()).as(shown.body()).isEqualTo(200);
        assertThat(shown.text("recipients_removed_at")).endsWith("Z");
        assertThat(shown.json().path("items").isNull()).isTrue();
        assertThat(shown.json().path("counts")).isEqualTo(before.path("counts"));
        assertThat(shown.json().at("/counts/accepted").asInt()).isEqualTo(2);
    }
}
