package ai.tulia.messaging.standalone.checker;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a load driver notes of one request.
 *
 * @param key of idempotency, or any word of the driver's own for a broadcast
 * @param code of the HTTP answer; 0 when none came
 * @param id of the message or the broadcast; null when the answer did not say
 */
public record LoadLine(
        long seed,
        UUID tenant,
        Kind kind,
        String key,
        int code,
        @Nullable UUID id) {
    public enum Kind {
        MESSAGE,
        BROADCAST
    }

    private static final String NONE = "-";

    /** Whether the client was told that it is taken on. */
    public boolean isAcked() {
        return code >= 200 && code < 300;
    }

    public String text() {
        return String.join(
                "\t",
                Long.toString(seed),
                tenant.toString(),
                kind.name(),
                key,
                Integer.toString(code),
                id == null ? NONE : id.toString());
    }

    /** @throws IllegalArgumentException when it is no such line */
    public static LoadLine ofText(String text) {
        String[] parts = text.split("\t", -1);
        if (parts.length != 6) {
            throw new IllegalArgumentException("no line of a load driver: " + text);
        }
        return new LoadLine(
                Long.parseLong(parts[0]),
                UUID.fromString(parts[1]),
                Kind.valueOf(parts[2]),
                parts[3],
                Integer.parseInt(parts[4]),
                parts[5].equals(NONE) ? null : UUID.fromString(parts[5]));
    }
}
