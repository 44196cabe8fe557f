package ai.tulia.messaging.api.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import ai.tulia.messaging.domain.message.MessageState;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What left past its retention is said to have left. */
class RemovedRecipientsTest extends ApiTest {
    private final BroadcastShop shop = new BroadcastShop(api(), tenant(), ledger());
    private final UUID customer = shop.customer();
    private final String id = ended();
    private final String path = "/v1/broadcasts/" + id;

    private String ended() {
        String made = shop.draft().text("id");
        shop.step(made, "start");
        shop.snapshot(made);
        shop.put(made, customer, MessageState.SENT, null);
        return made;
    }

    @Test
    void theListOfABroadcastWhoseMessagesLeaveIsGoneAndItsCountsStay() {
        assertThat(shop.get(path).json().path("recipients_removed_at").isNull()).isTrue();
        ledger().execute("update broadcast set recipients_removed_at = now() where id = '" + id + "'");
        ledger().execute("delete from message where broadcast_id = '" + id + "'");

        for (String accept : new String[] {"application/json", "text/csv"}) {
            Answer gone = shop.get(path + "/recipients", "Accept", accept);
            assertThat(gone.status()).as(gone.body()).isEqualTo(410);
            assertThat(gone.code()).isEqualTo("recipients_removed");
            assertThat(gone.text("recipients_removed_at")).endsWith("Z");
        }
        var read = shop.get(path).json();
        assertThat(read.path("recipients_removed_at").asString()).endsWith("Z");
        assertThat(read.at("/counts/sent").asInt()).as(read.toString()).isOne();
    }

    @Test
    void aMessageWhoseTextLeftSaysSince() {
        String message =
                shop.get(path + "/recipients").json().at("/items/0/message_id").asString();
        assertThat(shop.get("/v1/messages/" + message)
                        .json()
                        .path("content_removed_at")
                        .isNull())
                .isTrue();
        ledger().execute("update message set body = null, context = null, content_removed_at = now() where id = '"
                + message + "'");

        var read = shop.get("/v1/messages/" + message).json();
        assertThat(read.path("content").isNull()).isTrue();
        assertThat(read.path("content_removed_at").asString()).endsWith("Z");
        var conversation =
                shop.get("/v1/customers/" + customer + "/conversation").json();
        assertThat(conversation.at("/items/0/content_removed_at").asString()).endsWith("Z");
    }
}
