package ai.tulia.messaging.activities.report;

import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.activities.dispatch.RecipientFailures;
import ai.tulia.messaging.domain.delivery.DeliveryReport;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.store.StoreConfiguration;
import ai.tulia.messaging.store.callback.ProviderCallback;
import ai.tulia.messaging.store.database.Ids;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.testing.TestLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;

/** The reports applied to a ledger of their own: its messages as a dispatch left them, and what became of them. */
final class ReportFixture implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    final TestLedger ledger = TestLedger.fresh();
    final UUID tenant = ledger.tenant("reports");
    private final ConfigurableApplicationContext beans;

    @EnableAutoConfiguration
    @ComponentScan
    @Import({StoreConfiguration.class, RecipientFailures.class})
    static class ReportsOnly {}

    ReportFixture() {
        customer(tenant, "+4915112345678");
        beans = new SpringApplicationBuilder(ReportsOnly.class)
                .web(WebApplicationType.NONE)
                .run(ledger.properties().stream().map(p -> "--" + p).toArray(String[]::new));
    }

    void customer(UUID id, String number) {
        ledger.execute("insert into customer (tenant_id, id, phone_number, created_at, updated_at) values ('" + tenant
                + "', '" + id + "', '" + number + "', now(), now())");
    }

    MessageRef message(String state) {
        return messages(state, 1).getFirst();
    }

    /** In their first attempt. */
    List<MessageRef> messages(String state, int count) {
        boolean sent = state.equals("SENT");
        List<MessageRef> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            messages.add(new MessageRef(tenant, Ids.next()));
        }
        String rows = messages.stream()
                .map(ref -> "('" + tenant + "', '" + ref.messageId() + "', '" + tenant
                        + "', 'promotional', 'whatsapp', '" + (sent ? "sent" : "pending") + "', '" + state
                        + "', 1, 'DEFER', "
                        + (sent ? "'SM1', '" + NOW + "', '" + NOW + "'" : "null, '" + NOW + "', null")
                        + ", timestamptz '" + NOW + "' + interval '1 hour', timestamptz '" + NOW + "', timestamptz '"
                        + NOW + "')")
                .collect(Collectors.joining(", "));
        ledger.execute(
                "insert into message (tenant_id, id, customer_id, message_type, channel, status, state, attempt, over_limit,"
                        + " provider_msg_id, reserved_at, sent_at, expires_at, created_at, changed_at) values " + rows);
        return messages;
    }

    void update(MessageRef message, String assignments) {
        ledger.execute("update message set " + assignments + " where id = '" + message.messageId() + "'");
    }

    void expires(MessageRef message, Duration after) {
        update(message, "expires_at = timestamptz '" + NOW.plus(after) + "'");
    }

    void sentAgain(MessageRef message, int attempt) {
        update(message, "state = 'SENT', status = 'sent', attempt = " + attempt + ", wake_at = null");
    }

    /** Of the first attempt. */
    static ProviderCallback report(MessageRef message, String status, @Nullable Integer code) {
        return new ProviderCallback(message, 1, "SM1", new DeliveryReport(status, code));
    }

    DeliveryReports.Applied apply(List<ProviderCallback> reports) {
        return apply(tenant, reports);
    }

    /** By another tenant than that of the messages. */
    DeliveryReports.Applied apply(UUID by, List<ProviderCallback> reports) {
        return beans.getBean(TenantTransactions.class)
                .callByKeys(by, () -> beans.getBean(DeliveryReports.class).apply(by, reports, NOW));
    }

    /** Until one transaction waits for a lock that another has. */
    void awaitLockWait() {
        await().until(() -> ledger.queryText("select count(*) from pg_stat_activity where datname = current_database()"
                        + " and wait_event_type = 'Lock'")
                .equals("1"));
    }

    <T> T bean(Class<T> type) {
        return beans.getBean(type);
    }

    Duration wakesAfter(MessageRef message) {
        return Duration.ofSeconds(Long.parseLong(ledger.queryText("select extract(epoch from wake_at - timestamptz '"
                + NOW + "')::bigint from message where id = '" + message.messageId() + "'")));
    }

    /** State, attempt, reason of its wait, reason of its failure and id of the provider. */
    String row(MessageRef message) {
        return ledger.queryText("select concat_ws(' ', state, attempt, coalesce(waiting_reason, '-'),"
                + " coalesce(failure_code, '-'), coalesce(provider_msg_id, '-')) from message where id = '"
                + message.messageId() + "'");
    }

    String events(MessageRef message) {
        return ledger.queryText("select string_agg(kind, ' ' order by id) from message_event where message_id = '"
                + message.messageId() + "'");
    }

    @Override
    public void close() {
        beans.close();
    }
}
