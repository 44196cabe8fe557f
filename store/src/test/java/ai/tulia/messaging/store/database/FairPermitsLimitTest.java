package ai.tulia.messaging.store.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whose load it is when none comes free: the tenant's own, or that of all. */
class FairPermitsLimitTest {
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private final UUID tenant = new UUID(0, 1);
    private final UUID other = new UUID(0, 2);
    private final FairPermits permits = FairPermits.leavingRoom(2);

    @Test
    void aTenantIsLimitedWhileThereAreOnlyPermitsForOthers() throws InterruptedException {
        assertThat(permits.isLimited(tenant)).isFalse();
        assertThat(permits.take(tenant, tenant, AT_ONCE)).isTrue();
        assertThat(permits.take(tenant, tenant, AT_ONCE)).isFalse();
        assertThat(permits.isLimited(tenant)).isTrue();
        assertThat(permits.isLimited(other)).isFalse();
    }

    @Test
    void noTenantIsLimitedWhereNoneIsLeft() throws InterruptedException {
        assertThat(permits.take(tenant, tenant, AT_ONCE)).isTrue();
        assertThat(permits.take(other, other, AT_ONCE)).isTrue();
        assertThat(permits.isLimited(tenant)).isFalse();
        assertThat(permits.isLimited(other)).isFalse();
        permits.giveBack(other);
        assertThat(permits.isLimited(tenant)).isTrue();
    }
}
