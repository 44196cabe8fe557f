package ai.tulia.messaging.domain.quota;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Where a message over the daily limit goes: the later of 08:00 of the tenant's next day and the next free place,
 * spread over a ramp so that the morning does not begin with a pile.
 */
public final class Overflow {
    public static final LocalTime MORNING = LocalTime.of(8, 0);

    private Overflow() {}

    /**
     * @param ahead messages of the tenant already put to that morning; each moves this one by {@link #spacing}
     * @param nextFreeAt when the rolling 24 h frees a place for it; null when unknown
     */
    public static Instant resumeAt(
            Instant now, ZoneId tenantZone, @Nullable Instant nextFreeAt, int ahead, long limit) {
        throw new UnsupportedOperationException();
    }

    /** The distance between two messages of the ramp: a whole day's limit in two hours, one a minute at the slowest. */
    public static Duration spacing(long limit) {
        throw new UnsupportedOperationException();
    }
}
