package ai.tulia.messaging.standalone.rest;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP call.
 *
 * @param key sent as {@code Authorization: Bearer}; null = none
 * @param body the text to send; null with {@code file}, or when there is none
 * @param file whose content is the body
 */
public record Call(
        String method,
        URI address,
        @Nullable String key,
        @Nullable String contentType,
        @Nullable String body,
        @Nullable Path file) {
    public static Call bare(String method, URI address, @Nullable String key) {
        return new Call(method, address, key, null, null, null);
    }

    public static Call json(String method, URI address, @Nullable String key, String body) {
        return new Call(method, address, key, "application/json", body, null);
    }

    public static Call csv(URI address, String key, Path file) {
        return new Call("POST", address, key, "text/csv", null, file);
    }
}
