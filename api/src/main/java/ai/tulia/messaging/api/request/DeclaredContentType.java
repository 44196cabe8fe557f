package ai.tulia.messaging.api.request;

import ai.tulia.messaging.api.problem.StatusProblems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * A body must name exactly a media type that its route declares. Left to itself, Spring MVC takes a wildcard for any
 * type, and reads every type that some library on the classpath has a converter for, past the checks of JSON.
 */
final class DeclaredContentType implements HandlerInterceptor {
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod route && Routes.isOurs(route)) {
            List<MediaType> read = MediaTypes.readBy(route);
            String contentType = request.getContentType();
            // Without a type and with an optional body there is none; Spring MVC refuses one that comes all the same.
            boolean none = contentType == null && MediaTypes.isBodyOptional(route);
            if (!read.isEmpty() && !none && !isOneOf(read, contentType)) {
                throw StatusProblems.unsupportedMediaType(read);
            }
        }
        return true;
    }

    private static boolean isOneOf(List<MediaType> read, @Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        try {
            MediaType type = MediaType.parseMediaType(contentType);
            return type.isConcrete() && read.stream().anyMatch(type::equalsTypeAndSubtype);
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }
}
