package ai.tulia.messaging.api.openapi;

import com.fasterxml.jackson.core.type.TypeReference;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/**
 * What the records hold as maps and check themselves: criteria, attributes and the values of placeholders, as {@code
 * openapi-schemas.json} describes them. Maps of any JSON, such as metadata, stay as they are.
 */
@Component
class MapSchemas implements OpenApiCustomizer {
    private static final String SCHEMAS = "#/components/schemas/";
    private static final String VALUE = "AttributeValue";
    private static final String RECIPIENT_CRITERIA = "recipient_criteria";

    @Override
    public void customise(OpenAPI document) {
        Map<String, Schema> schemas = document.getComponents().getSchemas();
        schemas.forEach(MapSchemas::complete);
        schemas.putAll(described());
    }

    private static void complete(String name, Schema<?> schema) {
        @Nullable Map<String, Schema> properties = schema.getProperties();
        if (properties == null) {
            return;
        }
        properties.replaceAll((field, property) ->
                isMapOfAny(property) && field.endsWith("criteria") ? criteria(property) : property);
        values(properties.get("attributes"), isResponse(name) ? reference(VALUE) : orNull(VALUE));
        values(
                properties.get("context"),
                reference(properties.containsKey(RECIPIENT_CRITERIA) ? "PlaceholderValue" : VALUE));
    }

    /** A request clears an attribute with null; no answer has one. */
    private static boolean isResponse(String name) {
        return name.endsWith("Response");
    }

    private static void values(@Nullable Schema<?> map, Schema<?> value) {
        if (map != null && isMapOfAny(map)) {
            map.setAdditionalProperties(value);
        }
    }

    private static boolean isMapOfAny(Schema<?> property) {
        return property.getAdditionalProperties() instanceof Schema<?> value
                && value.get$ref() == null
                && value.getTypes() == null
                && value.getAnyOf() == null;
    }

    private static Schema<?> criteria(Schema<?> map) {
        boolean nullable = map.getTypes() != null && map.getTypes().contains("null");
        Schema<?> criteria = nullable ? orNull("Criteria") : reference("Criteria");
        return criteria.description(map.getDescription());
    }

    private static Schema<?> orNull(String name) {
        return new JsonSchema().anyOf(List.of(reference(name), new JsonSchema().typesItem("null")));
    }

    private static Schema<?> reference(String name) {
        return new JsonSchema().$ref(SCHEMAS + name);
    }

    private static Map<String, Schema> described() {
        try (InputStream file = Objects.requireNonNull(MapSchemas.class.getResourceAsStream("/openapi-schemas.json"))) {
            return Json31.mapper().readValue(file, new TypeReference<Map<String, Schema>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
