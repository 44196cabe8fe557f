package ai.tulia.messaging.twiliosimulator;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The magic numbers of Twilio's test credentials: each always meets the same refusal. */
final class TestNumbers {
    private static final Map<String, TwilioError> SENDERS = Map.of(
            "+15005550001", TwilioError.badRequest(21212, "Invalid 'From' Phone Number: +15005550001"),
            "+15005550007",
                    TwilioError.badRequest(21606, "The 'From' number +15005550007 is not a message-capable number"),
            "+15005550008", TwilioError.badRequest(21611, "This 'From' number has exceeded the maximum queue size"));
    private static final Map<String, TwilioError> RECIPIENTS = Map.of(
            "+15005550001", TwilioError.badRequest(21211, "Invalid 'To' Phone Number: +15005550001"),
            "+15005550002",
                    TwilioError.badRequest(21612, "The 'To' number is not currently reachable from this 'From' number"),
            "+15005550003",
                    TwilioError.badRequest(21408, "Permission to send an SMS has not been enabled for the region"),
            "+15005550004", TwilioError.badRequest(21610, "Attempt to send to unsubscribed recipient"),
            "+15005550009", TwilioError.badRequest(21614, "'To' number is not a valid mobile number"));

    private TestNumbers() {}

    static @Nullable TwilioError refusal(Form form) {
        String from = form.value("From");
        TwilioError sender =
                from == null ? null : SENDERS.get(ChannelAddress.parse(from).party());
        String to = form.value("To");
        return sender != null || to == null
                ? sender
                : RECIPIENTS.get(ChannelAddress.parse(to).party());
    }
}
