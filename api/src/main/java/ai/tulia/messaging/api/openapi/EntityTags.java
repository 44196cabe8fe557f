package ai.tulia.messaging.api.openapi;

import ai.tulia.messaging.api.etag.IfMatch;
import ai.tulia.messaging.api.etag.Versioned;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.Arrays;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.core.ResolvableType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

/** The document says which answers have an ETag, and where If-Match is honoured. */
@Component
class EntityTags implements OperationCustomizer {
    @Override
    public Operation customize(Operation operation, HandlerMethod route) {
        if (Versioned.class.isAssignableFrom(bodyOf(route))) {
            operation.getResponses().forEach((status, answer) -> {
                if (status.startsWith("2")) {
                    answer.addHeaderObject("ETag", etag());
                }
            });
        }
        if (Arrays.asList(route.getMethod().getParameterTypes()).contains(IfMatch.class)) {
            operation.addParametersItem(ifMatch());
        }
        return operation;
    }

    private static Class<?> bodyOf(HandlerMethod route) {
        var type = ResolvableType.forMethodReturnType(route.getMethod());
        return (type.toClass() == ResponseEntity.class ? type.getGeneric(0) : type).toClass();
    }

    private static Header etag() {
        return new Header().description("The version, for If-Match").schema(new StringSchema().example("\"7\""));
    }

    private static Parameter ifMatch() {
        return new Parameter()
                .in("header")
                .name(IfMatch.HEADER)
                .description(
                        "The ETag of the version to change, or a list of them, or *; without it the last write wins")
                .schema(new StringSchema());
    }
}
