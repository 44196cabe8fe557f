package ai.tulia.messaging.api.openapi;

import ai.tulia.messaging.api.security.RouteRights;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.util.ArrayList;
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
        RouteRights rights = RouteRights.of(route);
        if (rights.withoutKey()) {
            return operation.security(List.of());
        }
        // Not as scopes of the scheme: only those of OAuth have any.
        var security = new ArrayList<SecurityRequirement>();
        var words = new ArrayList<String>();
        if (rights.scope() != null) {
            security.add(new SecurityRequirement().addList(TENANT));
            words.add("a key with the scope `" + rights.scope() + "`");
        }
        if (rights.operator()) {
            security.add(new SecurityRequirement().addList(OPERATOR));
            words.add("the operator's key");
        }
        String takes = "Takes " + String.join(", or ", words) + ".";
        String said = operation.getDescription();
        return operation
                .description(said == null || said.isBlank() ? takes : said.strip() + "\n\n" + takes)
                .security(security);
    }
}
