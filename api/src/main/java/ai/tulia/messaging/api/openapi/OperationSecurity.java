package ai.tulia.messaging.api.openapi;

import ai.tulia.messaging.api.security.OpenToAll;
import ai.tulia.messaging.api.security.OperatorOnly;
import ai.tulia.messaging.api.security.RequiresScope;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.util.List;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

/** Which key each operation takes, and which scope a tenant's key needs: as the routes themselves declare it. */
@Component
class OperationSecurity implements OperationCustomizer {
    static final String TENANT = "tenantKey";
    static final String OPERATOR = "operatorKey";

    @Override
    public Operation customize(Operation operation, HandlerMethod route) {
        if (route.getBeanType().isAnnotationPresent(OpenToAll.class)) {
            return operation.security(List.of());
        }
        if (route.getBeanType().isAnnotationPresent(OperatorOnly.class)) {
            return require(operation, OPERATOR, "Takes the operator's key.");
        }
        RequiresScope onMethod = route.getMethodAnnotation(RequiresScope.class);
        RequiresScope scope = onMethod != null ? onMethod : route.getBeanType().getAnnotation(RequiresScope.class);
        return require(operation, TENANT, scope == null ? "" : "Takes a key with the scope `" + scope.value() + "`.");
    }

    /** Not as scopes of the scheme: only those of OAuth have any. */
    private static Operation require(Operation operation, String key, String words) {
        String said = operation.getDescription();
        return operation
                .description(said == null || said.isBlank() ? words : said.strip() + "\n\n" + words)
                .security(List.of(new SecurityRequirement().addList(key)));
    }
}
