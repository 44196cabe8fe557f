package ai.tulia.messaging.store.quota;

import static ai.tulia.messaging.store.quota.QuotaFixture.NOON;
import static ai.tulia.messaging.store.quota.QuotaFixture.limited;
import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.store.database.Ids;
import ai.tulia.messaging.store.database.TenantTransactions;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A release that its caller had to wait with gives nothing back that was granted since. */
class QuotaReleaseTest {
    private static final Instant LATER = NOON.plus(ofHours(1));
    private static QuotaFixture fixture;
    private UUID tenant;

    @BeforeAll
    static void start() {
        fixture = new QuotaFixture();
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @BeforeEach
    void freshTenant() {
        tenant = fixture.tenant();
    }

    @Test
    void itLeavesTheUnitThatWasGrantedMeanwhile() {
        MessageRef message = moved();
        fixture.reservations.reserve(message, limited(1, LATER));

        fixture.counters.releaseInRedis(message);

        assertThat(used()).isEqualTo(1);
        fixture.writeBackUntilDone();
        assertThat(used()).isEqualTo(1);
    }

    @Test
    void itLeavesTheUnitOfWhatIsBeingClaimed() {
        MessageRef message = moved();

        fixture.context.getBean(TenantTransactions.class).run(tenant, () -> {
            fixture.reservations.reserve(message, limited(1, LATER));
            CompletableFuture.runAsync(() -> fixture.counters.releaseInRedis(message))
                    .join();
        });

        assertThat(used()).isEqualTo(1);
    }

    @Test
    void itGivesTheUnitBackOfWhatWasMovedOrNeverWritten() {
        MessageRef message = moved();
        assertThat(used()).isEqualTo(1);
        fixture.counters.releaseInRedis(message);
        assertThat(used()).isZero();

        UUID unwritten = Ids.next();
        fixture.reservations.reserve(new MessageRef(tenant, unwritten), limited(1, LATER));
        assertThat(used()).isEqualTo(1);
        fixture.counters.releaseInRedis(tenant, List.of(unwritten));
        assertThat(used()).isZero();
    }

    /** It had a unit; in the ledger it has none any more. */
    private MessageRef moved() {
        MessageRef message = fixture.message(tenant);
        fixture.reservations.reserve(message, limited(1, NOON));
        fixture.move(message);
        return message;
    }

    private long used() {
        return fixture.counters.usage(tenant, 1L, LATER).used();
    }
}
