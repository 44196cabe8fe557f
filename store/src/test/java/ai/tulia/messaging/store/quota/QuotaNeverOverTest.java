package ai.tulia.messaging.store.quota;

import static ai.tulia.messaging.store.quota.QuotaFixture.NOON;
import static ai.tulia.messaging.store.quota.QuotaFixture.limited;
import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.quota.QuotaAnswer.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Concurrent reservations never exceed the limit, not even by one. */
class QuotaNeverOverTest {
    private static final int LIMIT = 997;

    @Test
    void thirtyTwoCallersOfTwoProcessesTakeExactlyTheLimitAlsoWhenRedisIsFlushedBetween() throws Exception {
        try (var fixture = new QuotaFixture();
                var second = fixture.process()) {
            UUID tenant = fixture.tenant();
            List<UUID> ids = fixture.messages(tenant, 2_000);
            List<Reservations> processes = List.of(fixture.reservations, new Reservations(second::getBean));

            long first = granted(tenant, ids.subList(0, 600), processes);
            assertThat(first).isEqualTo(600);
            fixture.loseRedis();
            // All of them again, each asked for twice at once.
            var twice = new ArrayList<>(ids);
            twice.addAll(ids);
            granted(tenant, twice, processes);

            assertThat(fixture.counters.usage(tenant, (long) LIMIT, NOON).used())
                    .isEqualTo(LIMIT);
            assertThat(fixture.ledger.queryText("select count(*) from message where reserved_at is not null"))
                    .isEqualTo("" + LIMIT);
        }
    }

    private static long granted(UUID tenant, List<UUID> ids, List<Reservations> processes) throws Exception {
        try (var callers = Executors.newFixedThreadPool(32)) {
            var calls = new ArrayList<Callable<Boolean>>();
            for (int i = 0; i < ids.size(); i++) {
                var ref = new MessageRef(tenant, ids.get(i));
                Reservations reservations = processes.get(i % processes.size());
                calls.add(() ->
                        reservations.reserve(ref, limited(LIMIT, NOON)).answer().verdict() == Verdict.GRANTED);
            }
            long granted = 0;
            for (var answer : callers.invokeAll(calls)) {
                granted += answer.get() ? 1 : 0;
            }
            return granted;
        }
    }
}
