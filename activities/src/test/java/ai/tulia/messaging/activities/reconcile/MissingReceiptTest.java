package ai.tulia.messaging.activities.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.activities.ActivitiesConfiguration;
import ai.tulia.messaging.activities.delivery.OutboundMessage;
import ai.tulia.messaging.activities.delivery.TwilioGateway;
import ai.tulia.messaging.domain.delivery.ProviderAnswer;
import ai.tulia.messaging.store.StoreConfiguration;
import ai.tulia.messaging.store.database.Ids;
import ai.tulia.messaging.store.secret.SecretBox;
import ai.tulia.messaging.store.testing.TestLedger;
import ai.tulia.messaging.twiliosimulator.FaultMode;
import ai.tulia.messaging.twiliosimulator.FaultRule;
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
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** What the provider took and never reported is asked for, each message once; what it did not answer is looked for. */
class MissingReceiptTest {
    private static final TestLedger LEDGER = TestLedger.fresh();
    private static final TwilioSimulator TWILIO =
            TwilioSimulator.start(TwilioSimulatorOptions.defaults().withCallbackDelay(Duration.ofMillis(10)));
    private static final String CUSTOMER = "whatsapp:+4915112345678";
    private static final String SENDER = "whatsapp:+14155238886";
    private static ConfigurableApplicationContext beans;

    private UUID tenant;
    private String account;
    private int number;

    @EnableAutoConfiguration
    @Import({StoreConfiguration.class, ActivitiesConfiguration.class})
    static class Worker {}

    @BeforeAll
    static void start() {
        beans = new SpringApplicationBuilder(Worker.class)
                .web(WebApplicationType.NONE)
                .run(Stream.concat(
                                LEDGER.properties().stream(),
                                Stream.of(
                                        "tulia.receipt-after=0s",
                                        "tulia.reconcile-after=0s",
                                        "tulia.redis.url=redis://127.0.0.1:1",
                                        "tulia.twilio.simulator-url=" + TWILIO.address()))
                        .map(property -> "--" + property)
                        .toArray(String[]::new));
    }

    @AfterAll
    static void stop() {
        beans.close();
        TWILIO.close();
    }

    @BeforeEach
    void aTenantWithAnAccount() {
        TWILIO.faults(List.of());
        tenant = LEDGER.tenant("receipts");
        account = "AC" + tenant.toString().replace("-", "");
        byte[] token = beans.getBean(SecretBox.class).seal(tenant, "provider_account.auth_token", "token");
        LEDGER.execute("insert into provider_account (tenant_id, account_sid, auth_token, updated_at) values ('"
                + tenant + "', '" + account + "', '\\x" + HexFormat.of().formatHex(token) + "', now())");
        LEDGER.execute("insert into customer (tenant_id, id, phone_number, created_at, updated_at) values ('" + tenant
                + "', '" + tenant + "', '+4915112345678', now(), now())");
    }

    @Test
    void whatTheProviderKnowsIsAppliedAndAskedForOnce() {
        UUID delivered = sent(post());
        TWILIO.faults(List.of(FaultRule.of(FaultMode.CALLBACK_FAILED).withCode(30005)));
        UUID undelivered = sent(post());
        UUID unknown = sent("SM00000000000000000000000000000000");
        awaitTheirCourse();
        assertThat(isDue(tenant)).isTrue();

        ask(tenant);

        assertThat(row(delivered)).isEqualTo("DELIVERED -");
        assertThat(row(undelivered)).isEqualTo("UNDELIVERED twilio_30005");
        assertThat(row(unknown)).isEqualTo("SENT -");
        assertThat(isDue(tenant)).isFalse();
    }

    @Test
    void withoutAnAccountNothingIsAskedNorDecided() {
        UUID message = sent("SM00000000000000000000000000000001");
        LEDGER.execute("delete from provider_account where tenant_id = '" + tenant + "'");

        ask(tenant);

        assertThat(row(message)).isEqualTo("SENT -");
        assertThat(isDue(tenant)).isFalse();
    }

    @Test
    void anotherTenantsMessagesAreLeftAlone() {
        UUID ours = sent(post());
        UUID other = LEDGER.tenant("other");
        awaitTheirCourse();

        assertThat(isDue(other)).isFalse();
        ask(other);

        assertThat(row(ours)).isEqualTo("SENT -");
    }

    @Test
    void whatAnotherSenderOfTheAccountSentIsNotAdopted() {
        UUID message = unknown();
        post("whatsapp:+14155550001", CUSTOMER);
        ask(tenant);
        assertThat(row(message)).isEqualTo("UNKNOWN -");
        assertThat(LEDGER.queryText("select string_agg(detail ->> 'found', ' ') from message_event where message_id = '"
                        + message + "' and kind = 'looked_for'"))
                .isEqualTo("ambiguous");

        String ours = post(SENDER, CUSTOMER);
        LEDGER.execute("update unknown_attempt set next_look_at = now() where message_id = '" + message + "'");
        ask(tenant);
        assertThat(LEDGER.queryText("select provider_msg_id from message where id = '" + message + "'"))
                .isEqualTo(ours);
    }

    private UUID unknown() {
        UUID id = message("pending", "UNKNOWN", "null");
        LEDGER.execute("insert into unknown_attempt (tenant_id, message_id, attempt, since) values ('" + tenant + "', '"
                + id + "', 1, now())");
        return id;
    }

    /** @return the provider's id */
    private String post() {
        return post(SENDER, "whatsapp:+49151" + (1_000_000 + number++));
    }

    private String post(String from, String to) {
        var message = new OutboundMessage(
                account, "token", from, to, "Hello", null, Map.of(), null, URI.create("http://127.0.0.1:1/nobody"));
        var answer = beans.getBean(TwilioGateway.class).post(message, () -> true);
        return ((ProviderAnswer.Created) answer).sid();
    }

    private void awaitTheirCourse() {
        await().until(() -> TWILIO.messages().stream()
                .filter(message -> message.accountSid().equals(account))
                .allMatch(message -> message.status().code().endsWith("delivered")));
    }

    private UUID sent(String sid) {
        UUID id = message("sent", "SENT", "'" + sid + "'");
        LEDGER.execute("update message set sent_at = '" + Instant.now() + "' where id = '" + id + "'");
        return id;
    }

    /** @param sid as SQL */
    private UUID message(String status, String state, String sid) {
        UUID id = Ids.next();
        LEDGER.execute(
                "insert into message (tenant_id, id, customer_id, message_type, channel, status, state, attempt, over_limit,"
                        + " body, provider_msg_id, expires_at, created_at, changed_at) values ('" + tenant + "', '"
                        + id
                        + "', '" + tenant + "', 'transactional', 'whatsapp', '" + status + "', '" + state
                        + "', 1, 'REJECT', 'Hello', " + sid + ", now() + interval '1 hour', now(), now())");
        return id;
    }

    private static boolean isDue(UUID of) {
        return beans.getBean(ReconcileActivities.class).lookAtUnsettled(of, Instant.now());
    }

    private static void ask(UUID of) {
        var activities = TestActivityEnvironment.newInstance();
        try {
            activities.registerActivitiesImplementations(beans.getBean(ReconcileProviderActivities.class));
            activities.newActivityStub(ReconcileProviderActivities.class).askProvider(of);
        } finally {
            activities.close();
        }
    }

    private static String row(UUID message) {
        return LEDGER.queryText(
                "select concat_ws(' ', state, coalesce(failure_code, '-')) from message where id = '" + message + "'");
    }
}
