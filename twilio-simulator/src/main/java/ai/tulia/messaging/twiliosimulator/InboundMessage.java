package ai.tulia.messaging.twiliosimulator;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A message a customer sends; account and webhook may be left to the number it goes to.
 *
 * @param from a number, or for WhatsApp a user id where it tells no number
 * @param media files that come with it; null = none
 */
record InboundMessage(
        @Nullable String account,
        String from,
        String to,
        String body,
        @Nullable String webhookUrl,
        @Nullable List<InboundMedia> media) {
    @SuppressWarnings("ConstantValue") // JSON can leave fields out
    InboundMessage {
        if (from == null || to == null || body == null) {
            throw new IllegalArgumentException("an inbound message needs from, to and body");
        }
    }

    List<InboundMedia> files() {
        return media == null ? List.of() : media;
    }

    ReceivedMessage message(String owner, String sid, List<String> mediaUrls) {
        Instant now = Instant.now();
        return new ReceivedMessage(
                sid,
                owner,
                to,
                from,
                null,
                body,
                null,
                null,
                mediaUrls,
                null,
                null,
                null,
                MessageStatus.RECEIVED,
                null,
                now,
                now,
                now);
    }

    /** The fields of Twilio's inbound webhook. */
    Map<String, String> fields(ReceivedMessage message) {
        String sid = message.sid();
        Map<String, String> fields = new TreeMap<>();
        fields.put("AccountSid", message.accountSid());
        fields.put("ApiVersion", MessageResource.API_VERSION);
        fields.put("MessageSid", sid);
        fields.put("SmsMessageSid", sid);
        fields.put("SmsSid", sid);
        fields.put("SmsStatus", "received");
        fields.put("From", from);
        fields.put("To", to);
        fields.put("Body", body);
        fields.put("NumMedia", String.valueOf(files().size()));
        fields.put("NumSegments", "1");
        ChannelAddress sender = ChannelAddress.parse(from);
        if (sender.channel().equals(ChannelAddress.WHATSAPP)) {
            fields.put("MessageType", "text");
            fields.put("ProfileName", "Simulated customer");
            if (sender.party().startsWith("+")) {
                fields.put("WaId", sender.party().replace("+", ""));
            } else {
                fields.put("ExternalUserId", sender.party());
            }
        }
        for (int i = 0; i < files().size(); i++) {
            fields.put("MediaUrl" + i, message.mediaUrls().get(i));
            fields.put("MediaContentType" + i, files().get(i).contentType());
        }
        return fields;
    }
}
