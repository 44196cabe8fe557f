package ai.tulia.messaging.twiliosimulator;

/** How many SMS a text takes: 160 septets alone or 153 each, and 70 or 67 UTF-16 units outside GSM 03.38. */
final class Segments {
    private static final String BASIC = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private static final String EXTENDED = "\f^{}\\[~]|€";

    private Segments() {}

    static int count(String text) {
        return text.chars().allMatch(c -> septets((char) c) > 0)
                ? packed(text, 160, 153, (t, i) -> septets(t.charAt(i)))
                : packed(text, 70, 67, Segments::units);
    }

    private static int packed(String text, int single, int part, Width width) {
        int total = 0;
        int parts = 1;
        int used = 0;
        for (int i = 0; i < text.length(); i++) {
            int size = width.at(text, i);
            total += size;
            if (used + size > part) { // a character is never cut in two
                parts++;
                used = 0;
            }
            used += size;
        }
        return total <= single ? 1 : parts;
    }

    private static int septets(char c) {
        return BASIC.indexOf(c) >= 0 ? 1 : EXTENDED.indexOf(c) >= 0 ? 2 : 0;
    }

    /** A surrogate pair counts at its first half, so that it moves as one. */
    private static int units(String text, int i) {
        char c = text.charAt(i);
        return Character.isHighSurrogate(c) ? 2 : Character.isLowSurrogate(c) ? 0 : 1;
    }

    private interface Width {
        int at(String text, int index);
    }
}
