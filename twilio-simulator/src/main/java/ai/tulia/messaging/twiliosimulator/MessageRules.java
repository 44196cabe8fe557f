package ai.tulia.messaging.twiliosimulator;

import static ai.tulia.messaging.twiliosimulator.TwilioError.badRequest;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What Twilio refuses at once, in the order it looks, with its codes. */
final class MessageRules {
    private static final int MAX_BODY_LENGTH = 1600;
    private static final int MAX_CALLBACK_LENGTH = 4000;
    private static final Pattern CONTENT_SID = Pattern.compile("HX[0-9a-fA-F]{32}");

    private MessageRules() {}

    static @Nullable TwilioError violation(Form form) {
        return Stream.<Function<Form, @Nullable TwilioError>>of(
                        MessageRules::parties,
                        MessageRules::content,
                        MessageRules::addresses,
                        TestNumbers::refusal,
                        MessageRules::template,
                        MessageRules::delivery)
                .map(rule -> rule.apply(form))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable TwilioError parties(Form form) {
        if (form.value("To") == null) {
            return badRequest(21604, "A 'To' phone number is required.");
        }
        if (form.value("From") == null && form.value("MessagingServiceSid") == null) {
            return badRequest(21603, "A 'From' phone number or a 'MessagingServiceSid' is required.");
        }
        return null;
    }

    private static @Nullable TwilioError content(Form form) {
        String body = form.value("Body");
        if (body == null && form.value("ContentSid") == null && form.value("MediaUrl") == null) {
            return badRequest(21602, "Message body is required.");
        }
        if (body != null && body.codePointCount(0, body.length()) > MAX_BODY_LENGTH) {
            return badRequest(21617, "The concatenated message body exceeds the 1600 character limit.");
        }
        return null;
    }

    private static @Nullable TwilioError addresses(Form form) {
        String toField = Objects.requireNonNull(form.value("To"));
        ChannelAddress to = ChannelAddress.parse(toField);
        if (!to.isRecipient()) {
            return badRequest(21211, "Invalid 'To' Phone Number: " + toField);
        }
        String fromField = form.value("From");
        if (fromField == null) {
            return null;
        }
        ChannelAddress from = ChannelAddress.parse(fromField);
        if (!from.isSender()) {
            return badRequest(21212, "Invalid 'From' Phone Number: " + fromField);
        }
        if (!from.channel().equals(to.channel())) {
            return badRequest(21910, "Invalid From and To pair. From and To should be of the same channel");
        }
        return from.equals(to) ? badRequest(21211, "'To' and 'From' number cannot be the same: " + toField) : null;
    }

    private static @Nullable TwilioError template(Form form) {
        String contentSid = form.value("ContentSid");
        String variables = form.value("ContentVariables");
        if (contentSid != null && !CONTENT_SID.matcher(contentSid).matches()) {
            return badRequest(21655, "The ContentSid " + contentSid + " is invalid");
        }
        if (variables == null) {
            return null;
        }
        if (contentSid == null) {
            return badRequest(21654, "ContentSid is required when ContentVariables are given");
        }
        return isFlatObject(variables) ? null : badRequest(21656, "The ContentVariables parameter is invalid");
    }

    private static boolean isFlatObject(String json) {
        try {
            JsonNode node = Json.MAPPER.readTree(json);
            return node.isObject() && node.values().stream().allMatch(JsonNode::isValueNode);
        } catch (JacksonException e) {
            return false;
        }
    }

    private static @Nullable TwilioError delivery(Form form) {
        String callback = form.value("StatusCallback");
        if (callback != null && !isCallable(callback)) {
            return badRequest(21609, "The 'StatusCallback' URL " + callback + " is not a valid URL.");
        }
        String validity = form.value("ValidityPeriod");
        if (validity != null && !validity.matches("[1-9]\\d{0,3}|[12]\\d{4}|3[0-5]\\d{3}|36000")) {
            return badRequest(21624, "Invalid validity period value " + validity + "; must be from 1 to 36000 seconds");
        }
        return Scheduling.violation(form);
    }

    static boolean isCallable(String url) {
        try {
            URI uri = new URI(url);
            return url.length() <= MAX_CALLBACK_LENGTH
                    && ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()))
                    && uri.getPort() <= 65_535
                    && uri.getHost() != null; // null also for a host with an underscore
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
