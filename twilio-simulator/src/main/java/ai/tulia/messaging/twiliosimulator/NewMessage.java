package ai.tulia.messaging.twiliosimulator;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Makes the message that a valid form asks for. */
final class NewMessage {
    private NewMessage() {}

    static ReceivedMessage from(Form form, String account) {
        Instant now = Instant.now();
        List<String> media = form.values("MediaUrl");
        String service = form.value("MessagingServiceSid");
        String validity = form.value("ValidityPeriod");
        return new ReceivedMessage(
                Sids.next(media.isEmpty() ? "SM" : "MM"),
                account,
                Objects.requireNonNull(form.value("To")),
                form.value("From"),
                service,
                form.value("Body"),
                form.value("ContentSid"),
                form.value("ContentVariables"),
                media,
                form.value("StatusCallback"),
                validity == null ? null : Integer.valueOf(validity),
                Scheduling.sendAt(form),
                Scheduling.asked(form)
                        ? MessageStatus.SCHEDULED
                        : service == null ? MessageStatus.QUEUED : MessageStatus.ACCEPTED,
                null,
                now,
                now,
                null);
    }
}
