package ai.tulia.messaging.activities.report;

import static ai.tulia.messaging.activities.report.ReportFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.domain.broadcast.BroadcastHealth;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.store.broadcast.BroadcastRepository;
import ai.tulia.messaging.store.broadcast.BroadcastRun.Reported;
import ai.tulia.messaging.store.database.Ids;
import ai.tulia.messaging.store.database.TenantTransactions;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What the provider reports of a broadcast, and who steers it at that moment. */
class BroadcastFaultsLockTest {
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
                        await().until(() -> fixture.ledger
                                .queryText("select count(*) from pg_stat_activity where datname = current_database()"
                                        + " and wait_event_type = 'Lock'")
                                .equals("1"));
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
}
