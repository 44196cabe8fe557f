package ai.tulia.messaging.api.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.TestApi;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** The events of a broadcast as they come. */
record EventStream(Iterator<String> lines) {
    static EventStream open(HttpClient client, TestApi api, String key, String broadcast, String lastEventId)
            throws IOException, InterruptedException {
        var request = api.request("/v1/broadcasts/" + broadcast + "/events")
                .header("Authorization", "Bearer " + key)
                .header("Accept", "text/event-stream")
                .timeout(Duration.ofSeconds(30));
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        HttpResponse<Stream<String>> response = client.send(request.build(), BodyHandlers.ofLines());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        return new EventStream(response.body().iterator());
    }

    /** The next event with an id, its lines. */
    List<String> event() {
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

    /** Reads what there is until it ends. */
    void toItsEnd() {
        lines.forEachRemaining(line -> {});
    }
}
