package ai.tulia.messaging.worker.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.webhook.WebhookEventType;
import ai.tulia.messaging.store.database.Ids;
import ai.tulia.messaging.store.inbound.InboundMessage;
import ai.tulia.messaging.store.inbound.InboundMessageRepository;
import ai.tulia.messaging.store.inbound.ReceivedMessage;
import ai.tulia.messaging.store.message.MessageTransitions;
import ai.tulia.messaging.store.message.Transition;
import ai.tulia.messaging.store.testing.TestLedger;
import ai.tulia.messaging.store.webhook.EndpointDefinition;
import ai.tulia.messaging.store.webhook.WebhookHistory;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a delivery says, and for how long it is kept. */
class WebhookContentTest {
    private static final String NUMBER = "+4915112345678";

    private static Webhooks webhooks;
    private Receiver receiver;
    private UUID tenant;
    private UUID customer;

    @BeforeAll
    static void start() {
        webhooks = new Webhooks(TestLedger.fresh());
    }

    @AfterAll
    static void stop() {
        webhooks.close();
    }

    @BeforeEach
    void aCustomer() {
        receiver = new Receiver();
        tenant = webhooks.ledger.tenant("content");
        customer = UUID.randomUUID();
        webhooks.ledger.execute("insert into customer (tenant_id, id, phone_number, created_at, updated_at) values ('"
                + tenant + "', '" + customer + "', '" + NUMBER + "', now(), now())");
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void aDeliveryNamesIdsAndStatesAndNoTextAndNoNumber() {
        webhooks.endpoint(tenant, receiver.url());
        MessageRef message = sent("Your tulips are here");
        inbound("hush");
        webhooks.deliver();
        assertThat(receiver.received).hasSize(2);
        assertThat(receiver.received)
                .allSatisfy(got -> assertThat(got.body()).doesNotContain("tulips", "hush", "15112345678"));
        var body = of("message.sent").json();
        assertThat(body.at("/data/message_id").asString())
                .isEqualTo(message.messageId().toString());
        assertThat(body.at("/data/state").asString()).isEqualTo("sent");
        assertThat(of("message.sent").headers().firstValue("content-type")).contains("application/json");
    }

    @Test
    void anEndpointThatAsksForContentGetsItAndTheOutboxHoldsNone() {
        webhooks.endpoint(tenant, receiver.url(), EndpointDefinition.CONTENT);
        sent("Your tulips are here");
        inbound("hush");
        assertThat(webhooks.text(
                        "select string_agg(d::text, ' ') from webhook_delivery d where tenant_id = '" + tenant + "'"))
                .doesNotContain("tulips", "hush", "15112345678");
        webhooks.deliver();
        assertThat(of("message.sent").json().at("/data/text").asString()).isEqualTo("Your tulips are here");
        assertThat(of("message.sent").json().at("/data/to").asString()).isEqualTo(NUMBER);
        assertThat(of("inbound.received").json().at("/data/text").asString()).isEqualTo("hush");
        assertThat(of("inbound.received").json().at("/data/from").asString()).isEqualTo("whatsapp:" + NUMBER);
    }

    @Test
    void whatIsPastItsTimeIsDeletedAndAllOfAnEndpointThatIsGone() {
        UUID endpoint = webhooks.endpoint(tenant, receiver.url()).endpoint().id();
        webhooks.event(tenant, UUID.randomUUID(), 1);
        webhooks.deliver();
        var history = webhooks.bean(WebhookHistory.class);
        history.purge(tenant, endpoint, webhooks.now().minus(Duration.ofDays(1)));
        assertThat(kept()).isEqualTo("1 1");
        history.purge(tenant, endpoint, webhooks.now().plus(Duration.ofDays(1)));
        assertThat(kept()).isEqualTo("0 0");
        webhooks.event(tenant, UUID.randomUUID(), 2);
        webhooks.ledger.execute("delete from webhook_endpoint where id = '" + endpoint + "'");
        webhooks.bean(WebhookMaintenanceJobs.class).purge();
        assertThat(kept()).isEqualTo("0 0");
    }

    private MessageRef sent(String text) {
        var message = new MessageRef(tenant, Ids.next());
        webhooks.ledger.execute("insert into message (tenant_id, id, customer_id, message_type, channel, status, state,"
                + " attempt, over_limit, expires_at, body, created_at, changed_at) values ('" + tenant + "', '"
                + message.messageId() + "', '" + customer + "', 'transactional', 'whatsapp', 'pending', 'SENDING', 1,"
                + " 'REJECT', now() + interval '1 day', '" + text + "', now(), now())");
        webhooks.in(
                tenant,
                () -> webhooks.bean(MessageTransitions.class)
                        .apply(new Transition.ProviderAccepted(message, 1, "SM1"), webhooks.now()));
        return message;
    }

    private void inbound(String text) {
        var received = new ReceivedMessage(
                "SM9",
                "whatsapp:" + NUMBER,
                "whatsapp:+14155238886",
                text,
                List.of(),
                null,
                null,
                null,
                webhooks.now());
        var inbound = new InboundMessage(Ids.next(), customer, Channel.WHATSAPP, received, null, null, false);
        webhooks.in(tenant, () -> webhooks.bean(InboundMessageRepository.class).store(tenant, inbound));
    }

    private Receiver.Received of(String type) {
        assertThat(WebhookEventType.fromCode(type)).isNotNull();
        return receiver.received.stream()
                .filter(got -> got.json().get("type").asString().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private String kept() {
        return webhooks.text("select (select count(*) from webhook_delivery where tenant_id = '" + tenant
                + "') || ' ' || (select count(*) from webhook_attempt where tenant_id = '" + tenant + "')");
    }
}
