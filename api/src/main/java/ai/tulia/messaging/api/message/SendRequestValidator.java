package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.customer.CustomerRules;
import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.api.requestfields.JsonFields;
import ai.tulia.messaging.api.requestfields.RequestedChannel;
import ai.tulia.messaging.api.requestfields.RequestedText;
import ai.tulia.messaging.domain.dispatch.DispatchFacts.OverLimit;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.domain.template.MessageTemplate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whether the fields of a message are right in themselves. */
final class SendRequestValidator {
    static final List<String> OVER_LIMIT = Arrays.stream(OverLimit.values())
            .map(choice -> choice.name().toLowerCase(Locale.ROOT))
            .toList();

    private SendRequestValidator() {}

    /**
     * @param checks where what is wrong is gathered, beside what the caller found
     * @throws ApiProblem 400 with everything that is wrong
     */
    static SendCommand checked(MessageFields fields, OverLimit byDefault, Checks checks) {
        Recipient recipient = recipient(fields.customerId(), fields.to(), checks);
        MessageTemplate content =
                RequestedText.checked(fields.content(), fields.templateId(), fields.messageType(), checks);
        RequestedChannel.check(fields.channel(), checks);
        checks.oneOf("when_over_limit", fields.whenOverLimit(), OVER_LIMIT);
        var metadata = JsonFields.metadata(fields.metadata(), checks);
        var context = JsonFields.context(fields.context(), checks);
        checks.done();
        return new SendCommand(
                Objects.requireNonNull(recipient),
                content,
                fields.templateId(),
                context,
                fields.messageType() == null ? null : MessageType.fromCode(fields.messageType()),
                RequestedChannel.parsed(fields.channel()),
                overLimit(fields.whenOverLimit(), byDefault),
                metadata);
    }

    /** Null when a mistake was added to the checks. */
    private static @Nullable Recipient recipient(@Nullable UUID customerId, @Nullable String to, Checks checks) {
        if (to == null) {
            checks.that(
                    customerId != null,
                    "customer_id",
                    "is missing, and so is to",
                    "give the customer's id, or to with a number such as +14155552671");
            return customerId == null ? null : new Recipient.ById(customerId);
        }
        checks.that(customerId == null, "to", "is given, and so is customer_id", "give one of them")
                .rule("to", CustomerRules.phoneNumber(to));
        return new Recipient.ByNumber(to);
    }

    private static OverLimit overLimit(@Nullable String word, OverLimit byDefault) {
        return word == null ? byDefault : OverLimit.valueOf(word.toUpperCase(Locale.ROOT));
    }
}
