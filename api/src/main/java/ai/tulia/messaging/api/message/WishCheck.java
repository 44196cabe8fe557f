package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.asked.AskedText;
import ai.tulia.messaging.api.asked.JsonFields;
import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.domain.dispatch.DispatchFacts.OverLimit;
import ai.tulia.messaging.domain.message.MessageType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether the fields of a message are right in themselves. */
final class WishCheck {
    static final List<String> OVER_LIMIT = Arrays.stream(OverLimit.values())
            .map(choice -> choice.name().toLowerCase(Locale.ROOT))
            .toList();

    private WishCheck() {}

    /**
     * @param checks where what is wrong is gathered, beside what the caller found
     * @throws ApiProblem 400 with everything that is wrong
     */
    static Wish checked(MessageFields fields, OverLimit byDefault, Checks checks) {
        String content = fields.content();
        checks.required("customer_id", fields.customerId());
        AskedText.check(content, fields.templateId(), fields.messageType(), checks);
        checks.oneOf("when_over_limit", fields.whenOverLimit(), OVER_LIMIT);
        var metadata = JsonFields.metadata(fields.metadata(), checks);
        var context = JsonFields.context(fields.context(), checks);
        checks.done();
        return new Wish(
                Objects.requireNonNull(fields.customerId()),
                content == null ? null : AskedText.parsed(content),
                fields.templateId(),
                context,
                fields.messageType() == null ? null : MessageType.ofWord(fields.messageType()),
                overLimit(fields.whenOverLimit(), byDefault),
                metadata);
    }

    private static OverLimit overLimit(@Nullable String word, OverLimit byDefault) {
        return word == null ? byDefault : OverLimit.valueOf(word.toUpperCase(Locale.ROOT));
    }
}
