package ai.tulia.messaging.api.security;

import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.request.Routes;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Whether this key may call this route. A route that says nothing about it is closed. */
final class RightsInterceptor implements HandlerInterceptor {
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod route && Routes.isOurs(route)) {
            RouteRights rights = RouteRights.of(route);
            if (!rights.withoutKey()) {
                check(ApiPrincipal.of(request), rights);
            }
        }
        return true;
    }

    private static void check(@Nullable ApiPrincipal principal, RouteRights rights) {
        switch (principal) {
            case null -> throw KeyFilter.unauthorized();
            case ApiPrincipal.Operator operator -> {
                if (!rights.operator()) {
                    throw forbidden("tenant_key_needed", "this route belongs to a tenant: call it with a tenant's key");
                }
            }
            case ApiPrincipal.Tenant tenant -> checkScope(tenant.caller(), rights);
        }
    }

    private static void checkScope(Caller caller, RouteRights rights) {
        String scope = rights.scope();
        if (scope != null) {
            caller.require(scope);
        } else if (rights.operator()) {
            throw forbidden("operator_key_needed", "this route is for the operator's key, not for a tenant's");
        } else {
            throw forbidden("route_closed", "no key opens this route");
        }
    }

    private static ApiProblem forbidden(String code, String detail) {
        return ApiProblem.of(HttpStatus.FORBIDDEN, code, detail);
    }
}
