package ai.tulia.messaging.store.inbound;

import ai.tulia.messaging.domain.consent.Keyword;
import ai.tulia.messaging.domain.consent.KeywordLanguage;
import ai.tulia.messaging.domain.consent.Keywords;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's keywords and what is answered to them.
 *
 * @param languages whose lists count beside the English one
 * @param stop the tenant's own words; @param start and @param help likewise
 * @param stopReply null = the standard one; @param startReply likewise
 * @param helpReply null = none is given: only the tenant knows what helps
 */
public record KeywordSettings(
        List<KeywordLanguage> languages,
        List<String> stop,
        List<String> start,
        List<String> help,
        @Nullable String stopReply,
        @Nullable String startReply,
        @Nullable String helpReply) {
    static final KeywordSettings STANDARD =
            new KeywordSettings(List.of(), List.of(), List.of(), List.of(), null, null, null);

    public Keywords keywords() {
        return Keywords.of(languages, Map.of(Keyword.STOP, stop, Keyword.START, start, Keyword.HELP, help));
    }

    /** @param tenantName for the standard texts; @return null = nothing is answered */
    @Nullable
    String reply(Keyword keyword, String tenantName) {
        return switch (keyword) {
            case STOP ->
                stopReply == null
                        ? "You will get no more messages from " + tenantName + " here. Reply START to get them again."
                        : stopReply;
            case START ->
                startReply == null
                        ? "You will get messages from " + tenantName + " again. Reply STOP to end them."
                        : startReply;
            case HELP -> helpReply;
        };
    }
}
