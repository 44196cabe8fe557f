package ai.tulia.messaging.twiliosimulator;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;

/** The fields of a status callback, as Twilio posts them for SMS and for channels. */
final class StatusCallback {
    private static final DateTimeFormatter RAW_DLR_DATE =
            DateTimeFormatter.ofPattern("yyMMddHHmm").withZone(ZoneOffset.UTC);

    private StatusCallback() {}

    static Map<String, String> fieldsOf(ReceivedMessage message) {
        Map<String, String> fields = new TreeMap<>();
        fields.put("AccountSid", message.accountSid());
        fields.put("MessageSid", message.sid());
        fields.put("SmsSid", message.sid());
        fields.put("MessageStatus", message.status().code());
        fields.put("SmsStatus", message.status().code());
        fields.put("To", message.to());
        fields.put("ApiVersion", MessageResource.API_VERSION);
        if (message.from() != null) {
            fields.put("From", message.from());
        }
        if (message.messagingServiceSid() != null) {
            fields.put("MessagingServiceSid", message.messagingServiceSid());
        }
        if (message.errorCode() != null) {
            fields.put("ErrorCode", String.valueOf(message.errorCode()));
        }
        String channel = ChannelAddress.parse(message.to()).channel();
        if (channel.equals(ChannelAddress.SMS)) {
            addSms(fields, message);
        } else {
            addChannel(fields, message, channel);
        }
        return fields;
    }

    private static void addSms(Map<String, String> fields, ReceivedMessage message) {
        if (message.status().isFinal()) {
            fields.put("RawDlrDoneDate", RAW_DLR_DATE.format(message.dateUpdated()));
        }
    }

    private static void addChannel(Map<String, String> fields, ReceivedMessage message, String channel) {
        fields.put("ChannelPrefix", channel);
        fields.put("ChannelInstallSid", "XE" + message.accountSid().substring(2));
        if (message.status().isFinal()) {
            fields.put("EventType", message.status().name());
        }
        if (message.errorCode() != null) {
            fields.put("ChannelStatusMessage", "The simulator was told to fail this message");
        }
    }
}
