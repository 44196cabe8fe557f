package ai.tulia.messaging.api.request;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.method.HandlerMethod;

/** Which media types a route reads and answers: those that its mapping declares, otherwise JSON. */
final class MediaTypes {
    private MediaTypes() {}

    /** Empty when the route reads no body. */
    static List<MediaType> readBy(HandlerMethod route) {
        RequestMapping mapping = mapping(route);
        if (mapping != null && mapping.consumes().length > 0) {
            return parse(mapping.consumes());
        }
        boolean hasBody = Arrays.stream(route.getMethodParameters()).anyMatch(MediaTypes::isBody);
        return hasBody ? List.of(MediaType.APPLICATION_JSON) : List.of();
    }

    static boolean isBodyOptional(HandlerMethod route) {
        return Arrays.stream(route.getMethodParameters())
                .map(parameter -> parameter.getParameterAnnotation(RequestBody.class))
                .anyMatch(body -> body != null && !body.required());
    }

    static List<MediaType> answeredBy(HandlerMethod route) {
        RequestMapping mapping = mapping(route);
        return mapping != null && mapping.produces().length > 0
                ? parse(mapping.produces())
                : List.of(MediaType.APPLICATION_JSON);
    }

    private static boolean isBody(MethodParameter parameter) {
        return parameter.hasParameterAnnotation(RequestBody.class);
    }

    private static @Nullable RequestMapping mapping(HandlerMethod route) {
        return AnnotatedElementUtils.findMergedAnnotation(route.getMethod(), RequestMapping.class);
    }

    private static List<MediaType> parse(String[] types) {
        return Arrays.stream(types).map(MediaType::parseMediaType).toList();
    }
}
