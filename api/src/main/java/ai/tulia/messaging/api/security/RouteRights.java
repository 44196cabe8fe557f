package ai.tulia.messaging.api.security;

import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;

/**
 * Who may call a route, as it declares it.
 *
 * @param withoutKey anybody, or whoever the controller itself knows by a signature
 * @param operator the operator's key opens it
 * @param scope that a tenant's key needs; null = no tenant's key opens it
 */
public record RouteRights(
        boolean withoutKey, boolean operator, @Nullable String scope) {
    /** Of a route that says nothing: no one. */
    public static RouteRights of(HandlerMethod route) {
        Class<?> type = route.getBeanType();
        boolean withoutKey =
                type.isAnnotationPresent(SignedByProvider.class) || type.isAnnotationPresent(OpenToAll.class);
        boolean operatorOnly = type.isAnnotationPresent(OperatorOnly.class);
        boolean operator = operatorOnly || type.isAnnotationPresent(OpenToOperator.class);
        return new RouteRights(withoutKey, operator, operatorOnly ? null : scope(route));
    }

    private static @Nullable String scope(HandlerMethod route) {
        RequiresScope onMethod = route.getMethodAnnotation(RequiresScope.class);
        RequiresScope scope = onMethod != null ? onMethod : route.getBeanType().getAnnotation(RequiresScope.class);
        return scope == null ? null : scope.value();
    }
}
