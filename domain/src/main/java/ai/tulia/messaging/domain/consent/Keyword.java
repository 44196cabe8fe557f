package ai.tulia.messaging.domain.consent;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a customer says with one word. A text is such a word when nothing else is in it: spaces, case, accents and
 * punctuation make no difference. Sources: Twilio's default keywords (twilio.com/docs/messaging/guides/advanced-opt-out);
 * for stopping also 47 CFR 64.1200(a)(10).
 */
public enum Keyword {
    STOP("stop", "stopall", "unsubscribe", "end", "quit", "cancel", "revoke", "optout"),
    START("start", "yes", "unstop"),
    HELP("help", "info");

    private final Set<String> words;

    Keyword(String... words) {
        this.words = Set.of(words);
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The keyword that the text is; empty for any other text. */
    public static Optional<Keyword> of(String text) {
        String word = folded(text).replace(" ", "");
        return Arrays.stream(values())
                .filter(keyword -> keyword.words.contains(word))
                .findFirst();
    }

    /** Whether a text that is no keyword has a word of stopping in it: a person should read it. */
    public static boolean mentionsStop(String text) {
        String folded = folded(text);
        return of(text).isEmpty()
                && (Arrays.stream(folded.split(" ")).anyMatch(STOP.words::contains)
                        || (" " + folded + " ").contains(" opt out "));
    }

    /** Lower case, without accents, its words parted by one space. */
    private static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .replaceAll("[^\\p{L}\\p{N}]+", " ")
                .strip()
                .toLowerCase(Locale.ROOT);
    }
}
