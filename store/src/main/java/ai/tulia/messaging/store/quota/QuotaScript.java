package ai.tulia.messaging.store.quota;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The scripts that run inside Redis, each atomic and idempotent by message id. */
enum QuotaScript {
    ASK("quota.lua"),
    RESTORE("restore.lua"),
    RELEASE("release.lua");

    /** Ids a call: a script holds up all of Redis while it runs. */
    static final int MOST_IDS = 500;

    private final String text;

    QuotaScript(String resource) {
        try (InputStream in = Objects.requireNonNull(QuotaScript.class.getResourceAsStream(resource))) {
            this.text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text() {
        return text;
    }
}
