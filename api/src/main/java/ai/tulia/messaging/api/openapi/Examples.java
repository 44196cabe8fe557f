package ai.tulia.messaging.api.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/**
 * What operations are called with and answer, from {@code openapi-examples/<operationId>.json}: {@code path}, {@code
 * query}, {@code headers}, {@code request}, {@code status} and {@code answer}; that of another status from {@code
 * <operationId>-<status>.json}. A test calls them in one story and compares; with {@code compare}, see there.
 */
@Component
class Examples implements OpenApiCustomizer {
    private static final String JSON = "application/json";
    private static final String FORM = "multipart/form-data";

    @Override
    public void customise(OpenAPI document) {
        document.getPaths().values().forEach(path -> path.readOperations().forEach(Examples::complete));
    }

    private static void complete(Operation operation) {
        JsonNode example = of(operation.getOperationId());
        if (example == null) {
            return;
        }
        if (operation.getParameters() != null) {
            operation.getParameters().forEach(parameter -> {
                JsonNode value = example.path("path").path(parameter.getName());
                if (parameter.getIn().equals("path") && !value.isMissingNode()) {
                    parameter.setExample(value.asText());
                }
            });
        }
        if (operation.getRequestBody() != null) {
            set(operation.getRequestBody().getContent(), example.path("request"));
        }
        operation.getResponses().forEach((status, answer) -> {
            JsonNode other = of(operation.getOperationId() + "-" + status);
            if (other != null) {
                set(answer.getContent(), other.path("answer"));
            } else if (status.equals(example.path("status").asText())) {
                set(answer.getContent(), example.path("answer"));
            }
        });
    }

    /** Of the type that is JSON, or the one that is a file; of a form that file in it. */
    private static void set(@Nullable Content content, JsonNode value) {
        if (content == null || value.isMissingNode()) {
            return;
        }
        content.forEach((name, type) -> {
            if (name.equals(FORM)) {
                type.setExample(Json31.mapper().createObjectNode().set("file", value));
            } else if (name.equals(JSON) || !content.containsKey(JSON)) {
                type.setExample(value.isTextual() ? value.asText() : value);
            }
        });
    }

    private static @Nullable JsonNode of(String operationId) {
        try (InputStream file = Examples.class.getResourceAsStream("/openapi-examples/" + operationId + ".json")) {
            return file == null ? null : Json31.mapper().readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
