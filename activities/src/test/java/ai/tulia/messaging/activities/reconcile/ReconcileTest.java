package ai.tulia.messaging.activities.reconcile;

import ai.tulia.messaging.activities.ActivitiesConfiguration;
import ai.tulia.messaging.activities.delivery.OutboundMessage;
import ai.tulia.messaging.activities.delivery.TwilioGateway;
import ai.tulia.messaging.domain.delivery.ProviderAnswer;
import ai.tulia.messaging.store.StoreConfiguration;
import ai.tulia.messaging.store.database.Ids;
import ai.tulia.messaging.store.secret.SecretBox;
import ai.tulia.messaging.store.testing.TestLedger;
import ai.tulia.messaging.twiliosimulator.TwilioSimulator;
import ai.tulia.messaging.twiliosimulator.TwilioSimulatorOptions;
import ai.tulia.messaging.workflows.reconcile.ReconcileActivities;
import ai.tulia.messaging.workflows.reconcile.ReconcileProviderActivities;
import io.temporal.testing.TestActivityEnvironment;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** A tenant with an account at a simulated provider, which is asked what it knows. */
abstract class ReconcileTest {
    static final TestLedger LEDGER = TestLedger.fresh();
    static final String CUSTOMER = "whatsapp:+4915112345678";
    static final String SENDER = "whatsapp:+14155238886";
    static TwilioSimulator twilio;
    private static ConfigurableApplicationContext beans;

    UUID tenant;
    String account;
    private int number;

    @EnableAutoConfiguration
    @Import({StoreConfiguration.class, ActivitiesConfiguration.class})
    static class Worker {}

    @BeforeAll
    static void start() {
        twilio = TwilioSimulator.start(TwilioSimulatorOptions.defaults().withCallbackDelay(Duration.ofMillis(10)));
        beans = new SpringApplicationBuilder(Worker.class)
                .web(WebApplicationType.NONE)
                .run(Stream.concat(
                                LEDGER.properties().stream(),
                                Stream.of(
                                        "tulia.receipt-after=0s",
                                        "tulia.reconcile-after=0s",
                                        "tulia.redis.url=redis://127.0.0.1:1",
                                        "tulia.twilio.simulator-url=" + twilio.address()))
                        .map(property -> "--" + property)
                        .toArray(String[]::new));
    }

    @AfterAll
    static void stop() {
        beans.close();
        twilio.close();
    }

    @BeforeEach
    void aTenantWithAnAccount() {
        twilio.faults(List.of());
        tenant = LEDGER.tenant("receipts");
        account = "AC" + tenant.toString().replace("-", "");
        byte[] token = beans.getBean(SecretBox.class).seal(tenant, "provider_account.auth_token", "token");
        LEDGER.execute("insert into provider_account (tenant_id, account_sid, auth_token, updated_at) values ('"
                + tenant + "', '" + account + "', '\\x" + HexFormat.of().formatHex(token) + "', now())");
        LEDGER.execute("insert into customer (tenant_id, id, phone_number, created_at, updated_at) values ('" + tenant
                + "', '" + tenant + "', '+4915112345678', now(), now())");
    }

    /** @return the provider's id */
    String post() {
        return post(SENDER, "whatsapp:+49151" + (1_000_000 + number++));
    }

    String post(String from, String to) {
        var message = new OutboundMessage(
                account, "token", from, to, "Hello", null, Map.of(), null, URI.create("http://127.0.0.1:1/nobody"));
        var answer = beans.getBean(TwilioGateway.class).post(message, () -> true);
        return ((ProviderAnswer.Created) answer).sid();
    }

    /** @param sid as SQL */
    UUID message(String status, String state, String sid) {
        UUID id = Ids.next();
        LEDGER.execute(
                "insert into message (tenant_id, id, customer_id, message_type, channel, status, state, attempt, over_limit,"
                        + " body, provider_msg_id, expires_at, created_at, changed_at) values ('" + tenant + "', '"
                        + id
                        + "', '" + tenant + "', 'transactional', 'whatsapp', '" + status + "', '" + state
                        + "', 1, 'REJECT', 'Hello', " + sid + ", now() + interval '1 hour', now(), now())");
        return id;
    }

    static boolean isDue(UUID of) {
        return beans.getBean(ReconcileActivities.class).lookAtUnsettled(of, Instant.now());
    }

    static void ask(UUID of) {
        var activities = TestActivityEnvironment.newInstance();
        try {
            activities.registerActivitiesImplementations(beans.getBean(ReconcileProviderActivities.class));
            activities.newActivityStub(ReconcileProviderActivities.class).askProvider(of);
        } finally {
            activities.close();
        }
    }

    static String row(UUID message) {
        return LEDGER.queryText(
                "select concat_ws(' ', state, coalesce(failure_code, '-')) from message where id = '" + message + "'");
    }
}
