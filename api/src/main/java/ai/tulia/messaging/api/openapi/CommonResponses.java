package ai.tulia.messaging.api.openapi;

import ai.tulia.messaging.api.etag.IfMatch;
import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.Collection;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** What every operation can answer beside its own, so that controllers need not say it; said once, and referred to. */
@Component
class CommonResponses implements OpenApiCustomizer {
    private enum Common {
        BAD_REQUEST("400", "BadRequest", "Something in the request is wrong in itself", null),
        UNAUTHORIZED("401", "Unauthorized", "No key, or none that is valid", "WWW-Authenticate"),
        FORBIDDEN("403", "Forbidden", "The key may not do this", null),
        NOT_FOUND("404", "NotFound", "There is no such thing, or it is another tenant's", null),
        METHOD_NOT_ALLOWED("405", "MethodNotAllowed", "The route does not answer to this method", "Allow"),
        NOT_ACCEPTABLE("406", "NotAcceptable", "The route answers in none of the types of Accept", null),
        TIMEOUT("408", "RequestTimeout", "The body did not arrive in time", null),
        CONFLICT("409", "Conflict", "A request with this Idempotency-Key is under way, or it is too late", null),
        PRECONDITION(
                "412", "PreconditionFailed", "It is at another version than If-Match names; nothing changed", null),
        TOO_LARGE("413", "ContentTooLarge", "The body is too large", null),
        UNSUPPORTED("415", "UnsupportedMediaType", "The body has another Content-Type than the route reads", "Accept"),
        IMPOSSIBLE(
                "422",
                "UnprocessableContent",
                "Well-formed but impossible; of a POST, also an Idempotency-Key that was used for another request",
                null),
        TOO_MANY(
                "429",
                "TooManyRequests",
                "The key, its tenant or the address made too many requests, or the tenant has too many under way",
                "Retry-After"),
        INTERNAL("500", "InternalServerError", "Something broke on our side", null),
        UNAVAILABLE(
                "503",
                "ServiceUnavailable",
                "The ledger is away, or gave way to another request; nothing is certain to be kept",
                "Retry-After");

        private final String status;
        private final String name;
        private final String words;
        private final @Nullable String header;

        Common(String status, String name, String words, @Nullable String header) {
            this.status = status;
            this.name = name;
            this.words = words;
            this.header = header;
        }

        ApiResponse response() {
            var response = new ApiResponse().description(words).content(ProblemSchema.content());
            response.getContent().values().forEach(type -> type.setExample(example()));
            if (header != null) {
                response.addHeaderObject(header, new Header().schema(new StringSchema()));
            }
            return response;
        }

        private JsonNode example() {
            return ProblemExamples.of(HttpStatus.valueOf(Integer.parseInt(status)));
        }

        ApiResponse reference() {
            return new ApiResponse().$ref("#/components/responses/" + name);
        }
    }

    @Override
    public void customise(OpenAPI document) {
        // Here and not with the other components: springdoc drops what no route refers to yet.
        document.getComponents().addSchemas(ProblemSchema.NAME, ProblemSchema.schema());
        document.getComponents().addSchemas(ProblemSchema.FIELD_ERROR, ProblemSchema.fieldError());
        for (Common common : Common.values()) {
            document.getComponents().addResponses(common.name, common.response());
        }
        document.getPaths()
                .forEach((path, item) ->
                        item.readOperationsMap().forEach((method, operation) -> complete(path, method, operation)));
    }

    private static void complete(String path, HttpMethod method, Operation operation) {
        ApiResponses answers = operation.getResponses() == null ? new ApiResponses() : operation.getResponses();
        answers.forEach((status, answer) -> {
            if (status.compareTo("400") >= 0) {
                answer.setContent(ProblemSchema.content());
            }
        });
        if (method == HttpMethod.POST) {
            operation.addParametersItem(idempotencyKey());
        }
        common(path, method, operation)
                .forEach(common -> answers.computeIfAbsent(common.status, s -> common.reference()));
        operation.setResponses(answers);
    }

    private static Collection<Common> common(String path, HttpMethod method, Operation operation) {
        var common = EnumSet.of(
                Common.BAD_REQUEST,
                Common.METHOD_NOT_ALLOWED,
                Common.NOT_ACCEPTABLE,
                Common.TOO_LARGE,
                Common.INTERNAL,
                Common.UNAVAILABLE);
        if (!operation.getSecurity().isEmpty()) {
            common.addAll(EnumSet.of(Common.UNAUTHORIZED, Common.FORBIDDEN, Common.TOO_MANY));
        }
        if (path.contains("id}")) {
            common.add(Common.NOT_FOUND);
        }
        if (operation.getRequestBody() != null) {
            common.addAll(EnumSet.of(Common.TIMEOUT, Common.UNSUPPORTED));
        }
        if (takesIfMatch(operation)) {
            common.add(Common.PRECONDITION);
        }
        if (method == HttpMethod.PATCH) {
            common.add(Common.IMPOSSIBLE);
        }
        if (method == HttpMethod.POST) {
            common.addAll(EnumSet.of(Common.CONFLICT, Common.IMPOSSIBLE));
        }
        return common;
    }

    private static boolean takesIfMatch(Operation operation) {
        return operation.getParameters() != null
                && operation.getParameters().stream().anyMatch(parameter -> IfMatch.HEADER.equals(parameter.getName()));
    }

    private static Parameter idempotencyKey() {
        return new Parameter()
                .in("header")
                .name("Idempotency-Key")
                .description("The same key with the same request within 24 h gives the same answer, done once")
                .schema(new StringSchema().minLength(1).maxLength(255));
    }
}
