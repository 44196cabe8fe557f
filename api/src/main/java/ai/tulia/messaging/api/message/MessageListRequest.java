package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.customer.CustomerRules;
import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.api.requestfields.RequestedChannel;
import ai.tulia.messaging.api.requestfields.RequestedText;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.domain.message.MessageStatus;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.store.message.MessageFilter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a list of messages is narrowed by, as its query says it.
 *
 * @param phoneNumber of the customer, in place of the id
 */
record MessageListRequest(
        @Nullable String status,
        @Nullable String state,
        @Nullable String messageType,
        @Nullable String channel,
        @Nullable UUID customerId,
        @Nullable String phoneNumber,
        @Nullable UUID broadcastId,
        @Nullable UUID templateId,
        @Nullable String failureCode,
        @Nullable String metadataKey,
        @Nullable String metadataValue,
        @Nullable String from,
        @Nullable String until) {
    private static final List<String> STATUSES =
            Arrays.stream(MessageStatus.values()).map(MessageStatus::code).toList();
    private static final List<String> STATES =
            Arrays.stream(MessageState.values()).map(MessageState::code).toList();
    private static final int MAX_CODE_LENGTH = 100;
    /** What is longer is not found by. */
    private static final int MAX_METADATA_KEY = 100;

    private static final int MAX_METADATA_VALUE = 255;
    private static final int LAST_YEAR = 9_999;

    /** The customer's number as it is kept; null = none is given. */
    @Nullable
    String number() {
        // A + that nobody percent-encoded arrives as a space.
        return phoneNumber == null || !phoneNumber.startsWith(" ") ? phoneNumber : "+" + phoneNumber.strip();
    }

    /**
     * All but the number.
     *
     * @throws ApiProblem 400 with everything that is wrong
     */
    MessageFilter checked() {
        String number = number();
        var checks = new Checks()
                .oneOf("status", status, STATUSES)
                .oneOf("state", state, STATES)
                .oneOf("message_type", messageType, RequestedText.TYPES)
                .text("failure_code", failureCode, MAX_CODE_LENGTH)
                .text("metadata_key", metadataKey, MAX_METADATA_KEY)
                .text("metadata_value", metadataValue, MAX_METADATA_VALUE)
                .that(
                        metadataKey != null || metadataValue == null,
                        "metadata_key",
                        "is missing beside metadata_value",
                        "give the name in your metadata, such as order_id")
                .that(
                        metadataKey == null || metadataValue != null,
                        "metadata_value",
                        "is missing beside metadata_key",
                        "give its value, such as 4711")
                .that(
                        number == null || customerId == null,
                        "phone_number",
                        "is given, and so is customer_id",
                        "give one of them");
        RequestedChannel.check(channel, checks);
        checks.rule("phone_number", number == null ? null : CustomerRules.phoneNumber(number));
        Instant since = instant("from", from, checks);
        Instant before = instant("until", until, checks);
        checks.done();
        return new MessageFilter(
                status == null ? null : MessageStatus.valueOf(status.toUpperCase(Locale.ROOT)),
                state == null ? null : MessageState.fromCode(state),
                messageType == null ? null : MessageType.fromCode(messageType),
                RequestedChannel.parsed(channel),
                customerId,
                broadcastId,
                templateId,
                failureCode,
                metadataKey == null || metadataValue == null
                        ? null
                        : new MessageFilter.Metadata(metadataKey, metadataValue),
                new MessageFilter.Created(since, before));
    }

    private static @Nullable Instant instant(String field, @Nullable String text, Checks checks) {
        if (text == null) {
            return null;
        }
        try {
            var time = OffsetDateTime.parse(text.replace(' ', '+'));
            if (time.getYear() >= 1 && time.getYear() <= LAST_YEAR) {
                return time.toInstant();
            }
        } catch (DateTimeException e) {
            // Said below.
        }
        checks.that(false, field, "is no instant", "give one such as " + Checks.INSTANT);
        return null;
    }
}
