package ai.tulia.messaging.api.openapi;

import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.domain.message.MessageType;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/**
 * The document lists the message types and the states of a message that there are: a list in an annotation would have to
 * be kept in step by hand.
 */
@Component
public class EnumSchemas implements OpenApiCustomizer {
    /** For {@code @Schema(ref = …)}. */
    public static final String MESSAGE_STATE = "#/components/schemas/MessageState";

    private static final String FIELD = "message_type";
    /** What it takes is for many customers. */
    private static final String BROADCAST = "BroadcastRequest";

    private static final List<String> ALL = words(type -> true);
    private static final List<String> BROADCASTABLE = words(type -> type.rules().broadcastable());

    @Override
    public void customise(OpenAPI document) {
        document.getComponents().getSchemas().forEach(EnumSchemas::complete);
        document.getComponents().addSchemas("MessageState", messageState());
    }

    private static Schema<?> messageState() {
        Schema<String> state = new JsonSchema().typesItem("string").description("The exact state of a message.");
        state.setEnum(
                Arrays.stream(MessageState.values()).map(MessageState::code).toList());
        return state;
    }

    private static void complete(String name, Schema<?> schema) {
        if (schema.getProperties() != null && schema.getProperties().get(FIELD) instanceof Schema<?> type) {
            list(type, name.equals(BROADCAST) ? BROADCASTABLE : ALL);
        }
    }

    @SuppressWarnings("unchecked") // the field is a string
    private static void list(Schema<?> type, List<String> words) {
        ((Schema<String>) type).setEnum(words);
        RecordSchemas.allowNull(type);
    }

    private static List<String> words(Predicate<MessageType> which) {
        return Arrays.stream(MessageType.values())
                .filter(which)
                .map(MessageType::code)
                .toList();
    }
}
