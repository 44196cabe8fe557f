package ai.tulia.messaging.standalone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.standalone.acceptance.WebhookReceiver.Received;
import ai.tulia.messaging.twiliosimulator.FaultMode;
import ai.tulia.messaging.twiliosimulator.FaultRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Numbers, names and texts stay in the ledger: whatever becomes of messages, nothing else that is written has them. */
class PersonalDataAcceptanceTest extends AcceptanceTest {
    private final List<String> problems = new ArrayList<>();
    private WebhookReceiver receiver;

    @BeforeEach
    void receive() throws IOException {
        receiver = WebhookReceiver.start();
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    @Test
    void noMetricNoCounterNoProblemNoLogAndNoDeliveryHasThem() throws Exception {
        Shop shop = shop(100);
        Customer ana = shop.customer("promotional");
        Customer bob = shop.customer();
        receiver.endpoint(shop, "message.sent", "message.delivered", "message.failed", "inbound.received");
        provider(shop, FaultRule.of(FaultMode.OK));
        UUID sent = shop.letter("promotional", ana).send().expect(201).messageId();
        shop.awaitState(sent, "delivered");
        UUID scheduled = shop.letter("transactional", ana)
                .at(Instant.now().plusSeconds(3))
                .expect(201)
                .messageId();
        shop.awaitState(scheduled, "delivered");
        new InboundMessage(shop, "whatsapp:" + ana.number(), "Where is my " + Letter.MARK, List.of()).post(stack());
        provider(shop, FaultRule.of(FaultMode.REJECT_4XX).withCode(21211));
        refused(shop.letter("promotional", ana).send(), 502);
        refused(shop.letter("promotional", bob).send(), 403);
        refusedForWhatTheySay(shop, ana);
        await().atMost(SETTLED_WITHIN)
                .untilAsserted(() -> assertThat(deliveries())
                        .contains("message.sent", "message.delivered", "message.failed", "inbound.received")
                        .contains(sent.toString(), scheduled.toString()));

        String counters = stack().redis().everything();
        assertThat(counters).contains(shop.id().toString());
        knowNobody("Redis", counters, ana, bob);
        String ofApi = new Actuator(stack().apiManagementPort()).metrics();
        assertThat(ofApi).contains("http_server_requests");
        knowNobody("metrics of the API", ofApi, ana, bob);
        String ofWorker = new Actuator(stack().workerPort()).metrics();
        assertThat(ofWorker).contains("temporal_");
        knowNobody("metrics of the worker", ofWorker, ana, bob);
        knowNobody("deliveries", deliveries(), ana, bob);
        for (String problem : problems) {
            knowNobody("problem", problem, ana, bob);
        }
        Path log = Path.of(System.getProperty("tulia.log"));
        // The access log's line is written behind the answer.
        await().untilAsserted(() ->
                assertThat(Files.readString(log)).contains(shop.id().toString()));
        knowNobody("log", Files.readString(log), ana, bob);
    }

    /** With the number and the text in what is wrong, in bodies and in queries. */
    private void refusedForWhatTheySay(Shop shop, Customer ana) {
        String number = ana.number();
        refused(shop.post("/v1/customers", Map.of("phone_number", number + "x", "name", ana.name())), 400);
        refused(shop.post("/v1/customers", Map.of("phone_number", number, "name", ana.name())), 409);
        refused(shop.letter(Letter.MARK, ana).send(), 400);
        refused(shop.letter("transactional", ana).with("to", number).send(), 400);
        refused(shop.letter("transactional", ana).with("customer_id", number).send(), 400);
        refused(
                shop.letter("transactional", ana)
                        .with("content", "{{" + Letter.MARK + "}")
                        .send(),
                400);
        String query = "%2B" + number.substring(1);
        refused(shop.get("/v1/messages?status=" + query), 400);
        refused(shop.get("/v1/messages?customer_id=" + query), 400);
        refused(shop.get("/v1/messages?cursor=" + Letter.MARK), 400);
        refused(shop.get("/v1/customers?limit=" + query), 400);
        refused(shop.get("/v1/customers/" + query), 404);
    }

    private void refused(Answer answer, int status) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        problems.add(answer.body());
    }

    private String deliveries() {
        return receiver.received().stream().map(Received::body).collect(Collectors.joining("\n"));
    }

    private static void knowNobody(String where, String written, Customer... people) {
        assertThat(written).as(where).isNotEmpty().doesNotContain(Letter.MARK);
        for (Customer person : people) {
            assertThat(written).as(where).doesNotContain(person.number().substring(1), person.name());
        }
    }
}
