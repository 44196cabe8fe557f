package ai.tulia.messaging.api.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.ApiTest;
import ai.tulia.messaging.domain.message.MessageState;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The progress of a broadcast comes as it happens, and goes on where a listener left. */
class EventsTest extends ApiTest {
    private final BroadcastShop shop = new BroadcastShop(api(), tenant(), ledger());
    private final UUID customer = shop.customer();
    private final String id =
            shop.make("'recipient_criteria': {'all': []}, 'start': true").text("id");

    @Test
    void whatChangesIsStreamedUntilItHasEnded() throws Exception {
        EventStream stream = open(null);
        assertThat(stream.event()).anyMatch(line -> line.contains("\"status\":\"running\""));
        shop.snapshot(id);
        assertThat(stream.event()).contains("event: progress").anyMatch(line -> line.contains("\"accepted\":1"));
        shop.put(id, customer, MessageState.SENT, null);
        List<String> sent = stream.event();
        assertThat(sent).anyMatch(line -> line.contains("\"sent\":1"));
        assertThat(shop.complete(id)).isTrue();
        List<String> completed = stream.event();
        assertThat(completed).anyMatch(line -> line.contains("\"status\":\"completed\""));
        assertThat(stream.event()).contains("event: end");
        assertThat(stream.lines().hasNext()).isFalse();

        String last = completed.getFirst().substring("id: ".length());
        assertThat(open(last).event()).as("nothing changed since").contains("event: end");
        assertThat(open(sent.getFirst().substring("id: ".length())).event()).contains("event: progress");
    }

    @Test
    void aTenantHasSoManyStreams() throws Exception {
        var open = new ArrayList<EventStream>();
        for (int i = 0; i < 10; i++) {
            EventStream stream = open(null);
            stream.event();
            open.add(stream);
        }
        var more = shop.get("/v1/broadcasts/" + id + "/events", "Accept", "text/event-stream");
        assertThat(more.status()).isEqualTo(429);
        assertThat(more.code()).isEqualTo("too_many_streams");
        assertThat(more.header("Retry-After")).isEqualTo("30");
        shop.step(id, "cancel");
        open.forEach(EventStream::toItsEnd);
        assertThat(open(null).event()).contains("event: progress");
    }

    private EventStream open(String lastEventId) throws Exception {
        return EventStream.open(HttpClient.newHttpClient(), api(), shop.tenant().key(), id, lastEventId);
    }
}
