package ai.tulia.messaging.api.request;

import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.api.problem.JsonProblems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Query parameters that a route does not know are a mistake to name, not to pass over. */
final class QueryParameters implements HandlerInterceptor {
    private final Map<Method, Set<String>> known = new ConcurrentHashMap<>();

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod route && Routes.isOurs(route)) {
            Set<String> names = known.computeIfAbsent(route.getMethod(), m -> namesOf(route));
            var checks = new Checks();
            parameters(request).forEach((name, values) -> check(checks, names, name, values));
            checks.done();
        }
        return true;
    }

    private static void check(Checks checks, Set<String> names, String name, String[] values) {
        String shown = JsonProblems.shortened(name);
        String hint = names.isEmpty() ? "leave it out" : "known here: " + String.join(", ", names);
        checks.that(names.contains(name), shown, "is no query parameter of this route", hint)
                .that(values.length == 1, shown, "is given more than once", "give it once")
                .that(
                        Arrays.stream(values).noneMatch(v -> v.chars().anyMatch(Character::isISOControl)),
                        shown,
                        "holds control characters",
                        "leave them out");
    }

    private static Map<String, String[]> parameters(HttpServletRequest request) {
        try {
            return request.getParameterMap();
        } catch (IllegalStateException undecodable) {
            throw ApiProblem.invalid("query", "cannot be decoded", "percent-encode it as UTF-8");
        }
    }

    private static Set<String> namesOf(HandlerMethod route) {
        var names = new TreeSet<String>();
        var discoverer = new DefaultParameterNameDiscoverer();
        for (MethodParameter parameter : route.getMethodParameters()) {
            RequestParam declared = parameter.getParameterAnnotation(RequestParam.class);
            if (declared != null) {
                parameter.initParameterNameDiscovery(discoverer);
                names.add(declared.name().isEmpty() ? String.valueOf(parameter.getParameterName()) : declared.name());
            }
        }
        return names;
    }
}
