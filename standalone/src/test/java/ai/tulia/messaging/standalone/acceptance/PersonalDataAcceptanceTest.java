package ai.tulia.messaging.standalone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.twiliosimulator.FaultMode;
import ai.tulia.messaging.twiliosimulator.FaultRule;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Numbers, names and texts stay in the ledger: whatever becomes of messages, nothing else that is written has them. */
class PersonalDataAcceptanceTest extends AcceptanceTest {
    private final List<String> deliveries = new CopyOnWriteArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private HttpServer receiver;

    @BeforeEach
    void receive() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        receiver.createContext("/", exchange -> {
            deliveries.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
    }

    @AfterEach
    void stop() {
        receiver.stop(0);
    }

    @Test
    void noMetricNoCounterNoProblemNoLogAndNoDeliveryHasThem() throws Exception {
        Shop shop = shop(100);
        Customer ana = shop.customer("promotional");
        Customer bob = shop.customer();
        shop.post(
                        "/v1/webhook-endpoints",
                        Map.of(
                                "url",
                                "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hooks",
                                "events",
                                List.of("message.sent", "message.delivered", "message.failed", "inbound.received")))
                .expect(201);
        provider(shop, FaultRule.of(FaultMode.OK));
        UUID sent = shop.letter("promotional", ana).send().expect(201).messageId();
        shop.awaitState(sent, "delivered");
        UUID scheduled = shop.letter("transactional", ana)
                .at(Instant.now().plusSeconds(1))
                .expect(201)
                .messageId();
        shop.awaitState(scheduled, "delivered");
        writes(shop, ana);
        provider(shop, FaultRule.of(FaultMode.REJECT_4XX).withCode(21211));
        refused(shop.letter("promotional", ana).send());
        refused(shop.letter("promotional", bob).send());
        refusedForWhatTheySay(shop, ana);
        await().atMost(SETTLED_WITHIN)
                .untilAsserted(() -> assertThat(String.join("\n", deliveries))
                        .contains("message.sent", "message.delivered", "message.failed", "inbound.received")
                        .contains(sent.toString(), scheduled.toString()));

        String counters = stack().redis().everything();
        assertThat(counters).contains(shop.id().toString());
        knowNobody("Redis", counters, ana, bob);
        knowNobody("metrics of the API", new Actuator(stack().apiManagementPort()).metrics(), ana, bob);
        knowNobody("metrics of the worker", new Actuator(stack().workerPort()).metrics(), ana, bob);
        knowNobody("deliveries", String.join("\n", deliveries), ana, bob);
        for (String problem : problems) {
            knowNobody("problem", problem, ana, bob);
        }
        knowNobody("log", Files.readString(Path.of(System.getProperty("tulia.log"))), ana, bob);
    }

    /** With the number and the text in what is wrong, in bodies and in queries. */
    private void refusedForWhatTheySay(Shop shop, Customer ana) {
        String number = ana.number();
        refused(shop.post("/v1/customers", Map.of("phone_number", number + "x", "name", ana.name())));
        refused(shop.post("/v1/customers", Map.of("phone_number", number, "name", ana.name())));
        refused(shop.letter(Letter.MARK, ana).send());
        refused(shop.letter("transactional", ana).with("to", number).send());
        refused(shop.letter("transactional", ana).with("customer_id", number).send());
        refused(shop.letter("transactional", ana)
                .with("content", "{{" + Letter.MARK + "}")
                .send());
        String query = "%2B" + number.substring(1);
        refused(shop.get("/v1/messages?status=" + query));
        refused(shop.get("/v1/messages?customer_id=" + query));
        refused(shop.get("/v1/messages?cursor=" + Letter.MARK));
        refused(shop.get("/v1/customers?limit=" + query));
        refused(shop.get("/v1/customers/" + query));
    }

    private void refused(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isGreaterThanOrEqualTo(400);
        problems.add(answer.body());
    }

    private static void writes(Shop shop, Customer from) throws IOException, InterruptedException {
        String body = Http.JSON.writeValueAsString(Map.of(
                "account",
                shop.account(),
                "from",
                "whatsapp:" + from.number(),
                "to",
                "whatsapp:+14155238886",
                "body",
                "Where is my " + Letter.MARK,
                "webhook_url",
                "http://127.0.0.1:" + stack().http().port() + "/v1/webhooks/twilio/inbound/" + shop.id(),
                "media",
                List.of()));
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(
                    HttpRequest.newBuilder(stack().simulator().address().resolve("/_simulator/inbound"))
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.body()).containsPattern("\"webhook_status\":20[04]");
        }
    }

    private static void knowNobody(String where, String written, Customer... people) {
        assertThat(written).as(where).isNotEmpty().doesNotContain(Letter.MARK);
        for (Customer person : people) {
            assertThat(written).as(where).doesNotContain(person.number().substring(1), person.name());
        }
    }
}
