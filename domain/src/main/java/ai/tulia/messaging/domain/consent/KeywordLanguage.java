package ai.tulia.messaging.domain.consent;

import java.util.Locale;
import java.util.Set;

/**
 * The usual words of a language, for tenants to take as a whole. English holds for everyone: Twilio's default keywords
 * (twilio.com/docs/messaging/guides/advanced-opt-out), for stopping also 47 CFR 64.1200(a)(10).
 */
public enum KeywordLanguage {
    EN(
            Set.of(
                    "stop",
                    "stopall",
                    "stop all",
                    "unsubscribe",
                    "end",
                    "quit",
                    "cancel",
                    "revoke",
                    "opt out",
                    "optout"),
            Set.of("start", "yes", "unstop"),
            Set.of("help", "info")),
    DE(Set.of("stopp", "abmelden", "abbestellen"), Set.of("anmelden"), Set.of("hilfe")),
    ES(Set.of("alto", "baja", "parar", "cancelar"), Set.of("alta", "iniciar"), Set.of("ayuda")),
    FR(Set.of("arret", "arreter", "desabonner"), Set.of("reprendre"), Set.of("aide")),
    IT(Set.of("ferma", "annulla", "disiscriviti"), Set.of("inizia"), Set.of("aiuto")),
    NL(Set.of("stoppen", "afmelden", "uitschrijven"), Set.of("aanmelden"), Set.of("hulp")),
    PT(Set.of("parar", "sair", "cancelar"), Set.of("iniciar", "voltar"), Set.of("ajuda"));

    private final Set<String> stop;
    private final Set<String> start;
    private final Set<String> help;

    KeywordLanguage(Set<String> stop, Set<String> start, Set<String> help) {
        this.stop = stop;
        this.start = start;
        this.help = help;
    }

    Set<String> words(Keyword keyword) {
        return switch (keyword) {
            case STOP -> stop;
            case START -> start;
            case HELP -> help;
        };
    }

    /** The code used in the API and in the ledger, ISO 639-1. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException when there is no such list */
    public static KeywordLanguage fromCode(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
