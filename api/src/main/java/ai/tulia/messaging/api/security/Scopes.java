package ai.tulia.messaging.api.security;

import java.util.List;

/** What an API key may do. */
public final class Scopes {
    /** Messages, templates, customers and consents. */
    public static final String CONVERSATIONS = "conversations:view";
    /** Limits and notices. */
    public static final String ANALYTICS = "analytics:view";

    /** Every scope a key can be given. */
    public static final List<String> ALL = List.of(CONVERSATIONS, ANALYTICS);

    private Scopes() {}
}
