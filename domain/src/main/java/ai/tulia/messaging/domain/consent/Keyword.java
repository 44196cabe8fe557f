package ai.tulia.messaging.domain.consent;

import java.util.Locale;

/** What a customer says with one word. */
public enum Keyword {
    STOP,
    START,
    HELP;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
