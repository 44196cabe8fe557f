package ai.tulia.messaging.store.database;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.time.Instant;
import java.util.UUID;

/** Ids of rows: UUID version 7, so that newer ids sort after older ones (RFC 9562). */
public final class Ids {
    /** Of 48 bits. */
    private static final long MAX_MILLIS = (1L << 48) - 1;

    private static final TimeBasedEpochGenerator GENERATOR = Generators.timeBasedEpochGenerator();

    private Ids() {}

    public static UUID next() {
        return GENERATOR.generate();
    }

    /** Not after any that was made at this time or later, and after all that were made in the milliseconds before. */
    public static UUID first(Instant at) {
        return new UUID(Math.clamp(at.toEpochMilli(), 0, MAX_MILLIS) << 16, 0);
    }
}
