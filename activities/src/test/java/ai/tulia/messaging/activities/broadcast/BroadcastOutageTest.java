package ai.tulia.messaging.activities.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.activities.testing.Days;
import ai.tulia.messaging.domain.broadcast.BroadcastStatus;
import ai.tulia.messaging.store.broadcast.BroadcastProgress;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;

/** While nobody can count units a promotional broadcast waits, and writes nothing about each of its messages. */
@Timeout(300)
class BroadcastOutageTest {
    private static final Duration WITHIN = Duration.ofSeconds(60);

    @Test
    void withTheCountersAwayNoRowIsWrittenAndAfterwardsAllAreSent() {
        try (var days = Days.from("2026-06-01T10:00:00Z", "Europe/Berlin", "22:00", "08:00")) {
            days.customers(30, null);
            var campaign = Campaign.promotion(days);
            Days.redisGoes();
            try {
                campaign.start();
                await().atMost(WITHIN).until(() -> "quota_unavailable".equals(waitsFor(days, campaign)));
                String written = written(days, campaign);
                days.pass(Duration.ofMinutes(10));
                await().atMost(WITHIN).until(() -> "quota_unavailable".equals(waitsFor(days, campaign)));
                assertThat(written(days, campaign)).isEqualTo(written);
                assertThat(campaign.counts()).isEqualTo(Map.of("ACCEPTED", 30L));
                assertThat(campaign.received()).isEmpty();
            } finally {
                Days.redisIsBack();
            }
            campaign.untilEnded();
            assertThat(campaign.status()).isEqualTo(BroadcastStatus.COMPLETED);
            assertThat(campaign.counts()).isEqualTo(Map.of("SENT", 30L)).isEqualTo(campaign.countedRows());
            assertThat(campaign.received()).hasSize(30);
        }
    }

    /** What its progress says, while that is for later; null when it can go on now. */
    private static String waitsFor(Days days, Campaign campaign) {
        return days.inLedger(() -> days.bean(BroadcastProgress.class)
                .next(campaign.ref())
                .filter(due -> due.at().isAfter(days.now()))
                .map(BroadcastProgress.Due::reason)
                .orElse(null));
    }

    /** The versions of its rows, and their events: as long as they are equal nothing was written. */
    private static String written(Days days, Campaign campaign) {
        return days.inLedger(() -> days.bean(JdbcClient.class)
                .sql("""
                        select string_agg(m.ctid::text || m.xmin::text, ',' order by m.id) || ' events '
                            || (select count(*) from message_event e join message o on o.id = e.message_id
                                where o.broadcast_id = :broadcast)
                        from message m where m.broadcast_id = :broadcast""")
                .param("broadcast", campaign.ref().broadcastId())
                .query(String.class)
                .single());
    }
}
