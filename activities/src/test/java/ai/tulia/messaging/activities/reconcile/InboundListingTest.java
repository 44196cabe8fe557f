package ai.tulia.messaging.activities.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.activities.ActivitiesConfiguration;
import ai.tulia.messaging.store.StoreConfiguration;
import ai.tulia.messaging.store.secret.SecretBox;
import ai.tulia.messaging.store.testing.TestLedger;
import ai.tulia.messaging.twiliosimulator.TwilioSimulator;
import ai.tulia.messaging.twiliosimulator.TwilioSimulatorOptions;
import ai.tulia.messaging.workflows.reconcile.ReconcileProviderActivities;
import io.temporal.testing.TestActivityEnvironment;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
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

/** What customers wrote while nobody answered the provider's webhook is asked for afterwards: no STOP is lost. */
class InboundListingTest {
    private static final String ANA = "whatsapp:+4915112345678";
    private static final TestLedger LEDGER = TestLedger.fresh();
    private static final TwilioSimulator TWILIO = TwilioSimulator.start(TwilioSimulatorOptions.defaults());
    private static ConfigurableApplicationContext beans;

    private UUID tenant;
    private String account;

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
    void aTenantThatWasAwayForAnHour() throws Exception {
        tenant = LEDGER.tenant("inbound");
        account = "AC" + tenant.toString().replace("-", "");
        byte[] token = beans.getBean(SecretBox.class).seal(tenant, "provider_account.auth_token", "token");
        LEDGER.execute("insert into provider_account (tenant_id, account_sid, auth_token, updated_at) values ('"
                + tenant + "', '" + account + "', '\\x" + HexFormat.of().formatHex(token)
                + "', now() - interval '1 hour')");
        // The simulator knows an account from its first use.
        call(HttpRequest.newBuilder(TWILIO.address().resolve("/2010-04-01/Accounts/" + account + "/Messages.json"))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString((account + ":token").getBytes())));
    }

    @Test
    void aStopThatNobodyAnsweredHoldsOnceItIsAskedFor() throws Exception {
        write(ANA, "STOP");
        write("whatsapp:+4915187654321", "Hello");
        assertThat(isDue()).isTrue();

        ask();

        assertThat(text("select state || ' ' || source from consent")).isEqualTo("withdrawn keyword");
        assertThat(text("select count(*) from inbound_message")).isEqualTo("2");
        assertThat(text("select count(*) from whatsapp_session")).isEqualTo("2");
        assertThat(text("select count(reply) from inbound_message")).isEqualTo("0");
        assertThat(isDue()).isFalse();

        away();
        ask();
        assertThat(text("select count(*) from consent_event")).isEqualTo("1");
    }

    @Test
    void aStopThatCameBeforeAStartThatWasHeardIsPast() throws Exception {
        write(ANA, "STOP");
        LEDGER.execute("insert into customer (tenant_id, id, phone_number, created_at, updated_at) values ('" + tenant
                + "', '" + tenant + "', '+4915112345678', now(), now())");
        LEDGER.execute(
                "insert into inbound_message (tenant_id, id, provider_msg_id, customer_id, channel, sender, body,"
                        + " keyword, received_at) values ('" + tenant + "', uuidv7(), 'SM-start', '" + tenant
                        + "', 'whatsapp', '" + ANA + "', '\\x00', 'start', now() + interval '1 minute')");

        ask();

        assertThat(text("select count(*) from consent")).isEqualTo("0");
        assertThat(text("select count(*) from inbound_message")).isEqualTo("2");
    }

    @Test
    void withoutAReadableTokenNothingIsTakenForKnown() throws Exception {
        write(ANA, "STOP");
        LEDGER.execute("update provider_account set auth_token = '\\x00' where tenant_id = '" + tenant + "'");
        ask();
        assertThat(isDue()).isFalse();
        assertThat(text("select count(listed_until) from inbound_inquiry")).isEqualTo("0");
    }

    private void write(String from, String text) throws Exception {
        call(HttpRequest.newBuilder(TWILIO.address().resolve("/_simulator/inbound"))
                .POST(HttpRequest.BodyPublishers.ofString("{\"account\": \"" + account + "\", \"from\": \"" + from
                        + "\", \"to\": \"whatsapp:+14155238886\", \"body\": \"" + text
                        + "\", \"webhook_url\": \"http://127.0.0.1:1/away\"}")));
    }

    private static void call(HttpRequest.Builder request) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            client.send(request.build(), HttpResponse.BodyHandlers.discarding());
        }
    }

    private boolean isDue() {
        return beans.getBean(ReconcileActivitiesImpl.class).lookAtUnsettled(tenant, Instant.now());
    }

    private void away() {
        LEDGER.execute(
                "update inbound_inquiry set asked_at = now() - interval '1 hour', listed_until = now() - interval"
                        + " '1 hour' where tenant_id = '" + tenant + "'");
    }

    private void ask() {
        var environment = TestActivityEnvironment.newInstance();
        try {
            environment.registerActivitiesImplementations(beans.getBean(ReconcileProviderActivitiesImpl.class));
            environment.newActivityStub(ReconcileProviderActivities.class).askProvider(tenant);
        } finally {
            environment.close();
        }
    }

    private String text(String sql) {
        return LEDGER.queryText(sql + " where tenant_id = '" + tenant + "'");
    }
}
