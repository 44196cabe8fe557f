package ai.tulia.messaging.api.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/** The body of a PATCH is that of the POST with every field free to be left out: what is left out stays as it is. */
@Component
class PatchBodies implements OpenApiCustomizer {
    private static final String SCHEMAS = "#/components/schemas/";

    @Override
    public void customise(OpenAPI document) {
        document.getPaths().values().forEach(path -> {
            Operation patch = path.getPatch();
            if (patch != null) {
                patch.getRequestBody().getContent().values().forEach(body -> free(body, document.getComponents()));
            }
        });
    }

    private static void free(MediaType body, Components components) {
        String name = String.valueOf(body.getSchema().get$ref()).replace(SCHEMAS, "");
        Schema<?> whole = components.getSchemas().get(name);
        if (whole != null) {
            Schema<?> free = new JsonSchema().typesItem("object").properties(whole.getProperties());
            String patch = name.replaceAll("Request$", "PatchRequest");
            components.addSchemas(patch, free);
            body.setSchema(new JsonSchema().$ref(SCHEMAS + patch));
        }
    }
}
