package ai.tulia.messaging.store.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.delivery.AttemptLimits;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.store.StoreConfiguration;
import ai.tulia.messaging.store.sweep.SweepRounds.Position;
import ai.tulia.messaging.store.sweep.SweepRounds.Round;
import ai.tulia.messaging.store.testing.TestLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** Several workers sweep at once: each message is looked at by one of them, and one for which nothing helps holds up no other. */
class SharedSweepTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final int PAGE = 200;
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final TestLedger ledger = TestLedger.fresh();
    private final ConfigurableApplicationContext beans = new SpringApplicationBuilder(Store.class)
            .web(WebApplicationType.NONE)
            .properties("spring.main.banner-mode=off", "logging.level.root=warn")
            .run(ledger.properties().stream().map(p -> "--" + p).toArray(String[]::new));
    private final SweepClaims claims = beans.getBean(SweepClaims.class);
    private final SweepRounds rounds = beans.getBean(SweepRounds.class);
    private final OpenMessageQueries open = beans.getBean(OpenMessageQueries.class);
    private UUID tenant;

    @EnableAutoConfiguration
    @Import(StoreConfiguration.class)
    static class Store {}

    @BeforeEach
    void aTenant() {
        tenant = ledger.tenant("sweep");
        ledger.execute("insert into customer (tenant_id, id, phone_number, created_at, updated_at) values ('" + tenant
                + "', gen_random_uuid(), '+4915100000001', now(), now())");
    }

    @AfterEach
    void close() {
        beans.close();
    }

    private void overdue(int count, Duration since) {
        ledger.execute("insert into message (tenant_id, id, customer_id, message_type, channel, status, state,"
                + " over_limit, expires_at, wake_at, created_at, changed_at) select tenant_id, uuidv7(), id,"
                + " 'transactional', 'whatsapp', 'pending', 'WAITING', 'DEFER', timestamptz '" + NOW
                + "' + interval '2 days', timestamptz '" + NOW.minus(since) + "', timestamptz '" + NOW
                + "' - interval '1 day', timestamptz '" + NOW + "' - interval '1 day' from customer,"
                + " generate_series(1, " + count + ") where tenant_id = '" + tenant + "'");
    }

    private List<OpenMessage> claim(Instant now) {
        return claims.claim(null, now.minusSeconds(15), now, PAGE);
    }

    private static List<MessageRef> refs(List<OpenMessage> messages) {
        return messages.stream().map(OpenMessage::ref).toList();
    }

    private static <T> List<T> twice(Callable<List<T>> work) throws Exception {
        try (var threads = Executors.newFixedThreadPool(2)) {
            List<T> all = new ArrayList<>();
            for (Future<List<T>> each : threads.invokeAll(List.of(work, work))) {
                all.addAll(each.get());
            }
            return all;
        }
    }

    @Test
    void twoSweepersShareWhatIsOverdue() throws Exception {
        overdue(3_000, Duration.ofMinutes(1));

        List<MessageRef> looked = twice(() -> {
            List<MessageRef> mine = new ArrayList<>();
            OpenMessage last = null;
            List<OpenMessage> page = claims.claim(last, NOW.minusSeconds(15), NOW, PAGE);
            while (!page.isEmpty()) {
                mine.addAll(refs(page));
                last = page.getLast();
                page = claims.claim(last, NOW.minusSeconds(15), NOW, PAGE);
            }
            return mine;
        });

        // What both wanted at once, one of them got; the other one's page was shorter, and its pass may have ended
        // early.
        assertThat(looked).doesNotHaveDuplicates();
        while (looked.size() < 3_000) {
            List<OpenMessage> rest = claim(NOW);
            assertThat(rest).isNotEmpty();
            looked.addAll(refs(rest));
        }
        assertThat(new HashSet<>(looked)).hasSize(3_000);
    }

    @Test
    void messagesForWhichNothingHelpsHoldUpNoOther() {
        overdue(PAGE, Duration.ofHours(1));
        overdue(5, Duration.ofMinutes(1));

        List<MessageRef> stuck = refs(claim(NOW));
        assertThat(stuck).hasSize(PAGE);
        assertThat(claim(NOW)).hasSize(5);

        // 30 s, then twice as long each time, up to an hour.
        assertThat(claim(NOW.plusSeconds(29))).isEmpty();
        Instant at = NOW;
        for (int seconds : List.of(30, 60, 120, 240, 480, 960, 1920, 3840, 3840)) {
            assertThat(refs(claim(at.plusSeconds(seconds - 1)))).doesNotContainAnyElementsOf(stuck);
            at = at.plusSeconds(seconds);
            assertThat(refs(claim(at))).containsExactlyElementsOf(stuck);
        }
    }

    @Test
    void anAttemptUnderWayIsNotOverdueUntilItIsLost() {
        overdue(1, Duration.ofHours(1));
        ledger.execute("update message set state = 'SENDING', attempt = 1, changed_at = timestamptz '" + NOW
                + "' where tenant_id = '" + tenant + "'");

        assertThat(claim(NOW.plus(AttemptLimits.LOST_AFTER))).isEmpty();
        assertThat(claim(NOW.plus(AttemptLimits.LOST_AFTER).plusMillis(1))).hasSize(1);
    }

    @Test
    void aMessageThatWaitsForAnotherTimeBeginsAnew() {
        overdue(1, Duration.ofHours(1));
        claim(NOW);
        claim(NOW.plusSeconds(30));
        assertThat(claim(NOW.plusSeconds(60))).isEmpty();

        ledger.execute("update message set wake_at = timestamptz '" + NOW
                + "' + interval '40 seconds' where tenant_id = '" + tenant + "'");

        assertThat(claim(NOW.plusSeconds(60))).hasSize(1);
        assertThat(claim(NOW.plusSeconds(90))).hasSize(1);
    }

    @Test
    void aReleasedClaimIsAnybodysAndAnOldOneIsForgotten() {
        overdue(2, Duration.ofHours(1));
        List<MessageRef> both = refs(claim(NOW));

        claims.release(List.of(both.getFirst()));
        assertThat(refs(claim(NOW.plusSeconds(1)))).containsExactly(both.getFirst());

        claims.forget(NOW.plusSeconds(31));
        assertThat(ledger.queryText("select message_id from sweep_claim"))
                .isEqualTo(both.getFirst().messageId().toString());
    }

    @Test
    void aPageOfARoundIsOneWorkersAndThereIsOneInAnInterval() throws Exception {
        overdue(450, Duration.ofHours(-1));

        List<OpenMessage> first = twice(() -> page(NOW));
        assertThat(first).hasSize(PAGE);
        assertThat(page(NOW.plusSeconds(9))).isEmpty();

        List<OpenMessage> second = twice(() -> page(NOW.plusSeconds(10)));
        List<OpenMessage> third = page(NOW.plusSeconds(20));
        Set<MessageRef> all = new HashSet<>(refs(first));
        all.addAll(refs(second));
        all.addAll(refs(third));
        assertThat(third).hasSize(50);
        assertThat(all).hasSize(450);
        assertThat(refs(page(NOW.plusSeconds(30)))).isEqualTo(refs(first));
    }

    @Test
    void aRoundGoesOnWithoutDelayWhileThereIsSomethingToRepair() {
        overdue(450, Duration.ofHours(-1));
        Set<MessageRef> all = new HashSet<>(refs(page(NOW)));

        rounds.looked(Round.MESSAGES, true);
        all.addAll(refs(page(NOW.plusMillis(1))));
        all.addAll(refs(page(NOW.plusMillis(2))));
        assertThat(all).hasSize(450);

        rounds.looked(Round.MESSAGES, false);
        assertThat(page(NOW.plusMillis(3))).isEmpty();
    }

    private List<OpenMessage> page(Instant now) {
        return rounds.next(
                Round.MESSAGES,
                INTERVAL,
                now,
                PAGE,
                after -> open.after(new MessageRef(after.tenantId(), after.id()), PAGE),
                last -> new Position(last.ref().tenantId(), last.ref().messageId()));
    }
}
