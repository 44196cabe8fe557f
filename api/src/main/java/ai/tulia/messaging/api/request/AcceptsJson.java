package ai.tulia.messaging.api.request;

import ai.tulia.messaging.api.problem.StatusProblems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.List;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** A caller that cannot read the answer is told so before anything is done, not after. */
final class AcceptsJson implements HandlerInterceptor {
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod route
                && Routes.isOurs(route)
                && !saysWhatItGives(route)
                && !accepts(Collections.list(request.getHeaders("Accept")))) {
            throw StatusProblems.of(406);
        }
        return true;
    }

    /** Such a route was chosen for what the caller accepts. */
    private static boolean saysWhatItGives(HandlerMethod route) {
        RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(route.getMethod(), RequestMapping.class);
        return mapping != null && mapping.produces().length > 0;
    }

    private static boolean accepts(List<String> wanted) {
        try {
            List<MediaType> types = MediaType.parseMediaTypes(wanted);
            return types.isEmpty()
                    || types.stream().anyMatch(type -> type.isCompatibleWith(MediaType.APPLICATION_JSON));
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }
}
