package ai.tulia.messaging.api.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.Map;
import java.util.TreeMap;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/** What every operation can answer beside its own, so that controllers need not say it. */
@Component
class CommonResponses implements OpenApiCustomizer {
    private static final String NOT_FOUND = "404";
    private static final String IMPOSSIBLE = "422";

    private static final Map<String, String> EVERYWHERE = Map.of(
            "400", "Something in the request is wrong in itself",
            "401", "No key, or none that is valid",
            "403", "The key may not do this",
            "405", "The route does not answer to this method",
            "406", "The route answers in none of the types of Accept",
            "413", "The body is too large",
            "500", "Something broke on our side",
            "503", "The ledger is away, or gave way to another request; nothing is certain to be kept");
    private static final Map<String, String> ON_POST = Map.of(
            "409",
            "A request with this Idempotency-Key is under way, or it is too late",
            IMPOSSIBLE,
            "Well-formed but impossible, or the Idempotency-Key was used for another request");

    @Override
    public void customise(OpenAPI document) {
        // Here and not with the other components: springdoc drops a schema that no route refers to yet.
        document.getComponents().addSchemas(ProblemSchema.NAME, ProblemSchema.schema());
        document.getPaths()
                .forEach((path, item) -> item.readOperationsMap()
                        .forEach((method, operation) -> complete(document, path, method, operation)));
    }

    private static void complete(OpenAPI document, String path, HttpMethod method, Operation operation) {
        ApiResponses answers = operation.getResponses() == null ? new ApiResponses() : operation.getResponses();
        var common = new TreeMap<>(EVERYWHERE);
        if (path.contains("id}") || bodyNamesSomething(document, operation)) {
            common.put(NOT_FOUND, "There is no such thing, or it is another tenant's");
        }
        if (operation.getRequestBody() != null) {
            common.put("408", "The body did not arrive in time");
            common.put("415", "The body has another Content-Type than the route reads");
        }
        if (method == HttpMethod.PATCH) {
            common.put(IMPOSSIBLE, "Well-formed but impossible");
        }
        if (method == HttpMethod.POST) {
            common.putAll(ON_POST);
            operation.addParametersItem(idempotencyKey());
        }
        common.forEach((status, words) -> answers.computeIfAbsent(status, s -> new ApiResponse().description(words)));
        answers.forEach((status, answer) -> {
            if (status.compareTo("400") >= 0) {
                answer.setContent(ProblemSchema.content());
            }
        });
        operation.setResponses(answers);
    }

    /** Whether the body has the id of something that may not be there. */
    private static boolean bodyNamesSomething(OpenAPI document, Operation operation) {
        return operation.getRequestBody() != null
                && operation.getRequestBody().getContent().values().stream()
                        .map(body -> String.valueOf(body.getSchema().get$ref()))
                        .map(ref -> document.getComponents().getSchemas().get(ref.substring(ref.lastIndexOf('/') + 1)))
                        .anyMatch(CommonResponses::hasId);
    }

    private static boolean hasId(Schema<?> schema) {
        return schema != null
                && schema.getProperties() != null
                && schema.getProperties().keySet().stream().anyMatch(name -> name.endsWith("_id"));
    }

    private static Parameter idempotencyKey() {
        return new Parameter()
                .in("header")
                .name("Idempotency-Key")
                .description("The same key with the same request within 24 h gives the same answer, done once")
                .schema(new StringSchema().minLength(1).maxLength(255));
    }
}
