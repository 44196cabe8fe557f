package ai.tulia.messaging.api.request;

import ai.tulia.messaging.api.problem.StatusProblems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.List;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** A caller that cannot read the answer is told so before anything is done, not after. */
final class AcceptsJson implements HandlerInterceptor {
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod route
                && Routes.isOurs(route)
                && !accepts(MediaTypes.answeredBy(route), Collections.list(request.getHeaders("Accept")))) {
            throw StatusProblems.notAcceptable(MediaTypes.answeredBy(route));
        }
        return true;
    }

    private static boolean accepts(List<MediaType> answered, List<String> wanted) {
        try {
            List<MediaType> types = MediaType.parseMediaTypes(wanted);
            return types.isEmpty()
                    || types.stream().anyMatch(type -> answered.stream().anyMatch(type::isCompatibleWith));
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }
}
