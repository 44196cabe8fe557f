package ai.tulia.messaging.store.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.consent.ConsentType;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.webhook.WebhookEventType;
import ai.tulia.messaging.store.StoreConfiguration;
import ai.tulia.messaging.store.consent.ConsentBatch;
import ai.tulia.messaging.store.consent.ConsentLedger;
import ai.tulia.messaging.store.database.Ids;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.inbound.InboundMessage;
import ai.tulia.messaging.store.inbound.InboundMessageRepository;
import ai.tulia.messaging.store.inbound.ReceivedMessage;
import ai.tulia.messaging.store.message.MessageTransitions;
import ai.tulia.messaging.store.message.Transition;
import ai.tulia.messaging.store.notice.QuotaWarnings;
import ai.tulia.messaging.store.testing.TestLedger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** What happens is written with it, in its transaction, for the endpoints that ask for it. */
class WebhookOutboxTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final String NUMBER = "+4915112345678";

    private static TestLedger ledger;
    private static ConfigurableApplicationContext beans;
    private UUID tenant;
    private UUID customer;

    @EnableAutoConfiguration
    @Import(StoreConfiguration.class)
    static class Store {}

    @BeforeAll
    static void open() {
        ledger = TestLedger.fresh();
        beans = new SpringApplicationBuilder(Store.class)
                .web(WebApplicationType.NONE)
                .run(ledger.properties().stream().map(p -> "--" + p).toArray(String[]::new));
    }

    @AfterAll
    static void close() {
        beans.close();
    }

    @BeforeEach
    void aTenant() {
        tenant = ledger.tenant("outbox");
        customer = UUID.randomUUID();
        ledger.execute("insert into customer (tenant_id, id, phone_number, created_at, updated_at) values ('" + tenant
                + "', '" + customer + "', '" + NUMBER + "', now(), now())");
    }

    @Test
    void whatAMessageComesToIsPublishedInOrderAndWhileItIsOpenNothing() {
        endpoint(WebhookEventType.subscribable());
        MessageRef message = accepted();
        apply(new Transition.AttemptStarted(message, 1, "a secret text", null, null));
        assertThat(told()).isEmpty();
        apply(new Transition.ProviderAccepted(message, 1, "SM1"));
        apply(new Transition.Delivered(message, 1, "SM1"));
        apply(new Transition.Delivered(message, 1, "SM1"));
        apply(new Transition.Read(message, 1, "SM1"));
        assertThat(told()).isEqualTo("message.sent message.delivered message.read");
        assertThat(ledger.queryText("select data from webhook_delivery where tenant_id = '" + tenant
                        + "' and type = 'message.sent'"))
                .isEqualTo("{\"state\": \"sent\", \"status\": \"sent\", \"attempt\": 1, \"channel\": \"whatsapp\","
                        + " \"message_id\": \"" + message.messageId() + "\", \"customer_id\": \"" + customer
                        + "\", \"message_type\": \"transactional\"}");
        assertThat(ledger.queryText(
                        "select string_agg(d::text, ' ') from webhook_delivery d where tenant_id = '" + tenant + "'"))
                .doesNotContain("secret text", NUMBER);
    }

    @Test
    void everyEndIsPublishedWithItsReason() {
        endpoint(List.of("message.failed", "message.canceled"));
        MessageRef refused = accepted();
        apply(new Transition.AttemptStarted(refused, 1, null, null, null));
        apply(new Transition.ProviderRefused(refused, 1, "twilio_21211", "check the number"));
        apply(new Transition.Canceled(accepted(), "api"));
        assertThat(told()).isEqualTo("message.failed message.canceled");
        assertThat(ledger.queryText("select data ->> 'code' from webhook_delivery where tenant_id = '" + tenant
                        + "' and type = 'message.failed'"))
                .isEqualTo("twilio_21211");
    }

    @Test
    void eachEndpointGetsItsOwnAndNoRowIsWrittenThatNoneWants() {
        List<Transition> transitions = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            transitions.add(new Transition.Canceled(accepted(), "broadcast"));
        }
        UUID other = ledger.tenant("with endpoint");
        in(other, () -> endpoint(other, List.of("message.canceled"), true));
        endpoint(List.of("message.sent"));
        in(tenant, () -> endpoint(tenant, List.of("message.canceled"), false));
        apply(transitions.subList(0, 25));
        assertThat(told()).isEmpty();
        endpoint(List.of("message.canceled"));
        endpoint(List.of("message.canceled", "message.read"));
        apply(transitions.subList(25, 50));
        assertThat(count("tenant_id = '" + tenant + "'")).isEqualTo("50");
        assertThat(count("tenant_id = '" + other + "'")).isEqualTo("0");
    }

    @Test
    void whatIsRolledBackIsNotPublished() {
        endpoint(WebhookEventType.subscribable());
        MessageRef message = accepted();
        assertThatThrownBy(() -> in(tenant, () -> {
                    beans.getBean(MessageTransitions.class).apply(new Transition.Canceled(message, "api"), NOW);
                    throw new IllegalStateException("rolled back");
                }))
                .hasMessage("rolled back");
        assertThat(told()).isEmpty();
    }

    @Test
    void consentsInboundMessagesAndWarningsArePublished() {
        endpoint(WebhookEventType.subscribable());
        in(tenant, () -> consent(ConsentState.WITHDRAWN));
        in(tenant, () -> consent(ConsentState.GRANTED));
        var granted = new ConsentBatch.Change(customer, ConsentType.PROMOTIONAL, ConsentState.GRANTED);
        for (int i = 0; i < 2; i++) {
            in(
                    tenant,
                    () -> beans.getBean(ConsentBatch.class)
                            .record(tenant, Channel.WHATSAPP, List.of(granted), "import", NOW));
        }
        var received = new ReceivedMessage(
                "SM9", "whatsapp:" + NUMBER, "whatsapp:+14155238886", "hush", List.of(), null, null, null, NOW);
        var inbound = new InboundMessage(Ids.next(), customer, Channel.WHATSAPP, received, null, null, false);
        for (int i = 0; i < 2; i++) {
            in(tenant, () -> beans.getBean(InboundMessageRepository.class).store(tenant, inbound));
        }
        beans.getBean(QuotaWarnings.class).check(tenant, 8, 10L, NOW);
        assertThat(told())
                .isEqualTo("customer.opted_out customer.opted_in customer.opted_in inbound.received quota.warning");
        assertThat(ledger.queryText(
                        "select string_agg(d::text, ' ') from webhook_delivery d where tenant_id = '" + tenant + "'"))
                .doesNotContain("hush", NUMBER);
    }

    private Object consent(ConsentState state) {
        return beans.getBean(ConsentLedger.class)
                .record(tenant, customer, Channel.WHATSAPP, ConsentType.ALL, state, "keyword", null, NOW);
    }

    private MessageRef accepted() {
        UUID id = Ids.next();
        ledger.execute(
                "insert into message (tenant_id, id, customer_id, message_type, channel, status, state,"
                        + " over_limit, expires_at, created_at, changed_at) values ('" + tenant + "', '" + id + "', '"
                        + customer
                        + "', 'transactional', 'whatsapp', 'pending', 'ACCEPTED', 'REJECT', '2026-11-24T12:00:00Z', now(), now())");
        return new MessageRef(tenant, id);
    }

    private void endpoint(List<String> events) {
        in(tenant, () -> endpoint(tenant, events, true));
    }

    private static Object endpoint(UUID tenant, List<String> events, boolean enabled) {
        return beans.getBean(WebhookEndpointRepository.class)
                .add(tenant, new EndpointDefinition("https://example.com", null, events, List.of(), enabled), NOW)
                .orElseThrow();
    }

    private void apply(Transition transition) {
        in(tenant, () -> beans.getBean(MessageTransitions.class).apply(transition, NOW));
    }

    private void apply(List<Transition> transitions) {
        in(tenant, () -> beans.getBean(MessageTransitions.class).apply(tenant, transitions, NOW));
    }

    private static <T> T in(UUID tenant, Supplier<T> work) {
        return beans.getBean(TenantTransactions.class).call(tenant, work);
    }

    private String told() {
        String types = ledger.queryText(
                "select string_agg(type, ' ' order by seq) from webhook_delivery where tenant_id = '" + tenant + "'");
        return types == null ? "" : types;
    }

    private static String count(String where) {
        return ledger.queryText("select count(*) from webhook_delivery where " + where);
    }
}
