package ai.tulia.messaging.domain;

import java.security.SecureRandom;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Runs a property over generated cases, new ones in each run. A failure names the seed; {@code -Dtulia.seed=…} begins
 * with exactly that case.
 */
public final class Seeded {
    private static final String PROPERTY = "tulia.seed";

    private Seeded() {}

    public static void cases(int count, Consumer<RandomGenerator> property) {
        long first = Long.getLong(PROPERTY, new SecureRandom().nextLong());
        for (int i = 0; i < count; i++) {
            long seed = first + i;
            try {
                property.accept(new SplittableRandom(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("repeat with -D" + PROPERTY + "=" + seed + ": " + e.getMessage(), e);
            }
        }
    }
}
