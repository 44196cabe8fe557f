package ai.tulia.messaging.domain.webhook;

import ai.tulia.messaging.domain.message.MessageState;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An event that a webhook endpoint may subscribe to. */
public enum WebhookEventType {
    MESSAGE_SENT,
    MESSAGE_DELIVERED,
    MESSAGE_READ,
    MESSAGE_FAILED,
    MESSAGE_EXPIRED,
    MESSAGE_CANCELED,
    CUSTOMER_OPTED_OUT,
    CUSTOMER_OPTED_IN,
    INBOUND_RECEIVED,
    BROADCAST_STARTED,
    BROADCAST_PAUSED,
    BROADCAST_COMPLETED,
    TEMPLATE_CHANGED,
    QUOTA_WARNING,
    /** Only by {@code POST /v1/webhook-endpoints/{id}/test}; no endpoint can ask for it. */
    WEBHOOK_TEST;

    /** Such as {@code message.sent}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replaceFirst("_", ".");
    }

    public boolean isAboutMessages() {
        return name().startsWith("MESSAGE_");
    }

    public boolean isAboutCustomers() {
        return name().startsWith("CUSTOMER_");
    }

    /** @throws IllegalArgumentException when no type has this code */
    public static WebhookEventType fromCode(String code) {
        return Arrays.stream(values())
                .filter(type -> type.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no type of event is called '" + code + "'"));
    }

    /** The codes that an endpoint can ask for. */
    public static List<String> subscribable() {
        return Arrays.stream(values())
                .filter(type -> type != WEBHOOK_TEST)
                .map(WebhookEventType::code)
                .toList();
    }

    /** The event of a message that has come to this state; empty while it is open. */
    public static Optional<WebhookEventType> ofState(MessageState state) {
        return Optional.ofNullable(
                switch (state) {
                    case ACCEPTED, WAITING, SENDING, UNKNOWN -> null;
                    case SENT -> MESSAGE_SENT;
                    case DELIVERED -> MESSAGE_DELIVERED;
                    case READ -> MESSAGE_READ;
                    case FAILED, UNDELIVERED, REFUSED -> MESSAGE_FAILED;
                    case EXPIRED -> MESSAGE_EXPIRED;
                    case CANCELED -> MESSAGE_CANCELED;
                });
    }
}
