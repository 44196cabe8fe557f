package ai.tulia.messaging.api.message;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input names the field at fault and leaves nothing behind. */
class BadMessageTest extends MessageTest {
    private static final String ID = UUID.randomUUID().toString();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'content': 'x', 'message_type': 'transactional' | customer_id",
                "'customer_id': 'x', 'content': 'x', 'message_type': 'transactional' | customer_id",
                "'customer_id': 7, 'content': 'x', 'message_type': 'transactional' | customer_id",
                "'customer_id': ID, 'message_type': 'transactional' | content",
                "'customer_id': ID, 'content': 'x', 'template_id': ID, 'message_type': 'transactional' | content",
                "'customer_id': ID, 'content': 'x' | message_type",
                "'customer_id': ID, 'content': 'x', 'message_type': 'urgent' | message_type",
                "'customer_id': ID, 'content': ' ', 'message_type': 'transactional' | content",
                "'customer_id': ID, 'content': 7, 'message_type': 'transactional' | content",
                "'customer_id': ID, 'content': 'x\\u0007', 'message_type': 'transactional' | content",
                "'customer_id': ID, 'content': 'x\\u0000', 'message_type': 'transactional' | content",
                "'customer_id': ID, 'content': 'LONG', 'message_type': 'transactional' | content",
                "'customer_id': ID, 'content': '{{a}', 'message_type': 'transactional' | content",
                "'customer_id': ID, 'content': 'x', 'message_type': 'reminder', 'when_over_limit': 'x' | when_over_limit",
                "'customer_id': ID, 'content': 'x', 'message_type': 'reminder', 'context': {'a': [1]} | context.a",
                "'customer_id': ID, 'content': 'x', 'message_type': 'reminder', 'context': {'a': null} | context.a",
                "'customer_id': ID, 'content': 'x', 'message_type': 'reminder', 'context': [] | context",
                "'customer_id': ID, 'content': 'x', 'message_type': 'reminder', 'metadata': {'a': 'BIG'} | metadata",
                "'customer_id': ID, 'content': 'x', 'message_type': 'reminder', 'metadata': 'x' | metadata",
                "'customer_id': ID, 'content': 'x', 'message_type': 'reminder', 'priority': 1 | priority"
            })
    void aWrongFieldIs400WithItsName(String fields, String fieldAtFault) {
        Shop shop = shop();
        String body = fields.replace("ID", "'" + ID + "'")
                .replace("LONG", "x".repeat(1_601))
                .replace("BIG", "x".repeat(4_100));
        for (String route : new String[] {"send", "schedule", "explain"}) {
            String time = route.equals("schedule") ? ", " + Shop.field("scheduled_at", now().plusSeconds(60)) : "";
            Answer answer = shop.post("/v1/messages/" + route, body + time);
            assertThat(answer.status()).as(answer.body()).isEqualTo(400);
            assertThat(fields(answer)).containsExactly(fieldAtFault);
        }
        assertThat(shop.count("message")).isZero();
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        Answer answer = shop().schedule("'message_type': 'x', 'when_over_limit': 'y', 'time_zone': 'tenant'");
        assertThat(fields(answer))
                .containsExactlyInAnyOrder("scheduled_at", "customer_id", "content", "message_type", "when_over_limit");
    }

    @Test
    void sendKnowsNoTime() {
        Answer answer = shop().send("'scheduled_at': '2027-01-01T00:00:00Z'");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(fields(answer)).containsExactly("scheduled_at");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "7", "{", "\"x\""})
    void whatIsNoObjectIs400(String body) {
        Shop shop = shop();
        String message = shop.hello().text("message_id");
        for (String route : new String[] {"send", "schedule", "explain", message + "/reschedule"}) {
            Answer answer = api().post(shop.tenant().key(), "/v1/messages/" + route, body);
            assertThat(answer.status()).as(route + answer.body()).isEqualTo(400);
        }
        assertThat(shop.count("message")).isEqualTo(1);
    }
}
