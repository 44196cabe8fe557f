package ai.tulia.messaging.store.quota;

import static ai.tulia.messaging.store.quota.QuotaFixture.NOON;
import static ai.tulia.messaging.store.quota.QuotaFixture.limited;
import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.quota.QuotaAnswer;
import ai.tulia.messaging.domain.quota.QuotaAnswer.Verdict;
import java.util.List;
import java.util.UUID;

/** Messages of a tenant that wait for a unit, each behind those before it. */
record QuotaQueue(QuotaFixture fixture, UUID tenant) {
    /** All of the tenant's units are taken, and these wait for one. */
    List<UUID> of(int messages) {
        fixture.reservations.reserveAll(tenant, fixture.messages(tenant, 10), limited(10, NOON));
        List<UUID> queue = fixture.messages(tenant, messages);
        fixture.reservations.reserveAll(tenant, queue, limited(10, NOON));
        return queue;
    }

    /** What Redis says to one accepted after all others. */
    QuotaAnswer look() {
        return fixture.counters.look(tenant, later());
    }

    void assertNobodyWaits() {
        QuotaAnswer answer =
                fixture.reservations.reserve(fixture.message(tenant), later()).answer();
        assertThat(answer).isEqualTo(new QuotaAnswer(Verdict.DENIED, 10, 10L, 0, NOON.plus(ofHours(24))));
    }

    /** Of one accepted after all others. */
    private static QuotaRequest later() {
        return new QuotaRequest(10L, true, false, 4, NOON.plusSeconds(60), NOON.plusSeconds(60));
    }
}
