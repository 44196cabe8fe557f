package ai.tulia.messaging.twiliosimulator;

import org.jspecify.annotations.Nullable;

/**
 * A file that comes with a message.
 *
 * @param location where a request for it is redirected to; null = it is answered with the content
 * @param unavailable how many requests for it are answered with 503 first; null = none
 */
record InboundMedia(
        String contentType,
        String content,
        @Nullable String location,
        @Nullable Integer unavailable) {
    @SuppressWarnings("ConstantValue") // JSON can leave fields out
    InboundMedia {
        if (contentType == null || content == null) {
            throw new IllegalArgumentException("media need content_type and content");
        }
    }
}
