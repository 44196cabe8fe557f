package ai.tulia.messaging.activities.report;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.activities.dispatch.RecipientFailures;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.delivery.DeliveryReport;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.store.StoreConfiguration;
import ai.tulia.messaging.store.callback.ProviderCallback;
import ai.tulia.messaging.store.database.Ids;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.testing.TestLedger;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;

/** Promise R11: however what the provider says comes, the ledger ends the same, and never steps back. */
class DeliveryReportsTest {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final TestLedger LEDGER = TestLedger.fresh();
    private static UUID tenant;
    private static ConfigurableApplicationContext beans;

    @EnableAutoConfiguration
    @ComponentScan
    @Import({StoreConfiguration.class, RecipientFailures.class})
    static class ReportsOnly {}

    @BeforeAll
    static void open() {
        tenant = LEDGER.tenant("reports");
        customer(tenant, "+4915112345678");
        beans = new SpringApplicationBuilder(ReportsOnly.class)
                .web(WebApplicationType.NONE)
                .run(LEDGER.properties().stream().map(p -> "--" + p).toArray(String[]::new));
    }

    @AfterAll
    static void close() {
        beans.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SENDING", "UNKNOWN", "SENT"})
    void everyOrderOfReportsEndsTheSame(String from) {
        List<List<String>> orders = orders(List.of("queued", "sending", "sent", "failed", "delivered"));
        assertThat(orders).hasSize(120);
        List<MessageRef> messages = messages(from, orders.size());
        for (int place = 0; place < 5; place++) {
            List<ProviderCallback> next = new ArrayList<>();
            for (int i = 0; i < orders.size(); i++) {
                next.add(report(messages.get(i), orders.get(i).get(place), null));
            }
            assertThat(apply(next).handled()).hasSize(120);
        }
        assertThat(LEDGER.queryText("select count(*) from message where state = 'DELIVERED' and failure_code is null"
                        + " and provider_msg_id = 'SM1' and id = any (array['"
                        + messages.stream()
                                .map(ref -> ref.messageId().toString())
                                .collect(Collectors.joining("', '"))
                        + "']::uuid[])"))
                .isEqualTo("120");
    }

    @Test
    void reportsThatComeTogetherCountByWhatSaysMost() {
        MessageRef message = message("SENT");
        apply(List.of(
                report(message, "read", null), report(message, "delivered", null), report(message, "sent", null)));
        assertThat(row(message)).isEqualTo("READ 1 - - SM1");
        assertThat(events(message)).isEqualTo("read_confirmed");
        assertThat(LEDGER.queryText(
                        "select (delivered_at = read_at)::text from message where id = '" + message.messageId() + "'"))
                .isEqualTo("true");
    }

    @Test
    void anEarlierReportOfAFailureKeepsItsReason() {
        MessageRef message = message("SENT");
        apply(List.of(report(message, "undelivered", 30005)));
        apply(List.of(report(message, "failed", 30006)));
        assertThat(row(message)).isEqualTo("UNDELIVERED 1 - twilio_30005 SM1");
        assertThat(events(message)).isEqualTo("delivery_failed");
    }

    @Test
    void aReportOfAnotherIdOfTheProviderChangesNothing() {
        MessageRef message = message("SENT");
        var foreign = new ProviderCallback(message, 1, "SM2", new DeliveryReport("delivered", null));
        assertThat(apply(List.of(foreign)).handled()).containsExactly(foreign);
        assertThat(row(message)).isEqualTo("SENT 1 - - SM1");
    }

    @Test
    void aReportOfAnEarlierAttemptAndAnUnknownWordChangeNothing() {
        MessageRef message = message("SENT");
        LEDGER.execute("update message set attempt = 2 where id = '" + message.messageId() + "'");
        apply(List.of(report(message, "delivered", null)));
        apply(List.of(new ProviderCallback(message, 2, "SM1", new DeliveryReport("teleported", null))));
        assertThat(row(message)).isEqualTo("SENT 2 - - SM1");
    }

    @Test
    void aReportOfNoMessageOfTheTenantIsDoneWith() {
        var nobody = report(new MessageRef(tenant, Ids.next()), "delivered", null);
        assertThat(apply(List.of(nobody)).handled()).containsExactly(nobody);
    }

    @Test
    void aReportChangesNothingOfAnotherTenant() {
        MessageRef message = message("SENT");
        UUID other = LEDGER.tenant("other");
        var report = report(new MessageRef(other, message.messageId()), "delivered", null);
        var applied = beans.getBean(TenantTransactions.class)
                .callByKeys(other, () -> beans.getBean(DeliveryReports.class).apply(other, List.of(report), NOW));
        assertThat(applied.handled()).containsExactly(report);
        assertThat(row(message)).isEqualTo("SENT 1 - - SM1");
    }

    @Test
    void aMessageThatIsLockedWaitsForTheNextTime() throws SQLException {
        MessageRef free = message("SENT");
        MessageRef locked = message("SENT");
        try (Connection batch = LEDGER.connect()) {
            batch.setAutoCommit(false);
            batch.createStatement().execute("select from message where id = '" + locked.messageId() + "' for update");
            var applied = apply(List.of(report(free, "delivered", null), report(locked, "delivered", null)));
            assertThat(applied.handled()).extracting(ProviderCallback::ref).containsExactly(free);
            batch.rollback();
        }
        apply(List.of(report(locked, "delivered", null)));
        assertThat(row(locked)).isEqualTo("DELIVERED 1 - - SM1");
    }

    @Test
    void aFailureThatPassesIsTriedAgainLaterAndKeepsItsUnit() {
        MessageRef message = message("SENT");
        apply(List.of(report(message, "failed", 63018)));
        assertThat(row(message)).isEqualTo("WAITING 1 provider_busy - SM1");
        assertThat(LEDGER.queryText("select (reserved_at is not null and sent_at is null and wake_at >= timestamptz '"
                        + NOW.plus(Duration.ofMinutes(10)) + "')::text from message where id = '" + message.messageId()
                        + "'"))
                .isEqualTo("true");
        assertThat(LEDGER.queryText(
                        "select count(*) from quota_grant_journal where message_id = '" + message.messageId() + "'"))
                .isEqualTo("0");
    }

    @Test
    void withheldMarketingWaitsLongerEachTimeAndEndsWithItsReasonWhenItsValidityWould() {
        MessageRef message = message("SENT");
        expires(message, Duration.ofDays(3));
        apply(List.of(report(message, "failed", 63049)));
        assertThat(wakesAfter(message)).isBetween(Duration.ofHours(6), Duration.ofHours(8));
        sentAgain(message, 2);
        apply(List.of(new ProviderCallback(message, 2, "SM1", new DeliveryReport("failed", 63049))));
        assertThat(wakesAfter(message)).isBetween(Duration.ofHours(12), Duration.ofHours(15));
        sentAgain(message, 3);
        expires(message, Duration.ofHours(20));
        apply(List.of(new ProviderCallback(message, 3, "SM1", new DeliveryReport("failed", 63049))));
        assertThat(row(message)).isEqualTo("FAILED 3 - twilio_63049 SM1");
    }

    @Test
    void whoStoppedMarketingInWhatsAppStillGetsTheRest() {
        UUID ana = Ids.next();
        customer(ana, "+4915112345679");
        MessageRef message = message("SENT");
        LEDGER.execute("update message set customer_id = '" + ana + "' where id = '" + message.messageId() + "'");
        apply(List.of(report(message, "failed", 131050)));
        assertThat(row(message)).isEqualTo("FAILED 1 - twilio_131050 SM1");
        assertThat(LEDGER.queryText(
                        "select string_agg(type || ' ' || state, ', ') from consent where customer_id = '" + ana + "'"))
                .isEqualTo("promotional withdrawn");
    }

    @Test
    void whoHasNoWhatsAppIsMarkedAndKeepsTheConsents() {
        UUID ana = Ids.next();
        customer(ana, "+4915112345680");
        MessageRef message = message("SENT");
        LEDGER.execute("update message set customer_id = '" + ana + "' where id = '" + message.messageId() + "'");
        apply(List.of(report(message, "undelivered", 63024)));
        assertThat(LEDGER.queryText("select whatsapp_unreachable_until::text from customer where id = '" + ana + "'"))
                .startsWith("2026-12-28");
        assertThat(LEDGER.queryText("select count(*) from consent where customer_id = '" + ana + "'"))
                .isEqualTo("0");
    }

    @Test
    void toANumberOfTheUnitedStatesWithheldMarketingIsFinal() {
        UUID american = Ids.next();
        customer(american, "+14155550123");
        MessageRef message = message("SENT");
        LEDGER.execute("update message set customer_id = '" + american + "' where id = '" + message.messageId() + "'");
        apply(List.of(report(message, "failed", 63049)));
        assertThat(row(message)).isEqualTo("FAILED 1 - twilio_63049 SM1");
    }

    @Test
    void aBroadcastIsToldOfWhatIsSettledAndOfWhatIsTriedAgain() {
        UUID broadcast = Ids.next();
        MessageRef unknown = message("UNKNOWN");
        MessageRef sent = message("SENT");
        LEDGER.execute(
                "update message set broadcast_id = '" + broadcast + "' where id = '" + unknown.messageId() + "'");
        UUID quiet = Ids.next();
        LEDGER.execute("update message set broadcast_id = '" + quiet + "' where id = '" + sent.messageId() + "'");
        assertThat(apply(List.of(report(unknown, "delivered", null), report(sent, "delivered", null)))
                        .toWake())
                .containsExactly(new BroadcastRef(tenant, broadcast));
        MessageRef again = message("SENT");
        UUID busy = Ids.next();
        LEDGER.execute("update message set broadcast_id = '" + busy + "' where id = '" + again.messageId() + "'");
        assertThat(apply(List.of(report(again, "failed", 63018))).toWake())
                .containsExactly(new BroadcastRef(tenant, busy));
    }

    private static List<List<String>> orders(List<String> words) {
        if (words.isEmpty()) {
            return List.of(List.of());
        }
        List<List<String>> orders = new ArrayList<>();
        for (String first : words) {
            List<String> rest = new ArrayList<>(words);
            rest.remove(first);
            for (List<String> order : orders(rest)) {
                List<String> all = new ArrayList<>(List.of(first));
                all.addAll(order);
                orders.add(all);
            }
        }
        return orders;
    }

    private static void customer(UUID id, String number) {
        LEDGER.execute("insert into customer (tenant_id, id, phone_number, created_at, updated_at) values ('" + tenant
                + "', '" + id + "', '" + number + "', now(), now())");
    }

    private static MessageRef message(String state) {
        return messages(state, 1).getFirst();
    }

    /** In their first attempt. */
    private static List<MessageRef> messages(String state, int count) {
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
        LEDGER.execute(
                "insert into message (tenant_id, id, customer_id, message_type, channel, status, state, attempt, over_limit,"
                        + " provider_msg_id, reserved_at, sent_at, expires_at, created_at, changed_at) values " + rows);
        return messages;
    }

    private static void expires(MessageRef message, Duration after) {
        LEDGER.execute("update message set expires_at = timestamptz '" + NOW.plus(after) + "' where id = '"
                + message.messageId() + "'");
    }

    private static void sentAgain(MessageRef message, int attempt) {
        LEDGER.execute("update message set state = 'SENT', status = 'sent', attempt = " + attempt
                + ", wake_at = null where id = '" + message.messageId() + "'");
    }

    private static ProviderCallback report(MessageRef message, String status, @Nullable Integer code) {
        return new ProviderCallback(message, 1, "SM1", new DeliveryReport(status, code));
    }

    private static DeliveryReports.Applied apply(List<ProviderCallback> reports) {
        return beans.getBean(TenantTransactions.class)
                .callByKeys(tenant, () -> beans.getBean(DeliveryReports.class).apply(tenant, reports, NOW));
    }

    private static Duration wakesAfter(MessageRef message) {
        return Duration.ofSeconds(Long.parseLong(LEDGER.queryText("select extract(epoch from wake_at - timestamptz '"
                + NOW + "')::bigint from message where id = '" + message.messageId() + "'")));
    }

    private static String row(MessageRef message) {
        return LEDGER.queryText("select concat_ws(' ', state, attempt, coalesce(waiting_reason, '-'),"
                + " coalesce(failure_code, '-'), coalesce(provider_msg_id, '-')) from message where id = '"
                + message.messageId() + "'");
    }

    private static String events(MessageRef message) {
        return LEDGER.queryText("select string_agg(kind, ' ' order by id) from message_event where message_id = '"
                + message.messageId() + "'");
    }
}
