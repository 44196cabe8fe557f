package ai.tulia.messaging.twiliosimulator;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Ids as Twilio makes them: two letters and 32 hex digits. */
final class Sids {
    private Sids() {}

    static String next(String prefix) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        return prefix + hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
    }
}
