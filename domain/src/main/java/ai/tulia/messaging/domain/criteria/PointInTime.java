package ai.tulia.messaging.domain.criteria;

import java.time.Duration;
import java.time.Instant;

/** A time that criteria name: a fixed one, or one that moves with the day on which they are asked. */
public sealed interface PointInTime {
    /** @param now when the criteria are asked */
    Instant at(Instant now);

    /** An instant; written as a date, the first one of that day in UTC. */
    record Fixed(Instant instant) implements PointInTime {
        @Override
        public Instant at(Instant now) {
            return instant;
        }
    }

    /** @param days of 24 hours */
    record DaysAgo(int days) implements PointInTime {
        /** About a century. */
        static final int MAX = 36_500;

        @Override
        public Instant at(Instant now) {
            return now.minus(Duration.ofDays(days));
        }
    }
}
