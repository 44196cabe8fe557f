package ai.tulia.messaging.store.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.consent.ConsentType;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.store.StoreConfiguration;
import ai.tulia.messaging.store.consent.ConsentBatch;
import ai.tulia.messaging.store.consent.ConsentHistoryQueries;
import ai.tulia.messaging.store.database.Ids;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.testing.TestLedger;
import ai.tulia.messaging.store.webhook.EndpointDefinition;
import ai.tulia.messaging.store.webhook.WebhookEndpointRepository;
import java.time.Instant;
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

/** What was being sent at the moment of a withdrawal is named with it, by ids, whichever way it came. */
class StopUnderWayTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final String ANA = "+4915112345678";
    private static final String BEN = "+4915112345679";

    private static TestLedger ledger;
    private static ConfigurableApplicationContext beans;
    private UUID tenant;
    private UUID ana;
    private UUID ben;

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
    void anEndpointThatAsksForOptOuts() {
        tenant = ledger.tenant("stop");
        ana = customer(ANA);
        ben = customer(BEN);
        List<String> events = List.of("customer.opted_out", "customer.opted_in");
        in(() -> beans.getBean(WebhookEndpointRepository.class)
                .add(tenant, new EndpointDefinition("https://example.com", null, events, List.of(), true), NOW)
                .orElseThrow());
    }

    @Test
    void aStopNamesWhatWasUnderWayInItsEventAndInTheHistory() {
        UUID sending = message(ana, "SENDING", "transactional");
        message(ana, "WAITING", "transactional");
        message(ben, "SENDING", "transactional");

        assertThat(said("SM1", "STOP").effect().underWay()).containsExactly(sending);

        assertThat(underWay("opted_out")).isEqualTo("[\"" + sending + "\"]");
        assertThat(history(ana)).containsExactly(List.of(sending));
    }

    @Test
    void aStopWithNothingUnderWaySaysThatAndAStartSaysNothingOfIt() {
        said("SM1", "STOP");
        said("SM2", "START");

        assertThat(underWay("opted_out")).isEqualTo("[]");
        assertThat(underWay("opted_in")).isEmpty();
        assertThat(ledger.queryText(
                        "select string_agg(state || ' ' || coalesce(under_way::text, '-'), ', ' order by id)"
                                + " from consent_event where tenant_id = '" + tenant + "'"))
                .isEqualTo("withdrawn {}, granted -");
    }

    @Test
    void aFileNamesForEachCustomerAndTypeItsOwn() {
        UUID promotion = message(ana, "SENDING", "promotional");
        UUID code = message(ben, "SENDING", "transactional");
        var changes = List.of(
                new ConsentBatch.Change(ana, ConsentType.PROMOTIONAL, ConsentState.WITHDRAWN),
                new ConsentBatch.Change(ben, ConsentType.PROMOTIONAL, ConsentState.WITHDRAWN),
                new ConsentBatch.Change(ben, ConsentType.ALL, ConsentState.WITHDRAWN));

        var recorded =
                in(() -> beans.getBean(ConsentBatch.class).record(tenant, Channel.WHATSAPP, changes, "import", NOW));

        assertThat(recorded.effect().underWay()).containsExactlyInAnyOrder(promotion, code);
        assertThat(history(ana)).containsExactly(List.of(promotion));
        assertThat(history(ben)).containsExactlyInAnyOrder(List.of(), List.of(code));
        assertThat(ledger.queryText(
                        "select string_agg(concat_ws(' ', data ->> 'consent_type', data ->> 'under_way'), ', '"
                                + " order by seq) from webhook_delivery where tenant_id = '" + tenant
                                + "' and subject_id = '" + ben
                                + "'"))
                .contains("promotional []", "all [\"" + code + "\"]");
    }

    private InboundIntake.Taken said(String sid, String text) {
        var received = new ReceivedMessage(
                sid, "whatsapp:" + ANA, "whatsapp:+14155238886", text, List.of(), null, null, null, NOW);
        return in(() -> beans.getBean(InboundIntake.class).take(tenant, received, true));
    }

    private List<List<UUID>> history(UUID customer) {
        return in(() -> beans.getBean(ConsentHistoryQueries.class).latest(tenant, customer, 10)).stream()
                .map(ConsentHistoryQueries.Entry::underWay)
                .toList();
    }

    private String underWay(String event) {
        String ids = ledger.queryText("select data -> 'under_way' from webhook_delivery where tenant_id = '" + tenant
                + "' and type = 'customer." + event + "'");
        return ids == null ? "" : ids;
    }

    private UUID customer(String number) {
        UUID id = Ids.next();
        ledger.execute("insert into customer (tenant_id, id, phone_number, created_at, updated_at) values ('" + tenant
                + "', '" + id + "', '" + number + "', now(), now())");
        return id;
    }

    private UUID message(UUID customer, String state, String type) {
        UUID id = Ids.next();
        ledger.execute("insert into message (tenant_id, id, customer_id, message_type, channel, status, state, attempt,"
                + " over_limit, expires_at, created_at, changed_at) values ('" + tenant + "', '" + id + "', '"
                + customer
                + "', '" + type + "', 'whatsapp', 'pending', '" + state
                + "', 1, 'REJECT', '2026-11-24T12:00:00Z', now(), now())");
        return id;
    }

    private <T> T in(Supplier<T> work) {
        return beans.getBean(TenantTransactions.class).call(tenant, work);
    }
}
