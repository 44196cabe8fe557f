package ai.tulia.messaging.api.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Schemas as the wire has them: names in snake_case, and from the records what must be there and what may be null. A
 * component without {@link Nullable} is required. One with it may be null, unless its {@code @Schema} requires it (a
 * request lets null in only to name all that is wrong at once) or it is left out when null.
 */
@Component
class RecordSchemas extends ModelResolver {
    private static final String NULL = "null";

    RecordSchemas() {
        super(Json31.mapper().copy().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE));
        setOpenapi31(true);
    }

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        Class<?> java = objectMapper().constructType(type.getType()).getRawClass();
        if (java == Object.class) {
            return new JsonSchema();
        }
        Schema<?> schema = super.resolve(type, context, chain);
        if (schema != null && java == LocalDateTime.class) {
            schema.setFormat("date-time-local");
        }
        if (schema != null && java.isRecord()) {
            Schema<?> model = context.getDefinedModels().get(nameOf(schema));
            if (model != null && model.getProperties() != null) {
                complete(model, java);
            }
        }
        return schema;
    }

    private static @Nullable String nameOf(Schema<?> schema) {
        String ref = schema.get$ref();
        return ref == null ? schema.getName() : ref.substring(ref.lastIndexOf('/') + 1);
    }

    private static void complete(Schema<?> model, Class<?> type) {
        model.addType("object");
        for (RecordComponent component : type.getRecordComponents()) {
            String name = SnakeCaseStrategy.INSTANCE.translate(component.getName());
            Schema<?> property = model.getProperties().get(name);
            if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                complete(model, component.getType());
            } else if (property != null) {
                complete(model, name, property, component);
            }
        }
    }

    private static void complete(Schema<?> model, String name, Schema<?> property, RecordComponent component) {
        boolean required = model.getRequired() != null && model.getRequired().contains(name);
        if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
            model.addRequiredItem(name);
        } else if (!required && !component.getAccessor().isAnnotationPresent(JsonInclude.class)) {
            model.getProperties().put(name, orNull(property));
        }
    }

    private static Schema<?> orNull(Schema<?> property) {
        if (property.get$ref() != null) {
            var reference = new JsonSchema().$ref(property.get$ref());
            return new JsonSchema()
                    .description(property.getDescription())
                    .anyOf(List.of(reference, new JsonSchema().typesItem(NULL)));
        }
        if (property.getTypes() != null && property.getTypes().add(NULL)) {
            allowNull(property);
        }
        return property;
    }

    /** A list of words leaves out everything that is not on it, null too. */
    static <T> void allowNull(Schema<T> property) {
        if (property.getEnum() != null
                && property.getTypes() != null
                && property.getTypes().contains(NULL)) {
            var words = new ArrayList<@Nullable T>(property.getEnum());
            words.add(null);
            property.setEnum(words);
        }
    }
}
