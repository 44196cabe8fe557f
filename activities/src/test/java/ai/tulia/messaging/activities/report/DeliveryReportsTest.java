package ai.tulia.messaging.activities.report;

import static ai.tulia.messaging.activities.report.ReportFixture.report;
import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.delivery.DeliveryReport;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.store.callback.ProviderCallback;
import ai.tulia.messaging.store.database.Ids;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However what the provider says comes, the ledger ends the same, and never steps back. */
class DeliveryReportsTest {
    private static ReportFixture fixture;

    @BeforeAll
    static void open() {
        fixture = new ReportFixture();
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SENDING", "UNKNOWN", "SENT"})
    void everyOrderOfReportsEndsTheSame(String from) {
        List<List<String>> orders = orders(List.of("queued", "sending", "sent", "failed", "delivered"));
        assertThat(orders).hasSize(120);
        List<MessageRef> messages = fixture.messages(from, orders.size());
        for (int place = 0; place < 5; place++) {
            List<ProviderCallback> next = new ArrayList<>();
            for (int i = 0; i < orders.size(); i++) {
                next.add(report(messages.get(i), orders.get(i).get(place), null));
            }
            assertThat(fixture.apply(next).handled()).hasSize(120);
        }
        assertThat(fixture.ledger.queryText(
                        "select count(*) from message where state = 'DELIVERED' and failure_code is null"
                                + " and provider_msg_id = 'SM1' and id = any (array['"
                                + messages.stream()
                                        .map(ref -> ref.messageId().toString())
                                        .collect(Collectors.joining("', '"))
                                + "']::uuid[])"))
                .isEqualTo("120");
    }

    @Test
    void reportsThatComeTogetherCountByWhatSaysMost() {
        MessageRef message = fixture.message("SENT");
        fixture.apply(List.of(
                report(message, "read", null), report(message, "delivered", null), report(message, "sent", null)));
        assertThat(fixture.row(message)).isEqualTo("READ 1 - - SM1");
        assertThat(fixture.events(message)).isEqualTo("read_confirmed");
        assertThat(fixture.ledger.queryText(
                        "select (delivered_at = read_at)::text from message where id = '" + message.messageId() + "'"))
                .isEqualTo("true");
    }

    @Test
    void anEarlierReportOfAFailureKeepsItsReason() {
        MessageRef message = fixture.message("SENT");
        fixture.apply(List.of(report(message, "undelivered", 30005)));
        fixture.apply(List.of(report(message, "failed", 30006)));
        assertThat(fixture.row(message)).isEqualTo("UNDELIVERED 1 - twilio_30005 SM1");
        assertThat(fixture.events(message)).isEqualTo("delivery_failed");
    }

    @Test
    void aReportOfAnotherIdOfTheProviderChangesNothing() {
        MessageRef message = fixture.message("SENT");
        var foreign = new ProviderCallback(message, 1, "SM2", new DeliveryReport("delivered", null));
        assertThat(fixture.apply(List.of(foreign)).handled()).containsExactly(foreign);
        assertThat(fixture.row(message)).isEqualTo("SENT 1 - - SM1");
    }

    @Test
    void aReportOfAnEarlierAttemptAndAnUnknownWordChangeNothing() {
        MessageRef message = fixture.message("SENT");
        fixture.update(message, "attempt = 2");
        fixture.apply(List.of(report(message, "delivered", null)));
        fixture.apply(List.of(new ProviderCallback(message, 2, "SM1", new DeliveryReport("teleported", null))));
        assertThat(fixture.row(message)).isEqualTo("SENT 2 - - SM1");
    }

    @Test
    void aReportOfNoMessageOfTheTenantIsDoneWith() {
        var nobody = report(new MessageRef(fixture.tenant, Ids.next()), "delivered", null);
        assertThat(fixture.apply(List.of(nobody)).handled()).containsExactly(nobody);
    }

    @Test
    void aReportChangesNothingOfAnotherTenant() {
        MessageRef message = fixture.message("SENT");
        UUID other = fixture.ledger.tenant("other");
        var report = report(new MessageRef(other, message.messageId()), "delivered", null);
        var applied = fixture.apply(other, List.of(report));
        assertThat(applied.handled()).containsExactly(report);
        assertThat(fixture.row(message)).isEqualTo("SENT 1 - - SM1");
    }

    @Test
    void aMessageThatIsLockedWaitsForTheNextTime() throws SQLException {
        MessageRef free = fixture.message("SENT");
        MessageRef locked = fixture.message("SENT");
        try (Connection batch = fixture.ledger.connect()) {
            batch.setAutoCommit(false);
            batch.createStatement().execute("select from message where id = '" + locked.messageId() + "' for update");
            var applied = fixture.apply(List.of(report(free, "delivered", null), report(locked, "delivered", null)));
            assertThat(applied.handled()).extracting(ProviderCallback::ref).containsExactly(free);
            batch.rollback();
        }
        fixture.apply(List.of(report(locked, "delivered", null)));
        assertThat(fixture.row(locked)).isEqualTo("DELIVERED 1 - - SM1");
    }

    @Test
    void aFailureThatPassesIsTriedAgainLaterAndKeepsItsUnit() {
        MessageRef message = fixture.message("SENT");
        fixture.apply(List.of(report(message, "failed", 63018)));
        assertThat(fixture.row(message)).isEqualTo("WAITING 1 provider_busy - SM1");
        assertThat(fixture.ledger.queryText(
                        "select (reserved_at is not null and sent_at is null)::text from message where id = '"
                                + message.messageId() + "'"))
                .isEqualTo("true");
        assertThat(fixture.wakesAfter(message)).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(6));
        assertThat(fixture.ledger.queryText(
                        "select count(*) from quota_grant_journal where message_id = '" + message.messageId() + "'"))
                .isEqualTo("0");
    }

    @Test
    void withheldMarketingWaitsLongerEachTimeAndEndsWithItsReasonWhenItsValidityWould() {
        MessageRef message = fixture.message("SENT");
        fixture.expires(message, Duration.ofDays(3));
        fixture.apply(List.of(report(message, "failed", 63049)));
        assertThat(fixture.wakesAfter(message)).isBetween(Duration.ofHours(6), Duration.ofHours(8));
        fixture.sentAgain(message, 2);
        fixture.apply(List.of(new ProviderCallback(message, 2, "SM1", new DeliveryReport("failed", 63049))));
        assertThat(fixture.wakesAfter(message)).isBetween(Duration.ofHours(12), Duration.ofHours(15));
        fixture.sentAgain(message, 3);
        fixture.expires(message, Duration.ofHours(20));
        fixture.apply(List.of(new ProviderCallback(message, 3, "SM1", new DeliveryReport("failed", 63049))));
        assertThat(fixture.row(message)).isEqualTo("FAILED 3 - twilio_63049 SM1");
    }

    @Test
    void whoStoppedMarketingInWhatsAppStillGetsTheRest() {
        UUID ana = Ids.next();
        fixture.customer(ana, "+4915112345679");
        MessageRef message = fixture.message("SENT");
        fixture.update(message, "customer_id = '" + ana + "'");
        fixture.apply(List.of(report(message, "failed", 131050)));
        assertThat(fixture.row(message)).isEqualTo("FAILED 1 - twilio_131050 SM1");
        assertThat(fixture.ledger.queryText(
                        "select string_agg(type || ' ' || state, ', ') from consent where customer_id = '" + ana + "'"))
                .isEqualTo("promotional withdrawn");
    }

    @Test
    void whoHasNoWhatsAppIsMarkedAndKeepsTheConsents() {
        UUID ana = Ids.next();
        fixture.customer(ana, "+4915112345680");
        MessageRef message = fixture.message("SENT");
        fixture.update(message, "customer_id = '" + ana + "'");
        fixture.apply(List.of(report(message, "undelivered", 63024)));
        assertThat(fixture.ledger.queryText(
                        "select whatsapp_unreachable_until::text from customer where id = '" + ana + "'"))
                .startsWith("2026-12-28");
        assertThat(fixture.ledger.queryText("select count(*) from consent where customer_id = '" + ana + "'"))
                .isEqualTo("0");
    }

    @Test
    void toANumberOfTheUnitedStatesWithheldMarketingIsFinal() {
        UUID american = Ids.next();
        fixture.customer(american, "+14155550123");
        MessageRef message = fixture.message("SENT");
        fixture.update(message, "customer_id = '" + american + "'");
        fixture.apply(List.of(report(message, "failed", 63049)));
        assertThat(fixture.row(message)).isEqualTo("FAILED 1 - twilio_63049 SM1");
    }

    @Test
    void aBroadcastIsSignaledOfWhatIsSettledAndOfWhatIsTriedAgain() {
        UUID broadcast = Ids.next();
        MessageRef unknown = fixture.message("UNKNOWN");
        MessageRef sent = fixture.message("SENT");
        fixture.update(unknown, "broadcast_id = '" + broadcast + "'");
        UUID quiet = Ids.next();
        fixture.update(sent, "broadcast_id = '" + quiet + "'");
        assertThat(fixture.apply(List.of(report(unknown, "delivered", null), report(sent, "delivered", null)))
                        .toWake())
                .containsExactly(new BroadcastRef(fixture.tenant, broadcast));
        MessageRef again = fixture.message("SENT");
        UUID busy = Ids.next();
        fixture.update(again, "broadcast_id = '" + busy + "'");
        assertThat(fixture.apply(List.of(report(again, "failed", 63018))).toWake())
                .containsExactly(new BroadcastRef(fixture.tenant, busy));
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
}
