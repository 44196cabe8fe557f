package ai.tulia.messaging.twiliosimulator;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message the simulator took on. Fields that the sender left out are null; {@code to} and {@code from} carry the
 * channel as given ({@code whatsapp:+...}).
 *
 * @param validityPeriod seconds
 */
public record ReceivedMessage(
        String sid,
        String accountSid,
        String to,
        @Nullable String from,
        @Nullable String messagingServiceSid,
        @Nullable String body,
        @Nullable String contentSid,
        @Nullable String contentVariables,
        List<String> mediaUrls,
        @Nullable String statusCallback,
        @Nullable Integer validityPeriod,
        @Nullable Instant sendAt,
        MessageStatus status,
        @Nullable Integer errorCode,
        Instant dateCreated,
        Instant dateUpdated,
        @Nullable Instant dateSent) {

    ReceivedMessage advanced(MessageStatus next, @Nullable Integer code, Instant now) {
        return with(next, code, now, next == MessageStatus.SENT && dateSent == null ? now : dateSent);
    }

    /** Once it was sent, a Messaging Service has chosen its sender. */
    ReceivedMessage with(MessageStatus next, @Nullable Integer code, Instant updated, @Nullable Instant sent) {
        String sender = from == null && sent != null ? ChannelAddress.poolSenderFor(to) : from;
        return new ReceivedMessage(
                sid,
                accountSid,
                to,
                sender,
                messagingServiceSid,
                body,
                contentSid,
                contentVariables,
                mediaUrls,
                statusCallback,
                validityPeriod,
                sendAt,
                next,
                code,
                dateCreated,
                updated,
                sent);
    }

    ReceivedMessage redacted(Instant now) {
        return new ReceivedMessage(
                sid,
                accountSid,
                to,
                from,
                messagingServiceSid,
                "",
                contentSid,
                contentVariables,
                mediaUrls,
                statusCallback,
                validityPeriod,
                sendAt,
                status,
                errorCode,
                dateCreated,
                now,
                dateSent);
    }
}
