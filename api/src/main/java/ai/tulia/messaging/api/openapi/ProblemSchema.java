package ai.tulia.messaging.api.openapi;

import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.util.List;

/** The one form of all errors, as the document describes it. */
final class ProblemSchema {
    static final String NAME = "Problem";
    static final String FIELD_ERROR = "FieldError";

    private static final String SCHEMAS = "#/components/schemas/";

    private ProblemSchema() {}

    static Schema<?> schema() {
        var problem = new ObjectSchema()
                .addProperty(
                        "type", new StringSchema().format("uri-reference").description("Leads to what the code means."))
                .addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema())
                .addProperty("detail", new StringSchema().description("What is wrong, in words for a person."))
                .addProperty("code", new StringSchema().description("What is wrong, in one word for a program."))
                .addProperty("request_id", new StringSchema().description("The X-Request-Id of this answer."))
                .addProperty("errors", new ArraySchema().items(new Schema<>().$ref(SCHEMAS + FIELD_ERROR)));
        problem.setRequired(List.of("type", "title", "status", "detail", "code", "errors"));
        problem.setAdditionalProperties(true);
        problem.setDescription("What went wrong (RFC 9457). Some codes bring more members, such as message_id.");
        return problem;
    }

    static Schema<?> fieldError() {
        var error = new ObjectSchema()
                .addProperty("field", new StringSchema().description("Its path, such as context.name."))
                .addProperty("problem", new StringSchema().description("What is wrong with it."))
                .addProperty("hint", new StringSchema().description("What to do about it."));
        error.setRequired(List.of("field", "problem", "hint"));
        error.setDescription("One thing that is wrong in a request.");
        return error;
    }

    static Content content() {
        return new Content()
                .addMediaType("application/problem+json", new MediaType().schema(new Schema<>().$ref(SCHEMAS + NAME)));
    }
}
