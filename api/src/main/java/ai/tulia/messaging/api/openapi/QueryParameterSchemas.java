package ai.tulia.messaging.api.openapi;

import ai.tulia.messaging.api.page.PageRequest;
import ai.tulia.messaging.domain.broadcast.BroadcastStatus;
import ai.tulia.messaging.store.audit.AuditAction;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.math.BigDecimal;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/** What query parameters mean and take, wherever there is one of the name. */
@Component
class QueryParameterSchemas implements OpenApiCustomizer {
    @Override
    public void customise(OpenAPI document) {
        document.getPaths().values().forEach(path -> path.readOperations().forEach(QueryParameterSchemas::complete));
    }

    private static void complete(Operation operation) {
        if (operation.getParameters() != null) {
            operation.getParameters().stream()
                    .filter(parameter -> parameter.getIn().equals("query"))
                    .forEach(parameter -> complete(operation, parameter));
        }
    }

    private static void complete(Operation operation, Parameter parameter) {
        switch (parameter.getName()) {
            case "limit" -> {
                parameter.description("How many a page has at most");
                parameter.getSchema().minimum(BigDecimal.ONE).maximum(BigDecimal.valueOf(PageRequest.LARGEST));
            }
            case "count" -> parameter.description("Whether to count them too, as total");
            case "cursor" -> parameter.description("The next_cursor of the page before; left out: the first page");
            case "action" -> list(parameter, AuditAction.codes());
            case EnumSchemas.MESSAGE_TYPE -> list(parameter, EnumSchemas.types());
            case "status" ->
                list(
                        parameter,
                        operation.getTags().contains("Broadcasts")
                                ? EnumSchemas.words(BroadcastStatus.values(), BroadcastStatus::code)
                                : EnumSchemas.statuses());
            case "on_error" -> {
                parameter.description("skip: bad rows are left out; reject: one bad row means that nothing is stored");
                list(parameter, List.of("skip", "reject"));
            }
            default -> {
                // It says enough itself.
            }
        }
    }

    /** In a schema of its own: parameters of one Java type share theirs. */
    private static void list(Parameter parameter, List<String> words) {
        Schema<String> own = new JsonSchema().typesItem("string");
        own.setEnum(words);
        if (parameter.getSchema().getDefault() instanceof String value) {
            own.setDefault(value);
        }
        parameter.setSchema(own);
    }
}
