package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.TestApi;
import ai.tulia.messaging.store.testing.TestLedger;
import ai.tulia.messaging.store.testing.TestRedis;
import ai.tulia.messaging.twiliosimulator.TwilioSimulator;
import ai.tulia.messaging.twiliosimulator.TwilioSimulatorOptions;
import ai.tulia.messaging.workflows.message.SearchAttribute;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.testserver.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/**
 * The API with a real ledger, a real Redis, a simulated Twilio and Temporal's test server, where no worker polls: what is
 * put to wait stays as it was accepted.
 */
abstract class MessageTest {
    private static final class Shared {
        static final TestLedger LEDGER = TestLedger.fresh();
        static final TestRedis REDIS = TestRedis.start();
        static final TwilioSimulator TWILIO = TwilioSimulator.start(TwilioSimulatorOptions.defaults());
        static final int TEMPORAL = freePort();
        static final TestServer.PortBoundTestServer SERVER = TestServer.createPortBoundServer(TEMPORAL);
        static final TestApi API = TestApi.start(properties(LEDGER, REDIS, TEMPORAL));

        static {
            registerSearchAttributes();
        }

        /** What a worker does when it starts. */
        private static void registerSearchAttributes() {
            var request = AddSearchAttributesRequest.newBuilder().setNamespace("default");
            SearchAttribute.ALL.forEach(attribute ->
                    request.putSearchAttributes(attribute.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
            OperatorServiceStubs.newServiceStubs(OperatorServiceStubsOptions.newBuilder()
                            .setChannel(API.bean(WorkflowServiceStubs.class).getRawChannel())
                            .validateAndBuildWithDefaults())
                    .blockingStub()
                    .addSearchAttributes(request.build());
        }
    }

    static ArrayList<String> properties(TestLedger ledger, TestRedis redis, int temporal) {
        var properties = new ArrayList<>(ledger.properties());
        properties.add("tulia.redis.url=" + redis.address());
        properties.add("tulia.redis.answer-within=2s");
        properties.add("spring.temporal.connection.target=127.0.0.1:" + temporal);
        properties.add("tulia.twilio.simulator-url=" + Shared.TWILIO.address());
        return properties;
    }

    static TestLedger ledger() {
        return Shared.LEDGER;
    }

    static TestRedis redis() {
        return Shared.REDIS;
    }

    static TestApi api() {
        return Shared.API;
    }

    static TwilioSimulator twilio() {
        return Shared.TWILIO;
    }

    /**
     * A new tenant in Berlin without quiet hours. This process cannot open its account's auth token: what may go stays as it
     * was accepted, for a worker that can.
     */
    static Shop shop() {
        return new Shop(api(), api().tenant(ledger()), ledger()).withATokenForWorkersOnly();
    }

    /** One whose messages this process sends. */
    static Shop sendingShop() {
        return new Shop(api(), api().tenant(ledger()), ledger()).withAnAccount();
    }

    static void now(Instant instant) {
        api().clock().advance(Duration.between(api().clock().instant(), instant));
    }

    static Instant now() {
        return api().clock().instant();
    }

    static String json(String singleQuoted) {
        return singleQuoted.replace('\'', '"');
    }

    static List<String> fields(Answer problem) {
        return problem.json()
                .path("errors")
                .valueStream()
                .map(error -> error.path("field").asString())
                .toList();
    }

    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void backToTheRealTime() {
        api().clock().reset();
    }
}
