package ai.tulia.messaging.api.broadcast;

import ai.tulia.messaging.api.audience.CriteriaRequestValidator;
import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.api.problem.JsonProblems;
import ai.tulia.messaging.api.requestfields.JsonFields;
import ai.tulia.messaging.api.requestfields.RequestedChannel;
import ai.tulia.messaging.api.requestfields.RequestedText;
import ai.tulia.messaging.api.requestfields.RequestedTime;
import ai.tulia.messaging.api.requestfields.RequestedTimeValidator;
import ai.tulia.messaging.domain.broadcast.ContextValue;
import ai.tulia.messaging.domain.customer.AttributeName;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.domain.template.TemplateValues;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether the fields of a broadcast are right in themselves. */
final class BroadcastRequestValidator {
    private static final int MAX_NAME_LENGTH = 120;
    private static final int MAX_CUSTOMERS = 10_000;
    /** Far above any sender's rate limit. */
    private static final int MAX_PER_SECOND = 10_000;

    private static final Set<String> FOR_ONE_CUSTOMER = Arrays.stream(MessageType.values())
            .filter(type -> !type.rules().broadcastable())
            .map(MessageType::code)
            .collect(Collectors.toUnmodifiableSet());

    private BroadcastRequestValidator() {}

    /** @throws ApiProblem 400 with everything that is wrong */
    static BroadcastCommand checked(BroadcastRequest request) {
        return checked(request, new Checks());
    }

    /** The same beside what the caller found. */
    static BroadcastCommand checked(BroadcastRequest request, Checks checks) {
        checks.required("name", request.name()).text("name", request.name(), MAX_NAME_LENGTH);
        RequestedText.checked(request.content(), request.templateId(), request.messageType(), checks);
        checks.that(
                request.messageType() == null || !FOR_ONE_CUSTOMER.contains(request.messageType()),
                "message_type",
                "is for the answer to one customer",
                "send it as a message, or give another type");
        RequestedChannel.check(request.channel(), checks);
        audience(request, checks);
        var context = context(request.context(), checks);
        var metadata = JsonFields.metadata(request.metadata(), checks);
        RequestedTime asked = request.scheduledAt() == null && request.timeZone() == null
                ? null
                : RequestedTimeValidator.checked(request, checks);
        checks.range(
                "max_per_second",
                request.maxPerSecond() == null ? null : request.maxPerSecond().longValue(),
                1,
                MAX_PER_SECOND);
        checks.done();
        @SuppressWarnings("NullAway") // checked: criteria hold no null
        @Nullable
        Map<String, Object> criteria = (Map<String, Object>) (Map<String, ?>) request.recipientCriteria();
        return new BroadcastCommand(
                Objects.requireNonNull(request.name()),
                request.messageType() == null ? null : MessageType.fromCode(request.messageType()),
                RequestedChannel.parsed(request.channel()),
                new BroadcastCommand.Content(request.templateId(), request.content(), context),
                new BroadcastCommand.Audience(criteria, request.audienceId(), customers(request.customerIds())),
                new BroadcastCommand.Sending(asked, request.expiresAt(), request.maxPerSecond()),
                metadata,
                Boolean.TRUE.equals(request.start()));
    }

    private static void audience(BroadcastRequest request, Checks checks) {
        var criteria = request.recipientCriteria();
        List<@Nullable UUID> customers = request.customerIds();
        long given = Stream.of(criteria != null, request.audienceId() != null, customers != null)
                .filter(one -> one)
                .count();
        checks.that(
                        given <= 1,
                        "recipient_criteria",
                        "is not the only audience given",
                        "give one of recipient_criteria, audience_id and customer_ids")
                .that(
                        given > 0 || !Boolean.TRUE.equals(request.start()),
                        "start",
                        "is given, but nobody is on the list yet",
                        "give an audience, or upload the list and start it then");
        if (criteria != null) {
            CriteriaRequestValidator.read("recipient_criteria", criteria, checks);
        }
        if (customers != null) {
            checks.that(!customers.isEmpty(), "customer_ids", "is empty", "name at least one customer")
                    .that(
                            customers.size() <= MAX_CUSTOMERS,
                            "customer_ids",
                            "has more than 10,000 entries",
                            "leave it out, and upload the list as CSV to /v1/broadcasts/{id}/recipients")
                    .that(!customers.contains(null), "customer_ids", "holds null", "leave it out");
        }
    }

    private static List<UUID> customers(@Nullable List<@Nullable UUID> given) {
        return given == null
                ? List.of()
                : given.stream().map(Objects::requireNonNull).toList();
    }

    private static Map<String, ContextValue> context(@Nullable Map<String, @Nullable Object> given, Checks checks) {
        Map<String, @Nullable Object> texts = new LinkedHashMap<>();
        Map<String, ContextValue> context = new LinkedHashMap<>();
        if (given != null) {
            given.forEach((variable, value) -> {
                if (value instanceof Map<?, ?> map) {
                    from("context." + JsonProblems.shortened(variable), map, checks);
                    context.put(variable, new ContextValue.From(String.valueOf(map.get("from"))));
                } else {
                    texts.put(variable, value);
                }
            });
        }
        JsonFields.context(texts, checks)
                .forEach((variable, text) -> context.put(variable, new ContextValue.Text(text)));
        return context;
    }

    private static void from(String field, Map<?, ?> map, Checks checks) {
        Object from = map.get("from");
        boolean known = map.size() == 1 && from instanceof String source && isOfTheCustomer(source);
        checks.that(
                known,
                field,
                "names no value of the recipient",
                "give a value, {\"from\": \"name\"} or {\"from\": \"attr.<name>\"}");
    }

    /** Whether a variable may be found with the recipient. */
    static boolean isOfTheCustomer(String variable) {
        return variable.equals(TemplateValues.NAME)
                || variable.startsWith(TemplateValues.ATTRIBUTE_PREFIX)
                        && AttributeName.isValid(variable.substring(TemplateValues.ATTRIBUTE_PREFIX.length()));
    }
}
