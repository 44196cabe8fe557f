package ai.tulia.messaging.api.security;

import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.request.Routes;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpStatus;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Whether this key may call this route. A route that says nothing about it is closed. */
final class RightsInterceptor implements HandlerInterceptor {
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod route && Routes.isOurs(route) && !takesNoKey(route)) {
            check(ApiPrincipal.of(request), route);
        }
        return true;
    }

    private static boolean takesNoKey(HandlerMethod route) {
        return route.getBeanType().isAnnotationPresent(SignedByProvider.class)
                || route.getBeanType().isAnnotationPresent(OpenToAll.class);
    }

    private static void check(@Nullable ApiPrincipal principal, HandlerMethod route) {
        boolean forOperator = route.getBeanType().isAnnotationPresent(OperatorOnly.class);
        switch (principal) {
            case null -> throw KeyFilter.unauthorized();
            case ApiPrincipal.Operator operator -> {
                if (!forOperator) {
                    throw forbidden("tenant_key_needed", "this route belongs to a tenant: call it with a tenant's key");
                }
            }
            case ApiPrincipal.Tenant tenant -> {
                if (forOperator) {
                    throw forbidden("operator_key_needed", "this route is for the operator's key, not for a tenant's");
                }
                checkScope(tenant.caller(), route);
            }
        }
    }

    private static void checkScope(Caller caller, HandlerMethod route) {
        RequiresScope needed = scopeOf(route);
        if (needed == null) {
            throw forbidden("route_closed", "no key opens this route");
        }
        if (!caller.scopes().contains(needed.value())) {
            throw forbidden("missing_scope", "this route needs a key with the scope " + needed.value())
                    .with("scope", needed.value());
        }
    }

    static @Nullable RequiresScope scopeOf(HandlerMethod route) {
        RequiresScope onMethod = route.getMethodAnnotation(RequiresScope.class);
        return onMethod != null
                ? onMethod
                : AnnotatedElementUtils.findMergedAnnotation(route.getBeanType(), RequiresScope.class);
    }

    private static ApiProblem forbidden(String code, String detail) {
        return ApiProblem.of(HttpStatus.FORBIDDEN, code, detail);
    }
}
