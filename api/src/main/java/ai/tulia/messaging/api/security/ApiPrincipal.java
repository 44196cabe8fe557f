package ai.tulia.messaging.api.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who makes a request, as its key says. */
public sealed interface ApiPrincipal {
    /** A tenant, with what its key may do. */
    record Tenant(Caller caller) implements ApiPrincipal {}

    /** The operator of this installation. */
    record Operator() implements ApiPrincipal {}

    /** The tenant id under which the operator's own records are kept. */
    UUID OPERATOR_ID = new UUID(0, 0);

    static @Nullable ApiPrincipal of(HttpServletRequest request) {
        return (ApiPrincipal) request.getAttribute(ApiPrincipal.class.getName());
    }

    default void into(HttpServletRequest request) {
        request.setAttribute(ApiPrincipal.class.getName(), this);
    }

    default UUID tenantId() {
        return this instanceof Tenant tenant ? tenant.caller().tenantId() : OPERATOR_ID;
    }
}
