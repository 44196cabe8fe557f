package ai.tulia.messaging.api.openapi;

import ai.tulia.messaging.domain.broadcast.BroadcastStatus;
import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.consent.ConsentType;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.domain.message.MessageStatus;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.domain.webhook.WebhookEventType;
import ai.tulia.messaging.store.webhook.EndpointDefinition;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/**
 * The document lists the words that a field can hold, such as the message types and the states of a message: a list in an
 * annotation would have to be kept in step by hand.
 */
@Component
public class EnumSchemas implements OpenApiCustomizer {
    /** For {@code @Schema(ref = …)}. */
    public static final String MESSAGE_STATE = "#/components/schemas/MessageState";

    static final String MESSAGE_TYPE = "message_type";

    /** What it takes is for many customers. */
    private static final String BROADCAST = "BroadcastRequest";

    private static final List<String> ALL = types(type -> true);
    private static final List<String> BROADCASTABLE = types(type -> type.rules().broadcastable());

    private static final Map<List<String>, String> NAMES = Map.of(
            ALL,
            "MessageType",
            BROADCASTABLE,
            "BroadcastMessageType",
            statuses(),
            "MessageStatus",
            words(BroadcastStatus.values(), BroadcastStatus::code),
            "BroadcastStatus",
            words(ConsentType.values(), ConsentType::code),
            "ConsentType",
            List.of(ConsentState.GRANTED.code(), ConsentState.WITHDRAWN.code()),
            "ConsentState",
            WebhookEventType.subscribable(),
            "WebhookEventType");

    /** @param schemas what their names contain */
    private record Listed(String schemas, String field, List<String> words) {}

    private static final List<Listed> LISTED = List.of(
            new Listed("", MESSAGE_TYPE, ALL),
            new Listed(BROADCAST, MESSAGE_TYPE, BROADCASTABLE),
            new Listed("", "channel", words(Channel.values(), Channel::code)),
            new Listed("MessageResponse", "status", statuses()),
            new Listed("ScheduleResponse", "status", statuses()),
            new Listed("Consent", "type", words(ConsentType.values(), ConsentType::code)),
            new Listed("Consent", "state", List.of(ConsentState.GRANTED.code(), ConsentState.WITHDRAWN.code())),
            new Listed("WebhookEndpoint", "events", WebhookEventType.subscribable()),
            new Listed("WebhookEndpoint", "include", List.of(EndpointDefinition.CONTENT)));

    @Override
    public void customise(OpenAPI document) {
        document.getComponents().getSchemas().forEach(EnumSchemas::complete);
        document.getComponents().addSchemas("MessageState", messageState());
        NamedEnums.name(document.getComponents(), NAMES);
    }

    private static Schema<?> messageState() {
        Schema<String> state = new JsonSchema().typesItem("string").description("The exact state of a message.");
        state.setEnum(
                Arrays.stream(MessageState.values()).map(MessageState::code).toList());
        return state;
    }

    private static void complete(String name, Schema<?> schema) {
        if (schema.getProperties() != null) {
            LISTED.stream()
                    .filter(listed -> name.contains(listed.schemas()))
                    .forEach(listed -> list(schema.getProperties().get(listed.field()), listed.words()));
        }
    }

    /** The words of a field, or of each entry of a list. */
    @SuppressWarnings("unchecked") // the field holds strings
    private static void list(@Nullable Schema<?> field, List<String> words) {
        if (field != null && field.getItems() != null) {
            list(field.getItems(), words);
        } else if (field != null && field.get$ref() == null) {
            ((Schema<String>) field).setEnum(words);
            RecordSchemas.allowNull(field);
        }
    }

    static List<String> types() {
        return ALL;
    }

    static List<String> statuses() {
        return words(MessageStatus.values(), MessageStatus::code);
    }

    static <T> List<String> words(T[] values, Function<T, String> code) {
        return Arrays.stream(values).map(code).toList();
    }

    private static List<String> types(Predicate<MessageType> which) {
        return Arrays.stream(MessageType.values())
                .filter(which)
                .map(MessageType::code)
                .toList();
    }
}
