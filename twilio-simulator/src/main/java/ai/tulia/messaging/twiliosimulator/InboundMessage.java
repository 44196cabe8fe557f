package ai.tulia.messaging.twiliosimulator;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A message a customer sends; account and webhook may be left to the number it goes to. */
record InboundMessage(
        @Nullable String account,
        String from,
        String to,
        String body,
        @Nullable String webhookUrl) {
    @SuppressWarnings("ConstantValue") // JSON can leave fields out
    InboundMessage {
        if (from == null || to == null || body == null) {
            throw new IllegalArgumentException("an inbound message needs from, to and body");
        }
    }

    ReceivedMessage message(String owner) {
        Instant now = Instant.now();
        return new ReceivedMessage(
                Sids.next("SM"),
                owner,
                to,
                from,
                null,
                body,
                null,
                null,
                List.of(),
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
        fields.put("NumMedia", "0");
        fields.put("NumSegments", "1");
        ChannelAddress sender = ChannelAddress.parse(from);
        if (sender.channel().equals(ChannelAddress.WHATSAPP)) {
            fields.put("MessageType", "text");
            fields.put("ProfileName", "Simulated customer");
            fields.put("WaId", sender.party().replace("+", ""));
        }
        return fields;
    }
}
