package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.api.requestfields.JsonFields;
import ai.tulia.messaging.api.requestfields.RequestedChannel;
import ai.tulia.messaging.api.requestfields.RequestedText;
import ai.tulia.messaging.domain.dispatch.DispatchFacts.OverLimit;
import ai.tulia.messaging.domain.message.MessageType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
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
        String content = fields.content();
        checks.required("customer_id", fields.customerId());
        RequestedText.check(content, fields.templateId(), fields.messageType(), checks);
        RequestedChannel.check(fields.channel(), checks);
        checks.oneOf("when_over_limit", fields.whenOverLimit(), OVER_LIMIT);
        var metadata = JsonFields.metadata(fields.metadata(), checks);
        var context = JsonFields.context(fields.context(), checks);
        checks.done();
        return new SendCommand(
                Objects.requireNonNull(fields.customerId()),
                content == null ? null : RequestedText.parsed(content),
                fields.templateId(),
                context,
                fields.messageType() == null ? null : MessageType.fromCode(fields.messageType()),
                RequestedChannel.parsed(fields.channel()),
                overLimit(fields.whenOverLimit(), byDefault),
                metadata);
    }

    private static OverLimit overLimit(@Nullable String word, OverLimit byDefault) {
        return word == null ? byDefault : OverLimit.valueOf(word.toUpperCase(Locale.ROOT));
    }
}
