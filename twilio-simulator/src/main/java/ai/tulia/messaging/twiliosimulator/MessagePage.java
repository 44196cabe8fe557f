package ai.tulia.messaging.twiliosimulator;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** A page of messages in Twilio's envelope. Its links are relative and keep the caller's filters. */
record MessagePage(
        List<MessageResource> messages,
        int page,
        int pageSize,
        int start,
        int end,
        String uri,
        String firstPageUri,
        @Nullable String nextPageUri,
        @Nullable String previousPageUri) {
    private static final List<String> POSITION = List.of("Page", "PageSize", "PageToken");

    static MessagePage of(Call call, List<StoredMessage> shown, int page, int pageSize, @Nullable String nextToken) {
        String raw = call.request().getHttpURI().getPathQuery();
        int start = page * pageSize;
        return new MessagePage(
                shown.stream()
                        .map(StoredMessage::message)
                        .map(MessageResource::of)
                        .toList(),
                page,
                pageSize,
                start,
                shown.isEmpty() ? start : start + shown.size() - 1,
                raw,
                link(call, pageSize, 0, null),
                nextToken == null ? null : link(call, pageSize, page + 1, nextToken),
                null);
    }

    private static String link(Call call, int pageSize, int page, @Nullable String token) {
        StringJoiner query = new StringJoiner("&");
        call.query().fields().forEach((name, values) -> {
            if (!POSITION.contains(name)) {
                values.forEach(value -> query.add(encode(name) + "=" + encode(value)));
            }
        });
        query.add("PageSize=" + pageSize).add("Page=" + page);
        if (token != null) {
            query.add("PageToken=" + token);
        }
        return call.path() + "?" + query;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
