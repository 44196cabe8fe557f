package ai.tulia.messaging.store.quota;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/** The scripts that run inside Redis, each atomic. Those of the rolling 24 h are idempotent by message id. */
enum QuotaScript {
    ASK("quota.lua"),
    RESTORE("restore.lua"),
    RELEASE("release.lua"),
    RATE_LIMIT("rate-limit.lua"),
    REQUESTS("requests.lua");

    /** Ids a call: a script holds up all of Redis while it runs. */
    static final int MAX_IDS = 500;

    private final String text;
    private final String sha;

    QuotaScript(String resource) {
        try (InputStream in = Objects.requireNonNull(QuotaScript.class.getResourceAsStream(resource))) {
            this.text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.sha = sha1(text);
    }

    /** The name under which Redis knows a script it has run before. */
    String sha() {
        return sha;
    }

    String text() {
        return text;
    }

    private static String sha1(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-1", e);
        }
    }
}
