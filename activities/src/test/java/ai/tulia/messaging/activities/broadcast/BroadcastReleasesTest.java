package ai.tulia.messaging.activities.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.activities.testing.Days;
import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.consent.ConsentType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What ends without having been sent gives its unit back, also when that cannot be told to the counters at once. */
@Timeout(180)
class BroadcastReleasesTest {
    private static final Duration WITHIN = Duration.ofSeconds(60);

    private final Days days = Days.from("2026-06-01T10:00:00Z", "Europe/Berlin", "22:00", "08:00");

    @AfterEach
    void endOfDays() {
        days.close();
    }

    @Test
    void aReleaseThatFailsStopsNoPost() {
        List<UUID> customers = days.customers(6, null);
        days.consent(customers.getFirst(), ConsentType.PROMOTIONAL, ConsentState.WITHDRAWN);
        var campaign = Campaign.promotion(days);
        whileNoReleaseCanBeDone(() -> {
            campaign.start();
            await().atMost(WITHIN)
                    .until(() -> campaign.counts().equals(Map.of("SENT", 5L, "REFUSED consent_withdrawn", 1L)));
            // The release is tried after the outcomes are written.
            campaign.untilEnded();
        });
        assertThat(campaign.counts()).isEqualTo(Map.of("SENT", 5L, "REFUSED consent_withdrawn", 1L));
        assertThat(campaign.received()).hasSize(5);
        assertThat(journaledReleases()).isEqualTo(1);
    }

    @Test
    void whatIsCanceledStandsInTheJournalUntilTheCountersKnow() {
        days.limit(0);
        days.customers(10, null);
        var campaign = Campaign.promotion(days).start();
        await().atMost(WITHIN).until(() -> campaign.counts().getOrDefault("WAITING daily_limit", 0L) == 10);
        whileNoReleaseCanBeDone(() -> {
            campaign.cancel();
            campaign.untilEnded();
        });
        assertThat(campaign.counts()).isEqualTo(Map.of("CANCELED", 10L));
        assertThat(journaledReleases()).isEqualTo(10);
    }

    /** The ledger refuses meanwhile what is written once a unit is released. */
    private void whileNoReleaseCanBeDone(Runnable work) {
        days.execute("create function refused() returns trigger language plpgsql as"
                + " $$ begin raise exception 'away'; end $$");
        days.execute("create trigger refused before delete on quota_grant_journal"
                + " for each statement execute function refused()");
        try {
            work.run();
        } finally {
            days.execute("drop trigger refused on quota_grant_journal");
            days.execute("drop function refused");
        }
    }

    /** Messages of which the counters are still to learn that they take no unit. */
    private long journaledReleases() {
        return days.inLedger(() -> days.bean(JdbcClient.class)
                .sql("select count(*) from quota_grant_journal where granted_at is null")
                .query(Long.class)
                .single());
    }
}
