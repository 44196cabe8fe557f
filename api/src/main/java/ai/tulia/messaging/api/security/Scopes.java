package ai.tulia.messaging.api.security;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What an API key may do. A scope contains no other: who writes does not read by that. Two bundles are from before there
 * were scopes for each resource; they open what they opened then, and no scope is added to them.
 */
public final class Scopes {
    /** A bundle: to read and to write messages, broadcasts, customers, consents, templates, audiences and webhooks. */
    public static final String CONVERSATIONS = "conversations:view";

    /** The daily limit and notices. */
    public static final String ANALYTICS = "analytics:view";

    public static final String MESSAGES_READ = "messages:read";
    public static final String MESSAGES_WRITE = "messages:write";
    public static final String BROADCASTS_READ = "broadcasts:read";
    public static final String BROADCASTS_WRITE = "broadcasts:write";
    public static final String CUSTOMERS_READ = "customers:read";
    public static final String CUSTOMERS_WRITE = "customers:write";
    /** Keywords and texts that may be opt-outs, too. */
    public static final String CONSENTS_READ = "consents:read";

    public static final String CONSENTS_WRITE = "consents:write";
    public static final String TEMPLATES_READ = "templates:read";
    public static final String TEMPLATES_WRITE = "templates:write";
    public static final String AUDIENCES_READ = "audiences:read";
    public static final String AUDIENCES_WRITE = "audiences:write";
    public static final String WEBHOOKS_READ = "webhooks:read";
    public static final String WEBHOOKS_WRITE = "webhooks:write";
    public static final String AUTOMATIONS_READ = "automations:read";
    public static final String AUTOMATIONS_WRITE = "automations:write";
    /** All that is known of a customer, or of the tenant, in one piece. */
    public static final String EXPORT = "export";

    /** To remove a person's data for good. */
    public static final String ERASE = "erase";

    /** What a tenant keeps an eye on about its own keys and settings: the audit log. */
    public static final String TENANT_ADMIN = "tenant:admin";

    /** What a key gets whose request names no scopes: the bundles. */
    public static final List<String> DEFAULT = List.of(CONVERSATIONS, ANALYTICS);

    /** Those that routes can require. */
    static final List<String> SINGLE = List.of(
            MESSAGES_READ,
            MESSAGES_WRITE,
            BROADCASTS_READ,
            BROADCASTS_WRITE,
            CUSTOMERS_READ,
            CUSTOMERS_WRITE,
            CONSENTS_READ,
            CONSENTS_WRITE,
            TEMPLATES_READ,
            TEMPLATES_WRITE,
            AUDIENCES_READ,
            AUDIENCES_WRITE,
            WEBHOOKS_READ,
            WEBHOOKS_WRITE,
            AUTOMATIONS_READ,
            AUTOMATIONS_WRITE,
            EXPORT,
            ERASE,
            ANALYTICS,
            TENANT_ADMIN);

    /** Every scope a key can be given. */
    public static final List<String> ALL =
            Stream.concat(Stream.of(CONVERSATIONS), SINGLE.stream()).toList();

    private static final Map<String, List<String>> BUNDLES = Map.of(
            CONVERSATIONS,
            List.of(
                    MESSAGES_READ,
                    MESSAGES_WRITE,
                    BROADCASTS_READ,
                    BROADCASTS_WRITE,
                    CUSTOMERS_READ,
                    CUSTOMERS_WRITE,
                    CONSENTS_READ,
                    CONSENTS_WRITE,
                    TEMPLATES_READ,
                    TEMPLATES_WRITE,
                    AUDIENCES_READ,
                    AUDIENCES_WRITE,
                    WEBHOOKS_READ,
                    WEBHOOKS_WRITE));

    private Scopes() {}

    /** What a key with these scopes may do, its bundles opened. */
    static Set<String> opened(List<String> scopes) {
        var opened = new TreeSet<String>();
        scopes.forEach(scope -> opened.addAll(BUNDLES.getOrDefault(scope, List.of(scope))));
        return Set.copyOf(opened);
    }
}
