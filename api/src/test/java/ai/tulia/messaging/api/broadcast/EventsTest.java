package ai.tulia.messaging.api.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.ApiTest;
import ai.tulia.messaging.domain.message.MessageState;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The progress of a broadcast comes as it happens, and goes on where a listener left. */
class EventsTest extends ApiTest {
    private final BroadcastShop shop = new BroadcastShop(api(), tenant(), ledger());
    private final UUID customer = shop.customer();
    private final String id =
            shop.make("'recipient_criteria': {'all': []}, 'start': true").text("id");

    @Test
    void whatChangesIsToldUntilItHasEnded() throws Exception {
        Iterator<String> lines = open(null);
        assertThat(event(lines)).anyMatch(line -> line.contains("\"status\":\"running\""));
        shop.snapshot(id);
        assertThat(event(lines)).contains("event: progress").anyMatch(line -> line.contains("\"accepted\":1"));
        shop.put(id, customer, MessageState.SENT, null);
        List<String> sent = event(lines);
        assertThat(sent).anyMatch(line -> line.contains("\"sent\":1"));
        assertThat(shop.complete(id)).isTrue();
        List<String> completed = event(lines);
        assertThat(completed).anyMatch(line -> line.contains("\"status\":\"completed\""));
        assertThat(event(lines)).contains("event: end");
        assertThat(lines.hasNext()).isFalse();

        String last = completed.getFirst().substring("id: ".length());
        assertThat(event(open(last))).as("nothing changed since").contains("event: end");
        assertThat(event(open(sent.getFirst().substring("id: ".length())))).contains("event: progress");
    }

    @Test
    void aTenantHasSoManyStreams() throws Exception {
        var open = new ArrayList<Iterator<String>>();
        for (int i = 0; i < 10; i++) {
            Iterator<String> stream = open(null);
            event(stream);
            open.add(stream);
        }
        var more = shop.get("/v1/broadcasts/" + id + "/events", "Accept", "text/event-stream");
        assertThat(more.status()).isEqualTo(429);
        assertThat(more.code()).isEqualTo("too_many_streams");
        assertThat(more.header("Retry-After")).isEqualTo("30");
        shop.step(id, "cancel");
        open.forEach(stream -> {
            while (stream.hasNext()) {
                stream.next();
            }
        });
        assertThat(event(open(null))).contains("event: progress");
    }

    private Iterator<String> open(String lastEventId) throws Exception {
        var request = api().request("/v1/broadcasts/" + id + "/events")
                .header("Authorization", "Bearer " + shop.tenant().key())
                .header("Accept", "text/event-stream")
                .timeout(Duration.ofSeconds(30));
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        HttpResponse<Stream<String>> response =
                HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofLines());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        return response.body().iterator();
    }

    /** The next event with an id, its lines. */
    private static List<String> event(Iterator<String> lines) {
        var event = new ArrayList<String>();
        while (lines.hasNext()) {
            String line = lines.next();
            if (!line.isEmpty()) {
                event.add(line);
            } else if (event.getFirst().startsWith("id: ")) {
                return event;
            } else {
                event.clear();
            }
        }
        return event;
    }
}
