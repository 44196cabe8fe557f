package ai.tulia.messaging.api.audience;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds what was probably meant by a name that is not known. */
final class NameSuggestions {
    private static final int MAX_SUGGESTIONS = 3;
    private static final int MAX_EXAMINED = 1_000;

    private NameSuggestions() {}

    /** Those that take the fewest changes of a letter, the nearest first. */
    static List<String> of(String name, Collection<String> known) {
        return known.stream()
                .limit(MAX_EXAMINED)
                .sorted(Comparator.comparingInt((String one) -> changes(folded(name), folded(one)))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MAX_SUGGESTIONS)
                .toList();
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Letters to add, leave out or put in another's place (Levenshtein). */
    private static int changes(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
