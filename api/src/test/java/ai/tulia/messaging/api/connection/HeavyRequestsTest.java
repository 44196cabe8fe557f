package ai.tulia.messaging.api.connection;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.TestApi;
import ai.tulia.messaging.store.testing.TestLedger;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What takes long for one tenant is no other's wait, has its bound, and ends with who asked for it. */
@Timeout(120)
class HeavyRequestsTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String EVERYONE = "{\"criteria\": {\"all\": []}}";
    private static final String DRAFT = "{\"name\": \"Spring\", \"message_type\": \"promotional\", \"content\": \"Hi\"";

    private static TestLedger ledger;
    private static TestApi api;

    private final TestApi.Tenant noisy = api.tenant(ledger);
    private final TestApi.Tenant quiet = api.tenant(ledger);
    private SlowCustomers customers;

    @BeforeAll
    static void start() {
        ledger = TestLedger.fresh();
        var properties = new ArrayList<>(ledger.properties());
        properties.add("tulia.db.pool-size=4");
        properties.add("tulia.db.heavy-pool-size=2");
        properties.add("tulia.db.statement-timeout=2s");
        properties.add("tulia.db.lock-timeout=500ms");
        properties.add("tulia.temporal.start-within=50ms");
        api = TestApi.start(properties);
    }

    @AfterAll
    static void stop() {
        api.context().close();
    }

    @AfterEach
    void hurry() {
        if (customers != null) {
            customers.hurry();
        }
    }

    @Test
    void twentyTwoPreviewsOfOneTenantAreNoWaitOfAnother() throws Exception {
        customers = SlowCustomers.of(ledger, noisy.id(), Duration.ofSeconds(2));
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> previews = new ArrayList<>();
            for (int i = 0; i < 22; i++) {
                previews.add(callers.submit(() -> preview(noisy)));
            }
            customers.awaitReaders(1);
            for (int i = 0; i < 20; i++) {
                Answer answer = api.get(quiet.key(), "/v1/customers");
                assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            }
            assertThat(customers.readers()).as("they were asked meanwhile").isPositive();
            assertThat(preview(quiet).status()).as("with a share of its own").isEqualTo(200);
            List<Integer> statuses = new ArrayList<>();
            for (Future<Answer> preview : previews) {
                statuses.add(preview.get().status());
            }
            assertThat(statuses).contains(200).containsOnly(200, 429);
        }
    }

    @Test
    void theBoundCountsEveryRequestThatMayTakeLong() throws Exception {
        String list = api.post(noisy.key(), "/v1/broadcasts", DRAFT + "}").text("id");
        customers = SlowCustomers.of(ledger, noisy.id(), LONG);
        try (Socket waiting = begin(noisy, EVERYONE);
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            customers.awaitReaders(1);
            List<Callable<Answer>> requests = List.of(
                    () -> preview(noisy),
                    () -> api.get(noisy.key(), "/v1/customers?name=An"),
                    () -> api.get(noisy.key(), "/v1/customers?count=true"),
                    () -> api.get(noisy.key(), "/v1/customers/" + noisy.id() + "/export"),
                    () -> api.get(noisy.key(), "/v1/messages?phone_number=%2B14155550101"),
                    () -> api.get(noisy.key(), "/v1/messages?metadata_key=order&metadata_value=1"),
                    () -> api.get(noisy.key(), "/v1/messages?count=true"),
                    () -> api.get(noisy.key(), "/v1/broadcasts?count=true"),
                    () -> csv("/v1/customers/import"),
                    () -> csv("/v1/broadcasts/" + list + "/recipients"),
                    () -> api.send(
                            "GET", noisy.key(), "/v1/broadcasts/" + list + "/recipients", null, "Accept", "text/csv"),
                    () -> api.post(noisy.key(), "/v1/broadcasts/" + list + "/dry-run", null),
                    () -> api.post(
                            noisy.key(), "/v1/broadcasts/dry-run", DRAFT + ", \"recipient_criteria\": {\"all\": []}}"));
            for (Future<Answer> request : callers.invokeAll(requests)) {
                Answer answer = request.get();
                assertThat(answer.status()).as(answer.body()).isEqualTo(429);
                assertThat(answer.code()).isEqualTo("too_many_heavy_requests");
                assertThat(answer.header("Retry-After")).isEqualTo("5");
            }
            for (String page : List.of("/v1/messages", "/v1/broadcasts")) {
                assertThat(api.get(noisy.key(), page).status()).as(page).isEqualTo(200);
            }
        }
    }

    @Test
    void whoGoesAwayEndsTheQueryAndFreesItsPlace() throws Exception {
        customers = SlowCustomers.of(ledger, noisy.id(), LONG);
        try (Socket waiting = begin(noisy, EVERYONE)) {
            customers.awaitReaders(1);
        }
        customers.awaitReaders(0);
        customers.hurry();
        Answer next = preview(noisy);
        assertThat(next.status()).as(next.body()).isEqualTo(200);
        assertThat(next.json().path("recipients").asInt()).isEqualTo(1);
    }

    @Test
    void whoseKeyIsRevokedEndsTheQueryToo() throws Exception {
        customers = SlowCustomers.of(ledger, noisy.id(), LONG);
        try (var caller = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Answer> search = caller.submit(() -> api.get(noisy.key(), "/v1/customers?name=Ana"));
            customers.awaitReaders(1);
            ledger.execute("update api_key set revoked_at = now() where tenant_id = '" + noisy.id() + "'");
            api.clock().advance(Duration.ofSeconds(4));
            customers.awaitReaders(0);
            assertThat(search.get().code()).isEqualTo("query_canceled");
        }
    }

    /** Its next request comes early: that is no going away, and nothing of it is lost. */
    @Test
    void whoAsksAlreadyForTheNextIsStillThere() throws Exception {
        customers = SlowCustomers.of(ledger, noisy.id(), Duration.ofMillis(800));
        try (Socket waiting = begin(noisy, EVERYONE)) {
            waiting.getOutputStream()
                    .write(("GET /v1/templates HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
                                    + noisy.key() + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            waiting.setSoTimeout(15_000);
            String answers = new String(waiting.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answers)
                    .startsWith("HTTP/1.1 200")
                    .contains("\"recipients\":1")
                    .contains("\"items\":[]")
                    .containsOnlyOnce("Connection: close");
        }
    }

    @Test
    void whatTakesLongerThanItMayIs503AndSaysWhenToTryAgain() {
        customers = SlowCustomers.of(ledger, noisy.id(), LONG);
        Answer answer = api.get(noisy.key(), "/v1/customers");
        assertThat(answer.status()).as(answer.body()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("query_canceled");
        assertThat(answer.header("Retry-After")).isEqualTo("30");
    }

    @Test
    void whoWaitsTooLongForARowIs503AndSaysWhenToTryAgain() throws Exception {
        String id = api.post(quiet.key(), "/v1/customers", "{\"phone_number\": \"+14155550102\"}")
                .text("id");
        try (var other = ledger.connect();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select from customer where id = '" + id + "' for update");
            Answer answer = api.send("PATCH", quiet.key(), "/v1/customers/" + id, "{\"name\": \"Ben\"}");
            assertThat(answer.status()).as(answer.body()).isEqualTo(503);
            assertThat(answer.code()).isEqualTo("ledger_busy");
            assertThat(answer.header("Retry-After")).isEqualTo("1");
        }
    }

    private static Answer preview(TestApi.Tenant tenant) {
        return api.post(tenant.key(), "/v1/audiences/preview", EVERYONE);
    }

    private Answer csv(String path) {
        return api.post(noisy.key(), path, "phone_number\n+14155550103", "Content-Type", "text/csv");
    }

    /** Asks for a preview, and does not read its answer. */
    private static Socket begin(TestApi.Tenant tenant, String criteria) throws IOException {
        var socket = new Socket("localhost", api.port());
        socket.getOutputStream()
                .write(("POST /v1/audiences/preview HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + tenant.key()
                                + "\r\nContent-Type: application/json\r\nContent-Length: " + criteria.length()
                                + "\r\n\r\n"
                                + criteria)
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
