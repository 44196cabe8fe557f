package ai.tulia.messaging.twiliosimulator;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A message as Twilio's API shows it. Counts are strings there, and callbacks and templates are not shown. */
record MessageResource(
        String accountSid,
        String apiVersion,
        @Nullable String body,
        String dateCreated,
        @Nullable String dateSent,
        String dateUpdated,
        String direction,
        @Nullable Integer errorCode,
        @Nullable String errorMessage,
        @Nullable String from,
        @Nullable String messagingServiceSid,
        String numMedia,
        String numSegments,
        @Nullable String price,
        String priceUnit,
        String sid,
        String status,
        Map<String, String> subresourceUris,
        String to,
        String uri) {
    static final String API_VERSION = "2010-04-01";
    private static final DateTimeFormatter RFC_2822 = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss Z", Locale.US)
            .withZone(ZoneOffset.UTC);

    static MessageResource of(ReceivedMessage message) {
        String base = "/" + API_VERSION + "/Accounts/" + message.accountSid() + "/Messages/" + message.sid();
        Instant sent = message.dateSent();
        return new MessageResource(
                message.accountSid(),
                API_VERSION,
                Objects.requireNonNullElse(message.body(), ""),
                RFC_2822.format(message.dateCreated()),
                sent == null ? null : RFC_2822.format(sent),
                RFC_2822.format(message.dateUpdated()),
                message.status() == MessageStatus.RECEIVED ? "inbound" : "outbound-api",
                message.errorCode(),
                null,
                message.from(),
                message.messagingServiceSid(),
                String.valueOf(message.mediaUrls().size()),
                String.valueOf(segmentsOf(message)),
                null,
                "USD",
                message.sid(),
                message.status().code(),
                Map.of("media", base + "/Media.json"),
                message.to(),
                base + ".json");
    }

    /** A Messaging Service does not know its parts yet; a channel's message is always one. */
    private static int segmentsOf(ReceivedMessage message) {
        if (message.status() == MessageStatus.ACCEPTED || message.status() == MessageStatus.SCHEDULED) {
            return 0;
        }
        boolean sms = ChannelAddress.parse(message.to()).channel().equals(ChannelAddress.SMS);
        return sms && message.body() != null ? Segments.count(message.body()) : 1;
    }
}
