package ai.tulia.messaging.api.csv;

import java.io.IOException;
import java.io.Reader;

/** What parts the cells of a row. */
enum CsvSeparator {
    COMMA(','),
    SEMICOLON(';'),
    TAB('\t');

    private final char character;

    CsvSeparator(char character) {
        this.character = character;
    }

    char character() {
        return character;
    }

    String label() {
        return switch (this) {
            case COMMA -> "a comma";
            case SEMICOLON -> "a semicolon";
            case TAB -> "a tab";
        };
    }

    /** The one that is most often in the first row, outside of quotes: no name of a column holds one. */
    static CsvSeparator of(Reader text) throws IOException {
        int[] counts = new int[values().length];
        boolean quoted = false;
        for (int c = text.read(); c >= 0 && (quoted || c != '\n' && c != '\r'); c = text.read()) {
            quoted ^= c == '"';
            for (CsvSeparator separator : values()) {
                counts[separator.ordinal()] += !quoted && c == separator.character ? 1 : 0;
            }
        }
        CsvSeparator most = COMMA;
        for (CsvSeparator separator : values()) {
            most = counts[separator.ordinal()] > counts[most.ordinal()] ? separator : most;
        }
        return most;
    }
}
