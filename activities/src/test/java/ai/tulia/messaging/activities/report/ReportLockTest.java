package ai.tulia.messaging.activities.report;

import static ai.tulia.messaging.activities.report.ReportFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.broadcast.BroadcastHealth;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.consent.ConsentType;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.store.broadcast.BroadcastRepository;
import ai.tulia.messaging.store.broadcast.BroadcastRun.Reported;
import ai.tulia.messaging.store.consent.ConsentLedger;
import ai.tulia.messaging.store.consent.WithdrawalEffect;
import ai.tulia.messaging.store.database.Ids;
import ai.tulia.messaging.store.database.TenantTransactions;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What the provider reports, and who changes the same rows at that moment. */
class ReportLockTest {
    private static final List<Reported> FAULTS =
            Collections.nCopies(BroadcastHealth.SAME_FAILURES, new Reported(NOW, "twilio_63040"));

    @Test
    void aResumeThatHasTheBroadcastIsNotGivenUpForReportsThatWaitForIt() {
        try (var fixture = new ReportFixture()) {
            var broadcast = new BroadcastRef(fixture.tenant, Ids.next());
            fixture.ledger.execute("insert into broadcast (tenant_id, id, name, message_type, channel, status,"
                    + " paused_reason, content, audience, created_at, changed_at) values ('" + fixture.tenant + "', '"
                    + broadcast.broadcastId()
                    + "', 'news', 'promotional', 'whatsapp', 'paused', 'twilio_63040', 'News',"
                    + " 'list', now(), now())");
            fixture.ledger.execute("insert into broadcast_run (tenant_id, broadcast_id, since) values ('"
                    + fixture.tenant + "', '" + broadcast.broadcastId() + "', timestamptz '" + NOW + "')");
            var broadcasts = fixture.bean(BroadcastRepository.class);

            CompletableFuture<Set<BroadcastRef>> paused = fixture.bean(TenantTransactions.class)
                    .call(fixture.tenant, () -> {
                        broadcasts.lockForUpdate(broadcast);
                        var reports = CompletableFuture.supplyAsync(
                                () -> fixture.bean(BroadcastFaults.class).pause(Map.of(broadcast, FAULTS), NOW),
                                Thread::startVirtualThread);
                        fixture.awaitLockWait();
                        assertThat(broadcasts.resume(broadcast, NOW.plusSeconds(1)))
                                .isTrue();
                        return reports;
                    });

            // They tell of the run before.
            assertThat(paused.join()).isEmpty();
            assertThat(fixture.ledger.queryText(
                            "select status from broadcast where id = '" + broadcast.broadcastId() + "'"))
                    .isEqualTo("running");
        }
    }

    @Test
    void aWithdrawalDoesNotDeadlockWithAReportedOptOutOfTheSameCustomer() {
        try (var fixture = new ReportFixture()) {
            UUID customer = fixture.tenant;
            MessageRef message = fixture.message("SENDING");
            var consents = fixture.bean(ConsentLedger.class);

            var reported = fixture.bean(TenantTransactions.class).call(fixture.tenant, () -> {
                consents.lockCustomers(fixture.tenant, List.of(customer));
                var report = CompletableFuture.supplyAsync(
                        () -> fixture.apply(List.of(ReportFixture.report(message, "failed", 21610))),
                        Thread::startVirtualThread);
                fixture.awaitLockWait();
                WithdrawalEffect effect = consents.record(
                        fixture.tenant,
                        customer,
                        Channel.WHATSAPP,
                        ConsentType.ALL,
                        ConsentState.WITHDRAWN,
                        "stop",
                        null,
                        NOW);
                assertThat(effect.underWay()).containsExactly(message.messageId());
                return report;
            });

            assertThat(reported.join().handled()).hasSize(1);
            assertThat(fixture.ledger.queryText("select state from consent where customer_id = '" + customer + "'"))
                    .isEqualTo("withdrawn");
            assertThat(fixture.row(message)).isEqualTo("FAILED 1 - twilio_21610 SM1");
        }
    }
}
