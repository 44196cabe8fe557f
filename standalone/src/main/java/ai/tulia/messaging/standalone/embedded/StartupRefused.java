package ai.tulia.messaging.standalone.embedded;

/** The stack cannot start; the message is one sentence for the person at the keyboard and says how to fix it. */
public class StartupRefused extends RuntimeException {
    public StartupRefused(String sentence) {
        super(sentence);
    }

    public StartupRefused(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
