package ai.tulia.messaging.domain.twilio;

import ai.tulia.messaging.domain.message.MessageRef;

/**
 * Where the provider reports what becomes of an attempt. Our ids ride in the path: it is signed with the rest, and a
 * callback finds its message without a lookup.
 */
public final class CallbackAddress {
    /** Below the public URL. */
    public static final String PATH = "/v1/webhooks/twilio";
    /**
     * Twilio's connection overrides: up to five more tries of what got a 5xx, no connection or no answer in time; its own
     * default is one. Source: twilio.com/docs/usage/webhooks/webhooks-connection-overrides.
     */
    public static final String RETRIES = "#rc=5&rp=5xx,ct,rt";

    private CallbackAddress() {}

    /** @param publicUrl our address as the provider reaches it */
    public static String of(String publicUrl, MessageRef message, int attempt) {
        return of(publicUrl, PATH + "/" + message.tenantId() + "/" + message.messageId() + "/" + attempt) + RETRIES;
    }

    /** The same for a path as it was requested: what the provider called, and signed. */
    public static String of(String publicUrl, String path) {
        return publicUrl.replaceAll("/+$", "") + path;
    }
}
