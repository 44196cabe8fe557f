package ai.tulia.messaging.domain.consent;

import java.text.Normalizer;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The words by which a tenant's customers stop, start and ask for help. A text is such a word when nothing else is in it:
 * case, accents, punctuation and the spaces around it make no difference. Where a word is in two lists, stopping counts.
 */
public final class Keywords {
    /** Of a tenant that chose no words of its own. */
    public static final Keywords STANDARD = of(List.of(), Map.of());

    private final Map<Keyword, Set<String>> words;

    private Keywords(Map<Keyword, Set<String>> words) {
        this.words = words;
    }

    /** @param own the tenant's own words, beside those of English and of its languages */
    public static Keywords of(Collection<KeywordLanguage> languages, Map<Keyword, List<String>> own) {
        var words = new EnumMap<Keyword, Set<String>>(Keyword.class);
        for (Keyword keyword : Keyword.values()) {
            var all = new HashSet<>(KeywordLanguage.EN.words(keyword));
            languages.forEach(language -> all.addAll(language.words(keyword)));
            own.getOrDefault(keyword, List.of()).forEach(word -> all.add(folded(word)));
            words.put(keyword, all);
        }
        return new Keywords(words);
    }

    /** The keyword that the text is; empty for any other text. */
    public Optional<Keyword> match(String text) {
        String folded = folded(text);
        return words.entrySet().stream()
                .filter(each -> each.getValue().contains(folded))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Whether a text that is no keyword has a word of stopping in it: a person should read it. */
    public boolean mentionsStop(String text) {
        String folded = " " + folded(text) + " ";
        return match(text).isEmpty()
                && words.getOrDefault(Keyword.STOP, Set.of()).stream()
                        .anyMatch(word -> folded.contains(" " + word + " "));
    }

    /** Lower case, without accents, its words parted by one space. */
    public static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .replaceAll("[^\\p{L}\\p{N}]+", " ")
                .strip()
                .toLowerCase(Locale.ROOT);
    }
}
