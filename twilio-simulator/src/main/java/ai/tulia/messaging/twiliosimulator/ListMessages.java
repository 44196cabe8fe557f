package ai.tulia.messaging.twiliosimulator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** GET of an account's messages: newest first, in pages that stay put while new messages come in. */
final class ListMessages {
    private static final int MAX = 1000;
    private static final int USUAL = 50;

    private final MessageBook messages;

    ListMessages(MessageBook messages) {
        this.messages = messages;
    }

    Reply answer(Call call, String account) {
        Form query = call.query();
        Integer size = positive(query.value("PageSize"), USUAL);
        Integer page = positive(query.value("Page"), 0);
        DateSentFilter dates = DateSentFilter.parse(query);
        if (size == null || size == 0 || page == null || dates == null) {
            return Reply.error(TwilioError.badRequest(20001, "PageSize, Page or DateSent is not valid"));
        }
        int pageSize = Math.min(size, MAX);
        String from = query.value("From");
        Long before = placeOf(query.value("PageToken"));
        if (before == null) {
            return Reply.error(TwilioError.badRequest(20001, "PageToken is not valid"));
        }
        List<StoredMessage> found = messages.newestFirst(account, query.value("To"), dates, before)
                .filter(stored -> from == null || from.equals(stored.message().from()))
                .limit(pageSize + 1L)
                .toList();
        List<StoredMessage> shown = found.subList(0, Math.min(pageSize, found.size()));
        String next = found.size() > pageSize
                ? "PA" + Long.toHexString(shown.getLast().sequence())
                : null;
        return Reply.json(200, MessagePage.of(call, shown, page, pageSize, next));
    }

    private static @Nullable Integer positive(@Nullable String text, int usual) {
        if (text == null) {
            return usual;
        }
        return text.matches("\\d{1,9}") ? Integer.valueOf(text) : null;
    }

    private static @Nullable Long placeOf(@Nullable String token) {
        if (token == null) {
            return Long.MAX_VALUE;
        }
        return token.matches("PA[0-9a-f]{1,15}") ? Long.valueOf(token.substring(2), 16) : null;
    }
}
